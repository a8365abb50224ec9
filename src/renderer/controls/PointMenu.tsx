import { useRef } from 'react';
import { Popover } from 'react-aria-components';
import styles from './MenuButton.module.css';
import { MenuEntries, type MenuEntry } from './MenuButton.tsx';
import placeStyles from './PointMenu.module.css';

/** A menu at a place of the window, as a right click opens it; null: closed. */
export function PointMenu({
  place,
  label,
  entries,
  onClose,
}: {
  readonly place: { readonly x: number; readonly y: number } | null;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly onClose: () => void;
}) {
  const anchor = useRef<HTMLDivElement>(null);
  return (
    <>
      <div ref={anchor} className={placeStyles.anchor} style={{ left: place?.x, top: place?.y }} />
      <Popover
        triggerRef={anchor}
        aria-label={label}
        isOpen={place !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
        placement="bottom start"
        offset={0}
        className={styles.popover}
      >
        <MenuEntries
          label={label}
          entries={entries.map((entry) => ({
            ...entry,
            run: () => {
              onClose();
              entry.run();
            },
          }))}
        />
      </Popover>
    </>
  );
}
