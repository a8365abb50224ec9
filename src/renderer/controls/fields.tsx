import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import {
  NumberField as AriaNumberField,
  SearchField as AriaSearchField,
  Select as AriaSelect,
  Switch as AriaSwitch,
  TextField as AriaTextField,
  Button,
  FieldError,
  Group,
  Input,
  type InputProps,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components';
import styles from './fields.module.css';

interface FieldProps {
  readonly label: string;
  /** Leaves the label to screen readers. */
  readonly hideLabel?: boolean;
  /** Below the field: what it means, its unit. */
  readonly description?: string;
  /** Below the field, instead of the description: what is wrong with the value. */
  readonly fault?: string | undefined;
  readonly isDisabled?: boolean;
}

function FieldLabel({ label, hideLabel }: FieldProps) {
  return <Label className={hideLabel ? 'only-spoken' : styles.label}>{label}</Label>;
}

function FieldNotes({ description, fault }: FieldProps) {
  if (fault !== undefined) return <FieldError className={styles.fault}>{fault}</FieldError>;
  if (description === undefined) return null;
  return (
    <Text slot="description" className={styles.description}>
      {description}
    </Text>
  );
}

/** A line of text. */
export function TextField({
  value,
  onChange,
  onBlur,
  placeholder,
  ...field
}: FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly placeholder?: string;
}) {
  return (
    <AriaTextField
      className={styles.field}
      value={value}
      onChange={onChange}
      onBlur={onBlur}
      isInvalid={field.fault !== undefined}
      isDisabled={field.isDisabled}
    >
      <FieldLabel {...field} />
      <Input className={styles.input} placeholder={placeholder} />
      <FieldNotes {...field} />
    </AriaTextField>
  );
}

/** A number, typed or stepped; NaN stands for a blank. The value is taken when the field is left or stepped. */
export function NumberField({
  value,
  onChange,
  min,
  max,
  step,
  unit,
  ...field
}: FieldProps & {
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  /** Shown after the number. */
  readonly unit?: string;
}) {
  return (
    <AriaNumberField
      className={styles.field}
      value={value}
      onChange={onChange}
      minValue={min}
      maxValue={max}
      step={step}
      formatOptions={{ maximumSignificantDigits: 12, useGrouping: false }}
      isInvalid={field.fault !== undefined}
      isDisabled={field.isDisabled}
    >
      <FieldLabel {...field} />
      <Group className={styles.group}>
        <Input className={styles.bare} />
        {unit === undefined ? null : <span className={styles.unit}>{unit}</span>}
        <div className={styles.steppers}>
          <Button slot="increment" className={styles.stepper}>
            <ChevronUp aria-hidden />
          </Button>
          <Button slot="decrement" className={styles.stepper}>
            <ChevronDown aria-hidden />
          </Button>
        </div>
      </Group>
      <FieldNotes {...field} />
    </AriaNumberField>
  );
}

/** One of a few. */
export function Select<K extends string>({
  value,
  onChange,
  options,
  ...field
}: FieldProps & {
  readonly value: K;
  readonly onChange: (value: K) => void;
  readonly options: readonly {
    readonly id: K;
    readonly title: string;
    readonly description?: string;
    readonly isDisabled?: boolean;
  }[];
}) {
  return (
    <AriaSelect
      className={styles.field}
      value={value}
      onChange={(key) => onChange(key as K)}
      isInvalid={field.fault !== undefined}
      isDisabled={field.isDisabled}
      disabledKeys={options.filter((option) => option.isDisabled).map(({ id }) => id)}
    >
      <FieldLabel {...field} />
      <Button className={styles.select}>
        <SelectValue className={styles.selected}>{({ selectedText }) => selectedText}</SelectValue>
        <ChevronDown aria-hidden />
      </Button>
      <FieldNotes {...field} />
      <Popover className={styles.popover} offset={4}>
        <ListBox className={styles.list} items={options}>
          {({ id, title, description }) => (
            <ListBoxItem id={id} textValue={title} className={styles.option}>
              <Text slot="label">{title}</Text>
              {description === undefined ? null : (
                <Text slot="description" className={styles.description}>
                  {description}
                </Text>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

/** On or off, at once. */
export function Switch({
  value,
  onChange,
  children,
  description,
  isDisabled,
}: {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  readonly children: ReactNode;
  /** Below the switch: what it means. */
  readonly description?: string;
  readonly isDisabled?: boolean;
}) {
  const id = useId();
  const isDescribed = description !== undefined;
  const control = (
    <AriaSwitch
      className={styles.switch}
      isSelected={value}
      onChange={onChange}
      isDisabled={isDisabled}
      aria-describedby={isDescribed ? id : undefined}
    >
      <span className={styles.track} aria-hidden />
      {children}
    </AriaSwitch>
  );
  if (!isDescribed) return control;
  return (
    <div className={styles.field}>
      {control}
      <span id={id} className={styles.description}>
        {description}
      </span>
    </div>
  );
}

/** A search: Escape empties it. */
export function SearchField({
  value,
  onChange,
  label,
  placeholder,
  autoFocus,
  inputProps,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: string;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  /** What else the input is: the combobox of a list, say. */
  readonly inputProps?: Omit<InputProps, 'className' | 'style' | 'placeholder'>;
}) {
  return (
    <AriaSearchField
      className={styles.search}
      aria-label={label}
      value={value}
      onChange={onChange}
      autoFocus={autoFocus}
    >
      <Search aria-hidden />
      <Input {...inputProps} className={styles.bare} placeholder={placeholder} />
      {value === '' ? null : (
        <Button className={styles.stepper}>
          <X aria-hidden />
        </Button>
      )}
    </AriaSearchField>
  );
}
