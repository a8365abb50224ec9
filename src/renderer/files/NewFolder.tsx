import { useEffect, useRef, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { TextField } from '../controls/fields.tsx';
import styles from './FileDialog.module.css';
import { sentenceOf } from './faultWords.ts';

/** Asks for a folder's name and makes it. */
export function NewFolder({
  onMake,
  onDone,
}: {
  readonly onMake: (name: string) => Promise<void>;
  readonly onDone: () => void;
}) {
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);

  async function make(): Promise<void> {
    try {
      await onMake(name);
      onDone();
    } catch (error) {
      setFault(sentenceOf(error));
    }
  }

  return (
    <form
      ref={form}
      className={styles.newFolder}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') void make();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Only this form closes, not the dialog.
        event.preventDefault();
        event.stopPropagation();
        onDone();
      }}
    >
      <TextField
        label="Name of the new folder"
        value={name}
        onChange={(text) => {
          setName(text);
          setFault(null);
        }}
        fault={fault ?? undefined}
      />
      <Button type="submit" isDisabled={name.trim() === ''}>
        Make folder
      </Button>
      <Button look="quiet" onPress={onDone}>
        Cancel
      </Button>
    </form>
  );
}
