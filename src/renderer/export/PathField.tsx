import { FolderOpen } from 'lucide-react';
import { Button } from '../controls/Button.tsx';
import { TextField } from '../controls/fields.tsx';
import styles from './Export.module.css';

/** A path on the host's machine: typed, or chosen. */
export function PathField({
  onChoose,
  ...field
}: {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onChoose: () => Promise<void>;
  readonly fault?: string | undefined;
  readonly isDisabled?: boolean;
}) {
  return (
    <div className={styles.path}>
      <TextField {...field} />
      <Button
        icon={<FolderOpen aria-hidden />}
        aria-label={`Choose: ${field.label}`}
        isDisabled={field.isDisabled}
        onPress={() => void onChoose()}
      >
        Choose…
      </Button>
    </div>
  );
}
