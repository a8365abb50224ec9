import { ChevronDown, ChevronUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, FieldError, Group, Input, Label, Text, TextField } from 'react-aria-components';
import controls from '../controls/fields.module.css';
import { fieldText, isList } from './fieldText.ts';
import styles from './ParamForm.module.css';
import { type Typing, useTyped } from './useTyped.ts';

/**
 * A number or a list of numbers, typed. Every readable keystroke is taken at once; what cannot be read stays in the
 * field with its sentence, and the value stays as it was. Nothing is clamped: a value out of range is taken too,
 * unless `refuse` has a sentence for it.
 */
export function TypedField({
  label,
  placeholder,
  notes,
  fault,
  action,
  ...typing
}: Typing & {
  readonly label: string;
  readonly placeholder?: string | undefined;
  /** Below the field: what it means, its range. */
  readonly notes: string;
  /** What is wrong with the value, instead of the notes. */
  readonly fault?: string | undefined;
  /** Between name and field. */
  readonly action?: ReactNode;
}) {
  const { declaration, value } = typing;
  const field = useTyped(typing);
  const shown = field.fault === null ? fault : `${capital(field.fault)}${staying(value)}`;
  const isWide = isList(declaration);
  return (
    <TextField
      className={styles.field}
      value={field.text}
      onChange={field.type}
      onBlur={field.settle}
      isInvalid={shown !== undefined}
      inputMode={isWide ? 'text' : 'decimal'}
      autoComplete="off"
      spellCheck="false"
    >
      <div className={isWide ? styles.wide : styles.line}>
        <Label className={styles.label}>{label}</Label>
        {action}
        <Group className={`${controls.group} ${styles.box}`} isInvalid={shown !== undefined}>
          <Input className={controls.bare} placeholder={placeholder} onKeyDown={field.onKeyDown} />
          {isWide ? null : <Steppers label={label} onStep={field.step} />}
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

/** Keys step too, so these are no stops of the Tab key. */
function Steppers({
  label,
  onStep,
}: {
  readonly label: string;
  readonly onStep: (direction: 1 | -1) => void;
}) {
  return (
    <div className={controls.steppers}>
      <Button
        className={controls.stepper}
        excludeFromTabOrder
        aria-label={`Increase ${label}`}
        onPress={() => onStep(1)}
      >
        <ChevronUp aria-hidden />
      </Button>
      <Button
        className={controls.stepper}
        excludeFromTabOrder
        aria-label={`Decrease ${label}`}
        onPress={() => onStep(-1)}
      >
        <ChevronDown aria-hidden />
      </Button>
    </div>
  );
}

function staying(value: unknown): string {
  return value === null || value === undefined ? '' : `; it stays ${fieldText(value)}`;
}

/** The sentence of a fault, begun as a sentence. */
function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
