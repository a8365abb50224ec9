import { useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { focusNode } from '../canvas/flow.ts';
import { SearchField } from '../controls/fields.tsx';
import { usePicker } from '../controls/usePicker.ts';
import { jumpTo } from '../problems/jump.ts';
import { useDocument } from '../store/documentStore.ts';
import { usePreferences } from '../store/preferencesStore.ts';
import { closeOverlay, useView } from '../store/viewStore.ts';
import { allCommands } from './allCommands.ts';
import styles from './CommandPalette.module.css';
import { EntryList } from './EntryList.tsx';
import { type Entry, paletteEntries } from './paletteEntries.ts';
import { execute } from './runCommand.ts';

/** Everything that can be done, and every node, by typing a part of its name. */
export function CommandPalette() {
  const isOpen = useView((state) => state.overlay?.kind === 'commands');
  return (
    <ModalOverlay
      className={styles.scrim}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) closeOverlay();
      }}
      isDismissable
    >
      <Modal className={styles.modal}>
        <Dialog className={styles.dialog} aria-label="Commands">
          <Search />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Search() {
  const [query, setQuery] = useState('');
  const document = useDocument((state) => state.document);
  const view = useView((state) => state.view);
  const own = usePreferences((state) => state.preferences.shortcuts);
  const groups = paletteEntries(query, allCommands, own, document, view);

  function act({ target, isDisabled }: Entry): void {
    if (isDisabled) return;
    // Closed first: the command may open something else in its place.
    closeOverlay();
    if (target.kind === 'node') {
      jumpTo(target.node);
      focusNode(target.node);
    } else execute(target.command);
  }

  const entries = groups.flatMap((group) => group.entries);
  const picker = usePicker({
    items: entries.map(({ id, isDisabled }) => ({ key: id, isDisabled })),
    query,
    // Enter right after opening does nothing.
    startsEmpty: query.trim() === '',
    onPick: (key) => {
      const entry = entries.find(({ id }) => id === key);
      if (entry) act(entry);
    },
  });

  return (
    <>
      <div className={styles.search}>
        <SearchField
          value={query}
          onChange={setQuery}
          label="Search commands and nodes"
          placeholder="Search commands and nodes"
          autoFocus
          inputProps={picker.inputProps}
        />
      </div>
      <EntryList groups={groups} picker={picker} onAction={act} />
    </>
  );
}
