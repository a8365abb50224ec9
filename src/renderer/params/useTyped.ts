import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import {
  fieldText,
  isList,
  isSameValue,
  type Reading,
  readField,
  type TypedDeclaration,
} from './fieldText.ts';
import { stepped, stepStart } from './stepping.ts';

/** What a typed field is about; see TypedField. */
export interface Typing {
  readonly declaration: TypedDeclaration;
  /** Null and undefined show a blank. */
  readonly value: unknown;
  /** What the first step of a blank field goes from: the value that a blank stands for. */
  readonly stepFrom?: number | undefined;
  /** Says why a value that can be read may not be taken, or null; such a value stays in the field only. */
  readonly refuse?: (value: unknown) => string | null;
  /** Keys and buttons go by whole numbers, though others may be typed. */
  readonly isSteppedWhole?: boolean;
  /** Takes the value when the field is left or Enter is pressed, not at every keystroke. */
  readonly isPatient?: boolean;
  /** Undefined where the field was emptied. */
  readonly onChange: (value: number | readonly number[] | undefined) => void;
  /** The person is done with the field for now. */
  readonly onCommit: () => void;
}

/** What is in the field while it differs from how its value is written, and the value it stood beside. */
interface Draft {
  readonly text: string;
  readonly beside: unknown;
}

/** The text of a typed field, what is wrong with it (null: nothing), and what keys, steps and leaving do. */
export function useTyped({
  declaration,
  value,
  stepFrom,
  refuse,
  isSteppedWhole = false,
  isPatient,
  onChange,
  onCommit,
}: Typing) {
  const [draft, setDraft] = useState<Draft | null>(null);
  // A value that changed otherwise, by undo or by another field, shows in place of what was typed.
  const isDrafted = draft !== null && isSameValue(draft.beside ?? null, value ?? null);
  const text = isDrafted ? draft.text : fieldText(value);

  const judge = (typed: string) => {
    const reading = readField(declaration, typed);
    if (reading.kind === 'unreadable') return { reading, sentence: reading.sentence };
    return { reading, sentence: reading.kind === 'value' ? (refuse?.(reading.value) ?? null) : null };
  };
  const take = (reading: Reading) => {
    const next = reading.kind === 'value' ? reading.value : undefined;
    if (!isSameValue(next ?? null, value ?? null)) onChange(next);
    return next ?? declaration.default;
  };
  const fault = isDrafted ? judge(draft.text).sentence : null;

  const type = (typed: string) => {
    const { reading, sentence } = judge(typed);
    // An emptied field stays empty while it is typed in, also where its default comes back.
    setDraft({ text: typed, beside: sentence === null && !isPatient ? take(reading) : value });
  };
  const settle = () => {
    if (fault === null) {
      if (isDrafted && isPatient) take(judge(draft.text).reading);
      setDraft(null);
    }
    onCommit();
  };
  const step = (direction: 1 | -1, large = false) => {
    if (isList(declaration)) return;
    const { reading } = judge(text);
    const from = reading.kind === 'value' ? (reading.value as number) : stepFrom;
    const kind = isSteppedWhole ? 'integer' : declaration.kind;
    const next =
      from === undefined
        ? stepStart(declaration)
        : stepped({ ...declaration, kind } as typeof declaration, from, direction, large);
    setDraft(null);
    if (next !== value) onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = directionOf(event);
    if (event.key === 'Enter') {
      settle();
      // With a modifier it is a command of the page as well.
      if (event.ctrlKey || event.metaKey || event.altKey) return;
    } else if (event.key === 'Escape' && fault !== null) setDraft(null);
    else if (direction !== undefined && !isList(declaration)) {
      step(direction, event.shiftKey || event.key.startsWith('Page'));
    } else return;
    event.preventDefault();
  };

  // The node may be left by a click that takes the focus from nobody: the field just goes.
  const leave = useRef(nothing);
  useEffect(() => {
    leave.current = isDrafted ? settle : nothing;
  });
  useEffect(() => () => leave.current(), []);
  return { text, fault, type, settle, step, onKeyDown };
}

function directionOf({ key, altKey }: KeyboardEvent): 1 | -1 | undefined {
  if (altKey) return undefined;
  if (key === 'ArrowUp' || key === 'PageUp') return 1;
  return key === 'ArrowDown' || key === 'PageDown' ? -1 : undefined;
}

function nothing(): void {}
