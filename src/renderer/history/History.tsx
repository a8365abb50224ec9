import { ArrowLeft, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { useRunFault } from '../run/controlRun.ts';
import { useRuns } from '../run/runStore.ts';
import { useView } from '../store/viewStore.ts';
import { Bin } from './Bin.tsx';
import styles from './History.module.css';
import { comparedRuns, MOST_COMPARED, usePicks } from './pickStore.ts';
import { RunList } from './RunList.tsx';

/** All runs, newest first: one is shown, ticked ones are compared with it. Deleted ones lie in the bin. */
export function History() {
  const [isBin, setBin] = useState(false);
  const runs = useRuns((state) => state.runs);
  const shown = useView((state) => state.run);
  const picked = usePicks((state) => state.picked);
  const fault = useRunFault((state) => (state.fault?.run === shown ? null : state.fault));
  const compared = comparedRuns(shown, picked).length;
  return (
    <div className={styles.history}>
      <div className={styles.head}>
        <h2 className={styles.heading}>{isBin ? 'Bin' : 'Runs'}</h2>
        <IconButton
          label={isBin ? 'Back to the runs' : 'Show the bin'}
          icon={isBin ? <ArrowLeft aria-hidden /> : <Trash2 aria-hidden />}
          onPress={() => setBin(!isBin)}
        />
      </div>
      {fault === null ? null : (
        <div className={styles.notice}>
          <Notice kind="fault">{fault.sentence}</Notice>
        </div>
      )}
      {isBin ? (
        <Bin />
      ) : runs === null ? null : runs.length === 0 ? (
        <p className={styles.none}>Each training is kept here, with its settings and its curves.</p>
      ) : (
        <>
          <RunList runs={runs} />
          {runs.length > 1 ? (
            <p className={styles.foot}>
              {compared > 1
                ? `${compared} runs are compared${compared === MOST_COMPARED ? ', as many as can be told apart' : ''}.`
                : 'Tick runs to compare them with the shown one.'}
            </p>
          ) : null}
        </>
      )}
    </div>
  );
}
