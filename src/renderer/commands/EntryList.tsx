import { PickGroup, PickList, PickOption } from '../controls/PickList.tsx';
import type { Picker } from '../controls/usePicker.ts';
import styles from './CommandPalette.module.css';
import type { Entry, EntryGroup } from './paletteEntries.ts';
import { shortcutText } from './shortcutText.ts';

interface Acting {
  readonly picker: Picker;
  readonly onAction: (entry: Entry) => void;
}

/** The lines of the command palette under their headings. */
export function EntryList({ groups, ...acting }: Acting & { readonly groups: readonly EntryGroup[] }) {
  if (groups.length === 0) return <p className={styles.nothing}>Nothing is called this.</p>;
  return (
    <PickList picker={acting.picker} label="Commands">
      {groups.map(({ heading, entries }) => (
        <PickGroup key={heading} label={heading ?? 'Found'} hideHeading={heading === null}>
          {entries.map((entry) => (
            <Line key={entry.id} entry={entry} isGrouped={heading !== null} {...acting} />
          ))}
        </PickGroup>
      ))}
    </PickList>
  );
}

function Line({
  entry,
  isGrouped,
  picker,
  onAction,
}: Acting & { readonly entry: Entry; readonly isGrouped: boolean }) {
  const { id, title, detail, shortcut, isDisabled } = entry;
  return (
    <PickOption
      picker={picker}
      item={{ key: id, isDisabled }}
      onPick={() => onAction(entry)}
      className={styles.item}
    >
      <span className={styles.title}>{title}</span>
      {isGrouped ? null : <span className={styles.detail}>{detail}</span>}
      {shortcut === null ? null : <kbd className={styles.shortcut}>{shortcutText(shortcut)}</kbd>}
    </PickOption>
  );
}
