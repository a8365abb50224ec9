import { X } from 'lucide-react';
import { Button, IconButton } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import styles from './ConnectionBanner.module.css';
import { keepEdits } from './journalKeeper.ts';
import { clearFault, useProject } from './projectStore.ts';
import { useLostConnection } from './useLostConnection.ts';

/** Above every view: that the host cannot be heard, and what went wrong with the project's file. */
export function ConnectionBanner() {
  return (
    <div className={styles.banner}>
      <Connection />
      <JournalFault />
      <FileFault />
    </div>
  );
}

function Connection() {
  const { sentence, isBack } = useLostConnection();
  return (
    <>
      {sentence === null ? null : <Notice kind="warning">{sentence}</Notice>}
      <output className="only-spoken">{isBack ? 'The connection to Signalbox is back.' : ''}</output>
    </>
  );
}

function JournalFault() {
  const fault = useProject((state) => state.journalFault);
  if (fault === null) return null;
  return (
    <Notice kind="warning" actions={<Button onPress={keepEdits}>Try again</Button>}>
      Your edits are on this page only: {fault}.
    </Notice>
  );
}

function FileFault() {
  const fault = useProject((state) => state.fault);
  if (fault === null) return null;
  return (
    <Notice
      kind="fault"
      actions={
        <>
          {fault.actions.map(({ title, run }) => (
            <Button key={title} onPress={run}>
              {title}
            </Button>
          ))}
          <IconButton label="Dismiss" icon={<X aria-hidden />} onPress={clearFault} />
        </>
      }
    >
      {fault.sentence}
    </Notice>
  );
}
