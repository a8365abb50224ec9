import { CircleCheck } from 'lucide-react';
import type { ExportCheck, ExportReport } from '../../shared/api/models.ts';
import { Notice } from '../controls/Notice.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { plural } from '../run/runWords.ts';
import styles from './Export.module.css';
import { differenceWords, sizeWords } from './exportPlace.ts';
import { useModelExport } from './exportStore.ts';
import { ShowInFolder } from './ShowInFolder.tsx';

/** What becomes of an export: under way, failed and why, or where it is and how it was proved. */
export function ExportOutcome() {
  const { state, report, sentence } = useModelExport();
  return (
    <div aria-live="polite">
      {state === 'working' ? (
        <ProgressBar label="Writing the model, then running it again on held-out images…" share={null} />
      ) : state === 'fault' ? (
        <Notice kind="fault">{sentence}</Notice>
      ) : report === null ? null : (
        <Report report={report} />
      )}
    </div>
  );
}

function Report({ report }: { readonly report: ExportReport }) {
  const { files, check } = report;
  return (
    <section className={styles.report} aria-label="Report">
      <h3 className={styles.done}>
        <CircleCheck aria-hidden />
        {'notRun' in check ? 'The model is written' : 'The model is written and gives the same outputs'}
      </h3>
      <ul className={styles.files}>
        {files.map(({ path, bytes }) => (
          <li key={path}>
            <span className={styles.file}>{path}</span>
            <span className={styles.size}>{sizeWords(bytes)}</span>
          </li>
        ))}
      </ul>
      <Proof check={check} />
      <div>
        <ShowInFolder path={files[0]?.path ?? ''} />
      </div>
    </section>
  );
}

function Proof({ check }: { readonly check: ExportCheck }) {
  if ('notRun' in check) return <p>It was not run again to compare its outputs. {check.notRun}.</p>;
  return (
    <p>
      It was run again in {check.ranIn} on {plural(check.images, 'image')}; largest difference of any output
      from the engine’s own: <b>{differenceWords(check.largestDifference)}</b>.
    </p>
  );
}
