import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover, Separator, SubmenuTrigger, Text } from 'react-aria-components';
import styles from './MenuButton.module.css';

/** One line of a menu; `separator` draws a line before it. */
export interface MenuEntry {
  readonly id: string;
  readonly title: string;
  /** Below the title: what tells it from others of the same title. */
  readonly detail?: string;
  readonly shortcut?: string;
  readonly icon?: ReactNode;
  readonly isDisabled?: boolean;
  readonly separator?: boolean;
  readonly run: () => void;
}

/** A line of a menu that opens another menu beside it. */
export interface MenuGroup extends Omit<MenuEntry, 'run' | 'shortcut'> {
  readonly entries: readonly MenuLine[];
}

export type MenuLine = MenuEntry | MenuGroup;

/** A button that opens a menu; `trigger` is a Button or IconButton. */
export function MenuButton({
  trigger,
  label,
  entries,
  onOpenChange,
}: {
  readonly trigger: ReactNode;
  readonly label: string;
  readonly entries: readonly MenuLine[];
  readonly onOpenChange?: (isOpen: boolean) => void;
}) {
  return (
    <MenuTrigger onOpenChange={onOpenChange}>
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
  readonly entries: readonly MenuLine[];
}) {
  return (
    <Menu
      className={styles.menu}
      aria-label={label}
      disabledKeys={entries.filter((entry) => entry.isDisabled).map(({ id }) => id)}
    >
      {entries.flatMap((entry) => [
        ...(entry.separator ? [<Separator key={`${entry.id} line`} className={styles.line} />] : []),
        'entries' in entry ? groupLine(entry) : entryLine(entry),
      ])}
    </Menu>
  );
}

function entryLine({ id, title, detail, shortcut, icon, run }: MenuEntry) {
  return (
    <MenuItem key={id} id={id} textValue={title} className={styles.item} onAction={run}>
      <Words title={title} detail={detail} icon={icon} />
      {shortcut === undefined ? null : <kbd className={styles.shortcut}>{shortcut}</kbd>}
    </MenuItem>
  );
}

function groupLine({ id, title, detail, icon, entries }: MenuGroup) {
  return (
    <SubmenuTrigger key={id}>
      <MenuItem id={id} textValue={title} className={styles.item}>
        <Words title={title} detail={detail} icon={icon} />
        <ChevronRight aria-hidden className={styles.further} />
      </MenuItem>
      <Popover className={styles.popover} offset={2}>
        <MenuEntries label={title} entries={entries} />
      </Popover>
    </SubmenuTrigger>
  );
}

function Words({
  title,
  detail,
  icon,
}: {
  readonly title: string;
  readonly detail: string | undefined;
  readonly icon: ReactNode;
}) {
  return (
    <>
      <span className={styles.icon}>{icon}</span>
      <span className={styles.words}>
        <Text slot="label" className={styles.title}>
          {title}
        </Text>
        {detail === undefined ? null : (
          <Text slot="description" className={styles.detail}>
            {detail}
          </Text>
        )}
      </span>
    </>
  );
}
