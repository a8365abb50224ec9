import { Download, Images, PencilLine, Workflow } from 'lucide-react';
import { useRef, useState } from 'react';
import type { RunSummary } from '../../shared/api/runs.ts';
import { countedEpochs, epochWords } from '../../shared/epochs.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { openOverlay, showView } from '../store/viewStore.ts';
import { NameField } from './NameField.tsx';
import { openGraph } from './openGraph.ts';
import styles from './RunHeader.module.css';
import { useRuns } from './runStore.ts';
import { dataWords, percentWords, plural, whenWords } from './runWords.ts';
import { StateMark } from './StateMark.tsx';

/** What the shown run is: its name, state, data and device, and where one can go from it. */
export function RunHeader({ run }: { readonly run: RunSummary }) {
  const place = useRef<HTMLDivElement>(null);
  const [isRenaming, setRenaming] = useState(false);
  const device = useRuns(({ logs }) => logs[run.id]?.device) ?? run.device;
  const best = run.best?.validation ?? run.best?.test;
  return (
    <header className={styles.header}>
      <div ref={place} className={styles.first}>
        {isRenaming ? (
          <NameField
            run={run.id}
            name={run.name}
            onDone={(byKey) => {
              setRenaming(false);
              if (byKey) requestAnimationFrame(() => place.current?.querySelector('button')?.focus());
            }}
          />
        ) : (
          <div className={styles.title}>
            <h2 className={styles.name}>{run.name}</h2>
            <IconButton
              label="Rename the run"
              icon={<PencilLine aria-hidden />}
              onPress={() => setRenaming(true)}
            />
          </div>
        )}
        <div className={styles.actions}>
          <Button icon={<Workflow aria-hidden />} onPress={() => void openGraph(run)}>
            Open graph
          </Button>
          <Button icon={<Images aria-hidden />} onPress={() => showView('mistakes')}>
            Mistakes
          </Button>
          <Button
            icon={<Download aria-hidden />}
            isDisabled={run.state === 'preparing'}
            onPress={() => openOverlay({ kind: 'export', run: run.id })}
          >
            Export
          </Button>
        </div>
      </div>
      <ul className={styles.facts} aria-label="About this run">
        <li>
          <StateMark state={run.state} />
        </li>
        <li>{`${countedEpochs(run.epochsDone)} of ${epochWords(run.training.epochs)}`}</li>
        {best ? (
          <li>{`best ${percentWords(best.accuracy, 2)} (epoch ${epochWords(run.best?.epoch ?? 0)})`}</li>
        ) : null}
        <li>{`begun ${whenWords(run.created, new Date())}`}</li>
        <li title={run.data}>{dataWords(run.data)}</li>
        <li>{plural(run.parameters, 'parameter')}</li>
        {device === null ? null : <li>{device}</li>}
      </ul>
    </header>
  );
}
