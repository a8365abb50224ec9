import { Pencil, Plus, RotateCcw, X } from 'lucide-react';
import { useRef } from 'react';
import { GridListItem } from 'react-aria-components';
import { Button, IconButton } from '../controls/Button.tsx';
import type { Command } from './command.ts';
import styles from './ShortcutsDialog.module.css';
import { MOST_SHORTCUTS, type RecordingMode } from './shortcutEdits.ts';
import { shortcutText } from './shortcutText.ts';

/** What happens to a command's keys just now. */
export type RowState =
  | { readonly kind: 'recording'; readonly mode: RecordingMode }
  | { readonly kind: 'refused'; readonly mode: RecordingMode; readonly fault: string }
  | {
      readonly kind: 'taken';
      readonly mode: RecordingMode;
      readonly shortcut: string;
      readonly others: readonly Command[];
    };

interface ShortcutRowProps {
  readonly command: Command;
  readonly shortcuts: readonly string[];
  /** The person chose them. */
  readonly isOwn: boolean;
  readonly state: RowState | null;
  readonly onRecord: (mode: RecordingMode) => void;
  readonly onClear: () => void;
  readonly onReset: () => void;
  readonly onTake: (shortcut: string, mode: RecordingMode) => void;
  readonly onCancel: () => void;
}

/** A command, its keys, and what can be done with them. */
export function ShortcutRow(props: ShortcutRowProps) {
  const { command, shortcuts, state } = props;
  const row = useRef<HTMLDivElement>(null);
  // The buttons come and go with the state: the row keeps the focus.
  const act = {
    ...props,
    onRecord: (mode: RecordingMode) => keepFocus(() => props.onRecord(mode)),
    onTake: (shortcut: string, mode: RecordingMode) => keepFocus(() => props.onTake(shortcut, mode)),
    onClear: () => keepFocus(props.onClear),
    onReset: () => keepFocus(props.onReset),
    onCancel: () => keepFocus(props.onCancel),
  };

  function keepFocus(change: () => void): void {
    row.current?.focus();
    change();
  }

  const words = shortcuts.map((shortcut) => shortcutText(shortcut));
  return (
    <GridListItem
      ref={row}
      id={command.id}
      textValue={`${command.title}, ${words.length === 0 ? 'no shortcut' : words.join(' or ')}`}
      className={styles.row}
    >
      <div className={styles.line}>
        <span className={styles.title}>{command.title}</span>
        {state?.kind === 'recording' ? (
          <span className={styles.recording} role="status">
            Press keys, Esc cancels
          </span>
        ) : (
          <>
            <Actions {...act} />
            <span className={styles.keys}>
              {words.map((text) => (
                <kbd key={text} className={styles.key}>
                  {text}
                </kbd>
              ))}
            </span>
          </>
        )}
      </div>
      {state === null || state.kind === 'recording' ? null : <Question {...act} state={state} />}
    </GridListItem>
  );
}

function Actions({ command, shortcuts, isOwn, onRecord, onClear, onReset }: ShortcutRowProps) {
  const { title } = command;
  return (
    <span className={styles.actions}>
      {isOwn ? (
        <IconButton label={`Reset shortcut of ${title}`} icon={<RotateCcw aria-hidden />} onPress={onReset} />
      ) : null}
      {shortcuts.length === 0 ? null : (
        <IconButton label={`Remove shortcut of ${title}`} icon={<X aria-hidden />} onPress={onClear} />
      )}
      {shortcuts.length === 0 || shortcuts.length >= MOST_SHORTCUTS ? null : (
        <IconButton
          label={`Add another shortcut to ${title}`}
          icon={<Plus aria-hidden />}
          onPress={() => onRecord('add')}
        />
      )}
      <IconButton
        label={`Change shortcut of ${title}`}
        icon={<Pencil aria-hidden />}
        onPress={() => onRecord('replace')}
      />
    </span>
  );
}

/** What stands in the way of the keys that were pressed, and the ways out. */
function Question({
  state,
  onRecord,
  onTake,
  onCancel,
}: ShortcutRowProps & { readonly state: Exclude<RowState, { kind: 'recording' }> }) {
  const { mode } = state;
  return (
    <div className={styles.question} role="alert">
      <p>{state.kind === 'refused' ? state.fault : takenWords(state.shortcut, state.others)}</p>
      {state.kind === 'refused' ? null : (
        <Button onPress={() => onTake(state.shortcut, mode)}>Use it here instead</Button>
      )}
      <Button look="quiet" onPress={() => onRecord(mode)}>
        Press other keys
      </Button>
      <Button look="quiet" onPress={onCancel}>
        Cancel
      </Button>
    </div>
  );
}

function takenWords(shortcut: string, others: readonly Command[]): string {
  const names = others.map(({ title }) => `“${title}”`).join(' and ');
  return `${shortcutText(shortcut)} is the shortcut of ${names}.`;
}
