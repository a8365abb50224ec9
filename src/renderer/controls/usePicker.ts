import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react';
import { nextPick, type Pickable } from './nextPick.ts';

/** How a list under a search field works: the field keeps the focus, arrow keys choose, Enter takes what is chosen. */
export interface PickerOptions {
  /** In the order in which the list shows them. */
  readonly items: readonly Pickable[];
  /** Another query starts anew at the first item. */
  readonly query: string;
  /** Nothing is chosen until an arrow key is pressed. */
  readonly startsEmpty?: boolean;
  readonly onPick: (key: string) => void;
}

/** The chosen item, and the properties of the field, the list and each option. */
export function usePicker({ items, query, startsEmpty = false, onPick }: PickerOptions) {
  const id = useId();
  const [chosen, setChosen] = useState<{ readonly query: string; readonly key: string } | null>(null);
  const isPresent = chosen?.query === query && items.some(({ key }) => key === chosen.key);
  const first = startsEmpty ? null : nextPick(items, null, 'Home');
  const active = isPresent ? chosen.key : first;
  const optionId = (key: string) => `${id} ${key}`.replaceAll(/\s/g, '-');

  function handleKey(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (active !== null) onPick(active);
      return;
    }
    const next = nextPick(items, active, event.key);
    if (next === null || event.shiftKey) return;
    event.preventDefault();
    setChosen({ query, key: next });
    document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
  }

  return {
    active,
    inputProps: {
      role: 'combobox',
      'aria-expanded': items.length > 0,
      'aria-controls': items.length > 0 ? id : undefined,
      'aria-activedescendant': active === null ? undefined : optionId(active),
      'aria-autocomplete': 'list',
      autoComplete: 'off',
      onKeyDown: handleKey,
    } as const,
    listProps: { id, role: 'listbox' } as const,
    optionProps: ({ key, isDisabled }: Pickable) => ({
      id: optionId(key),
      role: 'option' as const,
      'aria-selected': key === active,
      'aria-disabled': isDisabled || undefined,
      // A list that scrolls under a pointer at rest chooses nothing.
      onPointerMove: (event: PointerEvent) => {
        const hasMoved = event.movementX !== 0 || event.movementY !== 0;
        if (hasMoved && !isDisabled && key !== active) setChosen({ query, key });
      },
      // The field keeps the focus.
      onMouseDown: (event: { preventDefault(): void }) => event.preventDefault(),
    }),
  };
}
