import type { HTMLAttributes, ReactNode } from 'react';
import type { Pickable } from './nextPick.ts';
import styles from './PickList.module.css';
import type { Picker } from './usePicker.ts';

/** The list under a search field; what it holds are PickGroups and PickOptions. */
export function PickList({
  picker,
  label,
  children,
}: {
  readonly picker: Picker;
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <div id={picker.listId} role="listbox" aria-label={label} className={styles.list}>
      {children}
    </div>
  );
}

/** Options under a heading; without one, the name is only spoken. */
export function PickGroup({
  label,
  hideHeading,
  children,
}: {
  readonly label: string;
  readonly hideHeading?: boolean;
  readonly children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox.
    <div role="group" aria-label={label}>
      {hideHeading ? null : (
        <div className={styles.heading} aria-hidden>
          {label}
        </div>
      )}
      {children}
    </div>
  );
}

/** One option. A click takes it; with `pickBy` a double click does, and it may be dragged. */
export function PickOption({
  picker,
  item,
  onPick,
  pickBy = 'click',
  className = '',
  children,
  ...rest
}: HTMLAttributes<HTMLDivElement> & {
  readonly picker: Picker;
  readonly item: Pickable;
  readonly onPick: () => void;
  readonly pickBy?: 'click' | 'doubleClick';
  readonly [data: `data-${string}`]: string;
}) {
  const { key, isDisabled = false } = item;
  const pick = isDisabled ? undefined : onPick;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the option chosen.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys.
    <div
      {...rest}
      id={picker.optionId(key)}
      role="option"
      aria-selected={key === picker.active}
      aria-disabled={isDisabled || undefined}
      className={`${styles.option} ${className}`}
      onPointerMove={(event) => {
        // A list that scrolls under a pointer at rest chooses nothing.
        if (event.movementX !== 0 || event.movementY !== 0) picker.choose(item);
      }}
      onClick={pickBy === 'click' ? pick : undefined}
      onDoubleClick={pickBy === 'doubleClick' ? pick : undefined}
      // The field keeps the focus. Where a press may begin a drag, it must not be prevented.
      onMouseDown={pickBy === 'click' ? (event) => event.preventDefault() : undefined}
    >
      {children}
    </div>
  );
}
