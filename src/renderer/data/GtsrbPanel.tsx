import { Check, Download, Pause, Play, RotateCcw, X } from 'lucide-react';
import type { GtsrbState } from '../../shared/api/data.ts';
import { Button } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { byteWords } from '../figures/quantities.ts';
import styles from './DataPanel.module.css';
import { controlGtsrb, loadGtsrb, trainOnGtsrb, useGtsrb } from './gtsrbStore.ts';
import { gtsrbProgress } from './gtsrbWords.ts';

/** Getting the German Traffic Sign Recognition Benchmark: whose it is first, then the download. */
export function GtsrbPanel({ isUsed }: { readonly isUsed: boolean }) {
  const { gtsrb, sentence } = useGtsrb();
  return (
    <>
      {gtsrb === null ? null : <GtsrbDownload gtsrb={gtsrb} isUsed={isUsed} />}
      {sentence === null ? null : (
        <Notice kind="fault" actions={<Button onPress={() => void loadGtsrb()}>Try again</Button>}>
          {sentence}
        </Notice>
      )}
    </>
  );
}

function GtsrbDownload({ gtsrb, isUsed }: { readonly gtsrb: GtsrbState; readonly isUsed: boolean }) {
  const { state, folder, share, sentence } = gtsrb;
  const isUnderWay = state === 'downloading' || state === 'checking' || state === 'unpacking';
  return (
    <>
      <Origin gtsrb={gtsrb} isOpen={state === 'absent'} />
      {sentence === null ? null : <Notice kind="fault">{sentence}</Notice>}
      {isUnderWay ? <ProgressBar label={gtsrbProgress(gtsrb)} share={share} /> : null}
      {isUnderWay ? null : <p className={styles.quiet}>{gtsrbProgress(gtsrb)}</p>}
      {state === 'absent' || state === 'ready' ? null : <FileList gtsrb={gtsrb} />}
      <div className={styles.row}>
        <GtsrbButtons state={state} />
        {state !== 'ready' ? null : isUsed ? (
          <p className={styles.used}>
            <Check aria-hidden /> The next run trains on it
          </p>
        ) : (
          <Button look="primary" onPress={() => trainOnGtsrb(folder)}>
            Use it
          </Button>
        )}
      </div>
    </>
  );
}

function GtsrbButtons({ state }: { readonly state: GtsrbState['state'] }) {
  const start = { absent: 'Start', paused: 'Resume', failed: 'Try again' } as const;
  const icons = {
    absent: <Download aria-hidden />,
    paused: <Play aria-hidden />,
    failed: <RotateCcw aria-hidden />,
  };
  const isStopped = state === 'absent' || state === 'paused' || state === 'failed';
  return (
    <>
      {isStopped ? (
        <Button
          look={state === 'absent' ? 'primary' : 'plain'}
          icon={icons[state]}
          onPress={() => void controlGtsrb(state === 'paused' ? 'resume' : 'start')}
        >
          {start[state]}
        </Button>
      ) : null}
      {state === 'downloading' ? (
        <Button icon={<Pause aria-hidden />} onPress={() => void controlGtsrb('pause')}>
          Pause
        </Button>
      ) : null}
      {state === 'absent' || state === 'ready' ? null : (
        <Button icon={<X aria-hidden />} onPress={() => void controlGtsrb('cancel')}>
          Cancel
        </Button>
      )}
    </>
  );
}

/** What a person should know before anything is downloaded; folded away afterwards. */
function Origin({ gtsrb, isOpen }: { readonly gtsrb: GtsrbState; readonly isOpen: boolean }) {
  const parts = [
    ['Source', gtsrb.source],
    ['To be cited', gtsrb.citation],
    ['Terms', gtsrb.terms],
    ['Goes to', gtsrb.folder],
  ] as const;
  return (
    <details className={styles.details} open={isOpen}>
      <summary>Where it comes from</summary>
      <dl className={styles.origin}>
        {parts.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function FileList({ gtsrb: { files } }: { readonly gtsrb: GtsrbState }) {
  return (
    <ul className={styles.files} aria-label="Files">
      {files.map(({ name, bytes, total }) => (
        <li key={name}>
          <span className={styles.file}>{name}</span>
          <span>
            {total !== null && bytes >= total ? <Check aria-label="complete" /> : null}
            {total === null ? byteWords(bytes) : `${byteWords(bytes)} of ${byteWords(total)}`}
          </span>
          <ProgressBar label={name} hideLabel share={total === null ? null : bytes / Math.max(1, total)} />
        </li>
      ))}
    </ul>
  );
}
