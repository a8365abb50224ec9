import { useRef, useState } from 'react';
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
  /** `byKey`: the field had the focus, which now belongs where the name stands. */
  readonly onDone: (byKey: boolean) => void;
}) {
  const [text, setText] = useState(name);
  // A field that is taken away loses the focus as well.
  const isDone = useRef(false);
  const end = (keeps: boolean, byKey: boolean) => {
    if (isDone.current) return;
    isDone.current = true;
    const next = text.trim();
    onDone(byKey);
    if (keeps && next !== '' && next !== name) void renameRun(run, next);
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
        onBlur={() => end(true, false)}
        onKeyDown={(event) => {
          // The list that it may stand in has other uses for these keys.
          event.stopPropagation();
          if (event.key === 'Enter') end(true, true);
          if (event.key === 'Escape') end(false, true);
        }}
      />
    </TextField>
  );
}
