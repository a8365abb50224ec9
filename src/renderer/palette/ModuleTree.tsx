import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button, Collection, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import type { ModuleDefinition } from '../../engine/nn/module.ts';
import { modules } from '../../engine/nn/registry.ts';
import { ModuleName } from './ModuleName.tsx';
import styles from './ModuleTree.module.css';
import { dragProps } from './moduleDrag.ts';
import { setClosed, usePalette } from './paletteStore.ts';
import { sections } from './searchModules.ts';

interface Group {
  /** The section's name, also what the palette remembers it by. */
  readonly id: string;
  readonly modules: readonly ModuleDefinition[];
}

const groupsOfModules: readonly Group[] = sections.map(({ category, modules }) => ({
  id: category,
  modules,
}));

const RECENT = 'Recent';

/** All modules by category, with those added last on top. Enter or a double click adds one. */
export function ModuleTree({ onAdd }: { readonly onAdd: (type: string) => void }) {
  // Lines do not move under the pointer: what was added shows on top once it has left.
  const [recent, setRecent] = useState(usePalette.getState().recent);
  const closed = usePalette((state) => state.closed);
  const added = recent.flatMap((type) => modules.get(type) ?? []);
  const groups = added.length === 0 ? groupsOfModules : [{ id: RECENT, modules: added }, ...groupsOfModules];
  const open = groups.map(({ id }) => id).filter((id) => !closed.includes(id));
  const known = new Set(groups.map(({ id }) => id));

  function fold(openNow: ReadonlySet<unknown>): void {
    const unseen = closed.filter((id) => !known.has(id));
    setClosed([...unseen, ...[...known].filter((id) => !openNow.has(id))]);
  }

  function act(key: string): void {
    if (known.has(key)) {
      const openNow = new Set(open);
      if (!openNow.delete(key)) openNow.add(key);
      fold(openNow);
    } else {
      onAdd(key.slice(key.indexOf(':') + 1));
    }
  }

  return (
    <Tree
      className={styles.tree}
      aria-label="Modules by category"
      onPointerLeave={() => setRecent(usePalette.getState().recent)}
      selectionMode="single"
      selectionBehavior="replace"
      disabledKeys={known}
      disabledBehavior="selection"
      expandedKeys={open}
      onExpandedChange={fold}
      onAction={(key) => act(String(key))}
      items={groups}
      dependencies={[groups]}
    >
      {(group) => (
        <TreeItem id={group.id} textValue={group.id} className={styles.section}>
          <TreeItemContent>
            <div className={styles.heading}>
              <Button slot="chevron" className={styles.chevron}>
                <ChevronRight aria-hidden />
              </Button>
              <span>{group.id}</span>
            </div>
          </TreeItemContent>
          <Collection
            items={group.modules.map((definition) => ({ id: `${group.id}:${definition.type}`, definition }))}
          >
            {({ id, definition }) => (
              <TreeItem
                id={id}
                textValue={definition.type}
                aria-label={`${definition.type}: ${definition.summary}`}
                className={styles.item}
                data-module-type={definition.type}
              >
                <TreeItemContent>
                  <div className={styles.module} {...dragProps(definition)}>
                    <ModuleName definition={definition} />
                  </div>
                </TreeItemContent>
              </TreeItem>
            )}
          </Collection>
        </TreeItem>
      )}
    </Tree>
  );
}
