import { useState } from 'react';
import { GridList, GridListHeader, GridListSection } from 'react-aria-components';
import { Button } from '../controls/Button.tsx';
import { SearchField } from '../controls/fields.tsx';
import { changePreferences, usePreferences } from '../store/preferencesStore.ts';
import { notify } from '../store/viewStore.ts';
import { allCommands } from './allCommands.ts';
import { sharers, shortcutsOf, withShortcuts } from './ownShortcuts.ts';
import { type RowState, ShortcutRow } from './ShortcutRow.tsx';
import styles from './ShortcutsDialog.module.css';
import { paletteGroups, searchShortcuts } from './searchShortcuts.ts';
import { type RecordingMode, recordShortcut, shortcutFault } from './shortcutEdits.ts';
import { useKeyRecorder } from './useKeyRecorder.ts';

/** The row that is being changed, and how far that is. */
interface Editing {
  readonly id: string;
  readonly state: RowState;
}

/** Search, groups of commands with their keys, and the way back to the keys that the app came with. */
export function ShortcutsEditor() {
  const own = usePreferences((state) => state.preferences.shortcuts);
  const [query, setQuery] = useState('');
  const [editing, setEditing] = useState<Editing | null>(null);
  const groups = paletteGroups(searchShortcuts(query, allCommands, own));
  const edited = allCommands.find(({ id }) => id === editing?.id);

  function keep(shortcuts: Record<string, string[]>): void {
    setEditing(null);
    void changePreferences({ shortcuts });
  }

  function record(id: string, mode: RecordingMode): void {
    setEditing({ id, state: { kind: 'recording', mode } });
  }

  function take(shortcut: string): void {
    if (!edited || editing?.state.kind !== 'recording') return;
    const { mode } = editing.state;
    const fault = shortcutFault(shortcut, edited);
    const others = sharers(shortcut, edited.id, allCommands, own);
    if (fault !== null) setEditing({ id: edited.id, state: { kind: 'refused', fault, mode } });
    else if (others.length > 0) {
      setEditing({ id: edited.id, state: { kind: 'taken', shortcut, mode, others } });
    } else keep(recordShortcut(own, allCommands, edited, mode, shortcut));
  }

  useKeyRecorder(editing?.state.kind === 'recording', take, () => setEditing(null));

  function resetAll(): void {
    keep({});
    notify('All shortcuts are as the app came with.', {
      title: 'Undo',
      run: () => void changePreferences({ shortcuts: own }),
    });
  }

  function handleKey(event: React.KeyboardEvent): void {
    if (event.key !== 'Escape' || editing === null) return;
    // Leads out of the question first, then out of the dialog.
    event.stopPropagation();
    setEditing(null);
  }

  return (
    <div className={styles.editor} onKeyDownCapture={handleKey}>
      <div className={styles.top}>
        <SearchField
          value={query}
          onChange={setQuery}
          label="Search shortcuts"
          placeholder="Search by name or keys"
          autoFocus
        />
        <Button onPress={resetAll} isDisabled={Object.keys(own).length === 0}>
          Reset all
        </Button>
      </div>
      <GridList
        className={styles.list}
        aria-label="Commands and their shortcuts"
        onAction={(id) => record(String(id), 'replace')}
        renderEmptyState={() => (
          <p className={styles.nothing}>No command is called this or has these keys.</p>
        )}
        dependencies={[own, editing]}
      >
        {groups.map(({ heading, commands }) => (
          <GridListSection key={heading} id={`group ${heading}`} aria-label={heading}>
            <GridListHeader className={styles.heading}>{heading}</GridListHeader>
            {commands.map((command) => (
              <ShortcutRow
                key={command.id}
                command={command}
                shortcuts={shortcutsOf(command, own)}
                isOwn={Object.hasOwn(own, command.id)}
                state={editing?.id === command.id ? editing.state : null}
                onRecord={(mode) => record(command.id, mode)}
                onClear={() => keep(withShortcuts(own, command, []))}
                onReset={() => keep(withShortcuts(own, command, command.shortcuts ?? []))}
                onTake={(shortcut, mode) => keep(recordShortcut(own, allCommands, command, mode, shortcut))}
                onCancel={() => setEditing(null)}
              />
            ))}
          </GridListSection>
        ))}
      </GridList>
    </div>
  );
}
