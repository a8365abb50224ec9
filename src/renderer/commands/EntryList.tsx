import type { usePicker } from '../controls/usePicker.ts';
import styles from './CommandPalette.module.css';
import type { Entry, EntryGroup } from './paletteEntries.ts';
import { shortcutText } from './shortcutText.ts';

interface Acting {
  readonly picker: ReturnType<typeof usePicker>;
  readonly onAction: (entry: Entry) => void;
}

/** The lines of the command palette under their headings. */
export function EntryList({ groups, ...acting }: Acting & { readonly groups: readonly EntryGroup[] }) {
  if (groups.length === 0) return <p className={styles.nothing}>Nothing is called this.</p>;
  return (
    <div className={styles.list} aria-label="Commands" {...acting.picker.listProps}>
      {groups.map(({ heading, entries }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox.
        <div key={heading} role="group" aria-label={heading ?? 'Found'}>
          {heading === null ? null : (
            <div className={styles.heading} role="presentation">
              {heading}
            </div>
          )}
          {entries.map((entry) => (
            <Line key={entry.id} entry={entry} isGrouped={heading !== null} {...acting} />
          ))}
        </div>
      ))}
    </div>
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
    <div
      {...picker.optionProps({ key: id, isDisabled })}
      className={styles.item}
      onClick={() => onAction(entry)}
    >
      <span className={styles.title}>{title}</span>
      {isGrouped ? null : <span className={styles.detail}>{detail}</span>}
      {shortcut === null ? null : <kbd className={styles.shortcut}>{shortcutText(shortcut)}</kbd>}
    </div>
  );
}
