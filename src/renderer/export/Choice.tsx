import { Label, Radio, RadioGroup } from 'react-aria-components';
import styles from './Choice.module.css';

/** One of a few, each with a sentence that says what it is. */
export function Choice<K extends string>({
  label,
  value,
  onChange,
  options,
  isDisabled,
}: {
  readonly label: string;
  readonly value: K;
  readonly onChange: (value: K) => void;
  readonly options: readonly { readonly id: K; readonly title: string; readonly description: string }[];
  readonly isDisabled: boolean;
}) {
  return (
    <RadioGroup
      className={styles.group}
      value={value}
      onChange={(id) => onChange(id as K)}
      isDisabled={isDisabled}
    >
      <Label className={styles.label}>{label}</Label>
      <div className={styles.options}>
        {options.map(({ id, title, description }) => (
          <Radio key={id} value={id} className={styles.option}>
            <span className={styles.mark} aria-hidden />
            <span className={styles.words}>
              <b>{title}</b>
              <span className={styles.description}>{description}</span>
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
