import { ChevronDown, ChevronUp } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, FieldError, Group, Input, Label, Text, TextField } from 'react-aria-components';
import controls from '../controls/fields.module.css';
import {
  fieldText,
  isList,
  isSameValue,
  type Reading,
  readField,
  type TypedDeclaration,
} from './fieldText.ts';
import styles from './ParamForm.module.css';
import { stepped, stepStart } from './stepping.ts';

/** What is in the field while it differs from how its value is written, and the value it stood beside. */
interface Draft {
  readonly text: string;
  readonly beside: unknown;
}

/**
 * A number or a list of numbers, typed. Every readable keystroke is taken at once; what cannot be read stays in the
 * field with its sentence, and the value stays as it was. Nothing is clamped: a value out of range is taken too.
 */
export function TypedField({
  label,
  declaration,
  value,
  placeholder,
  stepFrom,
  notes,
  fault,
  refuse,
  isWide = isList(declaration),
  isPatient = false,
  action,
  onChange,
  onCommit,
}: {
  readonly label: string;
  readonly declaration: TypedDeclaration;
  /** Null and undefined show a blank. */
  readonly value: unknown;
  readonly placeholder?: string | undefined;
  /** What the first step of a blank field goes from: the value that a blank stands for. */
  readonly stepFrom?: number | undefined;
  /** Below the field: what it means, its range. */
  readonly notes: string;
  /** What is wrong with the value, instead of the notes. */
  readonly fault?: string | undefined;
  /** Says why a value that can be read may not be taken, or null; such a value stays in the field only. */
  readonly refuse?: (value: unknown) => string | null;
  /** The field below its name instead of beside it. */
  readonly isWide?: boolean;
  /** Takes the value when the field is left or Enter is pressed, not at every keystroke. */
  readonly isPatient?: boolean;
  /** Between name and field. */
  readonly action?: ReactNode;
  /** Undefined where the field was emptied. */
  readonly onChange: (value: number | readonly number[] | undefined) => void;
  /** The person is done with the field for now. */
  readonly onCommit: () => void;
}) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const isDrafted = draft !== null && isSameValue(draft.beside ?? null, value ?? null);
  const text = isDrafted ? draft.text : fieldText(value);

  const judge = (typed: string) => {
    const reading = readField(declaration, typed);
    if (reading.kind === 'unreadable') return { reading, sentence: reading.sentence };
    const refused = reading.kind === 'value' ? (refuse?.(reading.value) ?? null) : null;
    return { reading, sentence: refused };
  };
  const own = isDrafted ? judge(draft.text).sentence : null;

  const take = (reading: Reading) => {
    const next = reading.kind === 'value' ? reading.value : undefined;
    if (!isSameValue(next ?? null, value ?? null)) onChange(next);
    return next ?? declaration.default;
  };
  const type = (typed: string) => {
    const { reading, sentence } = judge(typed);
    // An emptied field stays empty while it is typed in, also where its default comes back.
    setDraft({ text: typed, beside: sentence === null && !isPatient ? take(reading) : value });
  };
  const settle = () => {
    if (own === null) {
      if (isDrafted && isPatient) take(judge(draft.text).reading);
      setDraft(null);
    }
    onCommit();
  };
  // The node may be left by a click that takes the focus from nobody: the field just goes.
  const leave = useRef(nothing);
  useEffect(() => {
    leave.current = isDrafted ? settle : nothing;
  });
  useEffect(() => () => leave.current(), []);
  const step = (direction: 1 | -1, large: boolean) => {
    if (isList(declaration)) return;
    const { reading } = judge(text);
    const from = reading.kind === 'value' ? (reading.value as number) : stepFrom;
    const next = from === undefined ? stepStart(declaration) : stepped(declaration, from, direction, large);
    setDraft(null);
    if (next !== value) onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = { ArrowUp: 1, PageUp: 1, ArrowDown: -1, PageDown: -1 }[event.key] as 1 | -1 | undefined;
    if (event.key === 'Enter') settle();
    else if (event.key === 'Escape' && own !== null) setDraft(null);
    else if (direction !== undefined && !isList(declaration) && !event.altKey) {
      step(direction, event.shiftKey || event.key.startsWith('Page'));
    } else return;
    event.preventDefault();
  };

  const shown = own === null ? fault : `${capital(own)}${staying(value)}`;
  return (
    <TextField
      className={styles.field}
      value={text}
      onChange={type}
      onBlur={settle}
      isInvalid={shown !== undefined}
      inputMode={isList(declaration) ? 'text' : 'decimal'}
      autoComplete="off"
      spellCheck="false"
    >
      <div className={isWide ? styles.wide : styles.line}>
        <Label className={styles.label}>{label}</Label>
        {action}
        <Group className={`${controls.group} ${styles.box}`} isInvalid={shown !== undefined}>
          <Input className={controls.bare} placeholder={placeholder} onKeyDown={onKeyDown} />
          {isList(declaration) ? null : (
            <div className={controls.steppers}>
              <Stepper
                label={`Increase ${label}`}
                icon={<ChevronUp aria-hidden />}
                onPress={() => step(1, false)}
              />
              <Stepper
                label={`Decrease ${label}`}
                icon={<ChevronDown aria-hidden />}
                onPress={() => step(-1, false)}
              />
            </div>
          )}
        </Group>
      </div>
      {shown === undefined ? (
        <Text slot="description" className={styles.notes}>
          {notes}
        </Text>
      ) : (
        <FieldError className={styles.fault}>{shown}</FieldError>
      )}
    </TextField>
  );
}

function nothing(): void {}

/** Keys step too, so it is no stop of the Tab key. */
function Stepper({
  label,
  icon,
  onPress,
}: {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onPress: () => void;
}) {
  return (
    <Button className={controls.stepper} excludeFromTabOrder aria-label={label} onPress={onPress}>
      {icon}
    </Button>
  );
}

function staying(value: unknown): string {
  return value === null || value === undefined ? '' : `; it stays ${fieldText(value)}`;
}

/** The sentence of a fault, begun as a sentence. */
function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
