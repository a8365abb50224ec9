import type { ModuleDefinition } from '../../engine/nn/module.ts';
import { PickList, PickOption } from '../controls/PickList.tsx';
import type { Picker } from '../controls/usePicker.ts';
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
  readonly picker: Picker;
  readonly onAdd: (type: string) => void;
}) {
  if (found.length === 0) return <p className={styles.nothing}>No module is called this or does it.</p>;
  return (
    <PickList picker={picker} label="Modules found">
      {found.map((definition) => {
        const { type, summary } = definition;
        return (
          <PickOption
            key={type}
            picker={picker}
            item={{ key: type }}
            onPick={() => onAdd(type)}
            pickBy="doubleClick"
            className={styles.module}
            aria-label={`${type}: ${summary}`}
            data-module-type={type}
            {...dragProps(definition)}
          >
            <ModuleName definition={definition} />
          </PickOption>
        );
      })}
    </PickList>
  );
}
