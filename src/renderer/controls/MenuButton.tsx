import type { ReactNode } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover, Separator, Text } from 'react-aria-components';
import styles from './MenuButton.module.css';

/** One line of a menu; `separator` draws a line before it. */
export interface MenuEntry {
  readonly id: string;
  readonly title: string;
  readonly shortcut?: string;
  readonly icon?: ReactNode;
  readonly isDisabled?: boolean;
  readonly separator?: boolean;
  readonly run: () => void;
}

/** A button that opens a menu; `trigger` is a Button or IconButton. */
export function MenuButton({
  trigger,
  label,
  entries,
}: {
  readonly trigger: ReactNode;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={styles.popover} offset={4}>
        <MenuEntries label={label} entries={entries} />
      </Popover>
    </MenuTrigger>
  );
}

/** The lines of a menu, for a popover of any kind. */
export function MenuEntries({
  label,
  entries,
}: {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}) {
  return (
    <Menu
      className={styles.menu}
      aria-label={label}
      disabledKeys={entries.filter((entry) => entry.isDisabled).map(({ id }) => id)}
    >
      {entries.flatMap(({ id, title, shortcut, icon, separator, run }) => [
        ...(separator ? [<Separator key={`${id} line`} className={styles.line} />] : []),
        <MenuItem key={id} id={id} textValue={title} className={styles.item} onAction={run}>
          <span className={styles.icon}>{icon}</span>
          <Text slot="label">{title}</Text>
          {shortcut === undefined ? null : <kbd className={styles.shortcut}>{shortcut}</kbd>}
        </MenuItem>,
      ])}
    </Menu>
  );
}
