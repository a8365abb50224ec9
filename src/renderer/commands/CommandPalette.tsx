import { useState } from 'react';
import { Autocomplete, Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { focusNode } from '../canvas/flow.ts';
import { SearchField } from '../controls/fields.tsx';
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

  function handleKey(event: React.KeyboardEvent): void {
    const first = groups[0]?.entries.find(({ isDisabled }) => !isDisabled);
    if (event.key !== 'Enter' || query === '' || !first || event.nativeEvent.isComposing) return;
    if (event.target instanceof HTMLInputElement && !event.target.hasAttribute('aria-activedescendant')) {
      event.preventDefault();
      act(first);
    }
  }

  return (
    <Autocomplete inputValue={query} onInputChange={setQuery}>
      <div className={styles.search} onKeyDownCapture={handleKey}>
        <SearchField
          value={query}
          onChange={setQuery}
          label="Search commands and nodes"
          placeholder="Search commands and nodes"
          autoFocus
        />
      </div>
      <EntryList groups={groups} onAction={act} />
    </Autocomplete>
  );
}
