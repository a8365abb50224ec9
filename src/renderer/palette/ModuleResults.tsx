import { ListBox, ListBoxItem } from 'react-aria-components';
import type { ModuleDefinition } from '../../engine/nn/module.ts';
import { ModuleName } from './ModuleName.tsx';
import styles from './ModuleResults.module.css';
import { dragProps } from './moduleDrag.ts';

/** The modules that were found, best first. Enter or a double click adds one. */
export function ModuleResults({
  found,
  onAdd,
}: {
  readonly found: readonly ModuleDefinition[];
  readonly onAdd: (type: string) => void;
}) {
  return (
    <ListBox
      className={styles.list}
      aria-label="Modules found"
      selectionMode="single"
      selectionBehavior="replace"
      onAction={(key) => onAdd(String(key))}
      items={found.map((definition) => ({ id: definition.type, definition }))}
      renderEmptyState={() => <p className={styles.nothing}>No module is called or does this.</p>}
    >
      {({ definition }) => (
        <ListBoxItem
          textValue={definition.type}
          aria-label={`${definition.type}: ${definition.summary}`}
          className={styles.item}
          data-module-type={definition.type}
        >
          <div className={styles.module} {...dragProps(definition)}>
            <ModuleName definition={definition} />
          </div>
        </ListBoxItem>
      )}
    </ListBox>
  );
}
