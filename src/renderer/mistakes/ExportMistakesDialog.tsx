import { useState } from 'react';
import type { Mistake, RunEvaluation } from '../../shared/api/runs.ts';
import { epochWords } from '../../shared/epochs.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { TextField } from '../controls/fields.tsx';
import { Notice } from '../controls/Notice.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { plainName } from '../export/exportPlace.ts';
import { PathField } from '../export/PathField.tsx';
import { ShowInFolder } from '../export/ShowInFolder.tsx';
import { chooseFolder } from '../files/choose.ts';
import { pathIn } from '../files/hostPath.ts';
import { runById, useRuns } from '../run/runStore.ts';
import { countWords, plural } from '../run/runWords.ts';
import { usePreferences } from '../store/preferencesStore.ts';
import styles from './ExportMistakesDialog.module.css';
import { exportMistakes, forgetMistakesExport, useMistakesExport } from './mistakesExport.ts';
import { useMistakes } from './mistakesStore.ts';

/** Writes the mistakes that the gallery shows into a new folder: a table, and the pictures. */
export function ExportMistakesDialog(props: {
  readonly run: string;
  readonly evaluation: RunEvaluation;
  readonly list: readonly Mistake[];
}) {
  const isOpen = useMistakes((state) => state.isExporting);
  return isOpen ? <OpenDialog {...props} /> : null;
}

function close(): void {
  useMistakes.setState({ isExporting: false });
}

function OpenDialog({
  run,
  evaluation,
  list,
}: {
  readonly run: string;
  readonly evaluation: RunEvaluation;
  readonly list: readonly Mistake[];
}) {
  const { state, result, sentence } = useMistakesExport();
  const runName = useRuns((all) => runById(all, run)?.name ?? run);
  const [folder, setFolder] = useState(() => usePreferences.getState().hello?.roots[0] ?? '');
  const [name, setName] = useState(
    () => `${plainName(runName)} mistakes epoch ${epochWords(evaluation.epoch)}`,
  );
  const isWorking = state === 'working';
  const isAll = list.length === evaluation.mistakes.length;
  const path = pathIn(folder.trim(), name.trim());
  const changeFolder = (to: string) => {
    forgetMistakesExport();
    setFolder(to);
  };
  const changeName = (to: string) => {
    forgetMistakesExport();
    setName(to);
  };
  const choose = async () => {
    const chosen = await chooseFolder('Folder for the list of mistakes', folder === '' ? null : folder);
    if (chosen !== null) changeFolder(chosen);
  };
  return (
    <Dialog
      title="Export the list of mistakes"
      isOpen
      onClose={close}
      width={560}
      footer={
        <>
          <Button onPress={close}>{state === 'done' ? 'Close' : 'Cancel'}</Button>
          <Button
            look="primary"
            isDisabled={list.length === 0 || folder.trim() === '' || name.trim() === ''}
            onPress={() => void exportMistakes(run, path, list)}
          >
            {isWorking ? 'Exporting…' : `Export ${plural(list.length, 'mistake')}`}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>
          {isAll
            ? `All ${plural(list.length, 'mistake')}`
            : `The ${countWords(list.length)} of ${plural(evaluation.mistakes.length, 'mistake')} that pass the filters`}
          {': '}
          mistakes.csv with classes, probabilities and the top five, and the pictures at their own size as
          PNG.
        </p>
        <PathField
          label="In the folder"
          value={folder}
          onChange={changeFolder}
          onChoose={choose}
          isDisabled={isWorking}
        />
        <TextField
          label="Name of the new folder"
          value={name}
          onChange={changeName}
          isDisabled={isWorking}
          fault={name.trim() === '' ? 'Name the new folder.' : undefined}
        />
        <div aria-live="polite">
          {isWorking ? (
            <ProgressBar label="Writing the pictures…" share={null} />
          ) : state === 'fault' ? (
            <Notice kind="fault">{sentence}</Notice>
          ) : result === null ? null : (
            <Notice kind="hint" actions={<ShowInFolder path={pathIn(result.path, 'mistakes.csv')} />}>
              {`mistakes.csv and ${plural(result.images, 'picture')} are in ${result.path}`}
            </Notice>
          )}
        </div>
      </div>
    </Dialog>
  );
}
