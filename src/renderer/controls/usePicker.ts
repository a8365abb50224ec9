import { type KeyboardEvent, useId, useState } from 'react';
import type { InputProps } from 'react-aria-components';
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

/** A list under a search field, as PickList and PickOption show it. */
export interface Picker {
  readonly listId: string;
  readonly optionId: (key: string) => string;
  /** The key of the chosen item. */
  readonly active: string | null;
  /** Chooses an item, as the pointer over it does. */
  readonly choose: (item: Pickable) => void;
  /** For the input of the search field. */
  readonly inputProps: InputProps;
}

/** Keeps which item is chosen. */
export function usePicker({ items, query, startsEmpty = false, onPick }: PickerOptions): Picker {
  const listId = useId();
  const [chosen, setChosen] = useState<{ readonly query: string; readonly key: string } | null>(null);
  const isPresent = chosen?.query === query && items.some(({ key }) => key === chosen.key);
  const first = startsEmpty ? null : nextPick(items, null, 'Home');
  const active = isPresent ? chosen.key : first;
  const optionId = (key: string) => `${listId}${key}`.replaceAll(/\s/g, '-');

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
    listId,
    optionId,
    active,
    choose: ({ key, isDisabled }) => {
      if (!isDisabled && key !== active) setChosen({ query, key });
    },
    inputProps: {
      role: 'combobox',
      'aria-expanded': items.length > 0,
      'aria-controls': items.length > 0 ? listId : undefined,
      'aria-activedescendant': active === null ? undefined : optionId(active),
      'aria-autocomplete': 'list',
      autoComplete: 'off',
      onKeyDown: handleKey,
    },
  };
}
