import type { ModuleDefinition } from '../../engine/nn/module.ts';
import type { usePicker } from '../controls/usePicker.ts';
import { ModuleName } from './ModuleName.tsx';
import styles from './ModuleResults.module.css';
import { dragProps } from './moduleDrag.ts';

/** The modules that were found, best first. A double click adds one, as Enter does in the field. */
export function ModuleResults({
  found,
  picker,
  onAdd,
}: {
  readonly found: readonly ModuleDefinition[];
  readonly picker: ReturnType<typeof usePicker>;
  readonly onAdd: (type: string) => void;
}) {
  if (found.length === 0) return <p className={styles.nothing}>No module is called this or does it.</p>;
  return (
    <div className={styles.list} aria-label="Modules found" {...picker.listProps}>
      {found.map((definition) => {
        const { type, summary } = definition;
        // Preventing what a press does would prevent the drag.
        const { onMouseDown: _, ...option } = picker.optionProps({ key: type });
        return (
          <div
            key={type}
            {...option}
            {...dragProps(definition)}
            aria-label={`${type}: ${summary}`}
            className={styles.module}
            data-module-type={type}
            onDoubleClick={() => onAdd(type)}
          >
            <ModuleName definition={definition} />
          </div>
        );
      })}
    </div>
  );
}
