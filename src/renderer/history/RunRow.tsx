import { Check, Download, Ellipsis, PencilLine, Play, Trash2, Workflow } from 'lucide-react';
import { Checkbox, GridListItem } from 'react-aria-components';
import type { RunSummary } from '../../shared/api/runs.ts';
import { epochWords, isThrough } from '../../shared/epochs.ts';
import { IconButton } from '../controls/Button.tsx';
import { MenuButton } from '../controls/MenuButton.tsx';
import { binRun, resumeRun } from '../run/controlRun.ts';
import { NameField } from '../run/NameField.tsx';
import { openGraph } from '../run/openGraph.ts';
import { isActive, isAtRest, percentWords, stateWord, whenShort, whenWords } from '../run/runWords.ts';
import { StateMark } from '../run/StateMark.tsx';
import { openOverlay } from '../store/viewStore.ts';
import { togglePick } from './pickStore.ts';
import styles from './RunList.module.css';

/** One run of the history. */
export function RunRow({
  run,
  isShown,
  isPicked,
  isRenaming,
  onRename,
}: {
  readonly run: RunSummary;
  readonly isShown: boolean;
  readonly isPicked: boolean;
  readonly isRenaming: boolean;
  /** Asks for the field of the name, or ends it; `byKey` where the focus goes back to the row. */
  readonly onRename: (isRenaming: boolean, byKey: boolean) => void;
}) {
  const best = run.best?.validation ?? run.best?.test ?? run.last?.train;
  return (
    <GridListItem
      id={run.id}
      textValue={`${run.name}, ${stateWord(run.state)}${isShown ? ', shown' : ''}${isPicked ? ', compared' : ''}`}
      className={`${styles.row} ${isShown ? styles.shown : ''}`}
    >
      <Checkbox
        slot={null}
        className={styles.check}
        aria-label={`Compare ${run.name}`}
        isSelected={isPicked}
        onChange={() => togglePick(run.id)}
      >
        <span className={styles.box} aria-hidden>
          <Check />
        </span>
      </Checkbox>
      <div className={styles.text}>
        <div className={styles.first}>
          {isRenaming ? (
            <NameField run={run.id} name={run.name} onDone={(byKey) => onRename(false, byKey)} />
          ) : (
            <span className={styles.name} title={run.name}>
              {run.name}
            </span>
          )}
          <span className={styles.best}>{best ? percentWords(best.accuracy, 2) : ''}</span>
        </div>
        <div className={styles.second}>
          <StateMark state={run.state} />
          <span>{`${epochWords(run.epochsDone)}/${epochWords(run.training.epochs)}`}</span>
          <span className={styles.when} title={whenWords(run.created, new Date())}>
            {whenShort(run.created, new Date())}
          </span>
        </div>
      </div>
      <MenuButton
        label={`What can be done with ${run.name}`}
        trigger={<IconButton label={`More about ${run.name}`} icon={<Ellipsis aria-hidden />} />}
        entries={[
          {
            id: 'resume',
            title: 'Resume',
            icon: <Play aria-hidden />,
            isDisabled: !isAtRest(run.state) || isThrough(run.epochsDone, run.training.epochs),
            run: () => void resumeRun(run.id, null),
          },
          {
            id: 'graph',
            title: 'Open graph',
            icon: <Workflow aria-hidden />,
            run: () => void openGraph(run),
          },
          {
            id: 'export',
            title: 'Export…',
            icon: <Download aria-hidden />,
            isDisabled: run.state === 'preparing',
            run: () => openOverlay({ kind: 'export', run: run.id }),
          },
          {
            id: 'rename',
            title: 'Rename',
            shortcut: 'F2',
            icon: <PencilLine aria-hidden />,
            run: () => onRename(true, true),
          },
          {
            id: 'bin',
            title: 'Move to the bin',
            shortcut: 'Delete',
            icon: <Trash2 aria-hidden />,
            isDisabled: isActive(run.state) || run.state === 'elsewhere',
            separator: true,
            run: () => void binRun(run.id),
          },
        ]}
      />
    </GridListItem>
  );
}
