import { Header, ListBox, ListBoxItem, ListBoxSection, Text } from 'react-aria-components';
import styles from './CommandPalette.module.css';
import type { Entry, EntryGroup } from './paletteEntries.ts';
import { shortcutText } from './shortcutText.ts';

/** The lines of the command palette under their headings. */
export function EntryList({
  groups,
  onAction,
}: {
  readonly groups: readonly EntryGroup[];
  readonly onAction: (entry: Entry) => void;
}) {
  const entries = groups.flatMap((group) => group.entries);
  return (
    <ListBox
      className={styles.list}
      aria-label="Commands"
      disabledKeys={entries.filter(({ isDisabled }) => isDisabled).map(({ id }) => id)}
      onAction={(key) => {
        const entry = entries.find(({ id }) => id === key);
        if (entry) onAction(entry);
      }}
      renderEmptyState={() => <p className={styles.nothing}>Nothing is called this.</p>}
    >
      {groups.map(({ heading, entries }) => (
        <ListBoxSection key={heading} id={heading ?? 'found'} aria-label={heading ?? 'Found'}>
          {heading === null ? null : <Header className={styles.heading}>{heading}</Header>}
          {entries.map((entry) => (
            <Line key={entry.id} entry={entry} isGrouped={heading !== null} />
          ))}
        </ListBoxSection>
      ))}
    </ListBox>
  );
}

function Line({ entry, isGrouped }: { readonly entry: Entry; readonly isGrouped: boolean }) {
  const { id, title, detail, shortcut } = entry;
  return (
    <ListBoxItem id={id} textValue={title} className={styles.item}>
      <Text slot="label" className={styles.title}>
        {title}
      </Text>
      {isGrouped ? null : (
        <Text slot="description" className={styles.detail}>
          {detail}
        </Text>
      )}
      {shortcut === null ? null : <kbd className={styles.shortcut}>{shortcutText(shortcut)}</kbd>}
    </ListBoxItem>
  );
}
