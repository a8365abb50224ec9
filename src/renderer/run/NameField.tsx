import { useState } from 'react';
import { Input, TextField } from 'react-aria-components';
import { renameRun } from './controlRun.ts';
import styles from './NameField.module.css';

const LONGEST = 200;

/** A run's name while it is changed: Enter and leaving keep it, Escape does not. */
export function NameField({
  run,
  name,
  onDone,
}: {
  readonly run: string;
  readonly name: string;
  readonly onDone: () => void;
}) {
  const [text, setText] = useState(name);
  const keep = () => {
    const next = text.trim();
    onDone();
    if (next !== '' && next !== name) void renameRun(run, next);
  };
  return (
    <TextField
      aria-label="Name of the run"
      className={styles.field}
      value={text}
      onChange={setText}
      autoFocus
    >
      <Input
        className={styles.input}
        maxLength={LONGEST}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={keep}
        onKeyDown={(event) => {
          // The list that it may stand in has other uses for these keys.
          event.stopPropagation();
          if (event.key === 'Enter') keep();
          if (event.key === 'Escape') onDone();
        }}
      />
    </TextField>
  );
}
