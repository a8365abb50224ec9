import { useEffect } from 'react';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { Notice } from '../controls/Notice.tsx';
import { runById, useRuns } from '../run/runStore.ts';
import { closeOverlay, useView } from '../store/viewStore.ts';
import { ExportForm } from './ExportForm.tsx';
import { placeFault } from './exportPlace.ts';
import { beginExport, exportModel, useModelExport } from './exportStore.ts';

/** Takes a run's trained network away as a file: in which format, with which weights, where to, and what came of it. */
export function ExportDialog() {
  const asked = useView(({ overlay }) => (overlay?.kind === 'export' ? overlay.run : null));
  const run = useRuns((state) => runById(state, asked));
  const { run: begun, state, format, paths } = useModelExport();
  useEffect(() => {
    if (run !== null) beginExport(run);
  }, [run]);
  const isOther = run !== null && begun !== run.id;
  const isDone = state === 'done';
  const canExport = run !== null && !isOther;
  return (
    <Dialog
      title={run === null ? 'Export the trained model' : `Export ${run.name}`}
      isOpen={asked !== null}
      onClose={closeOverlay}
      width={760}
      footer={
        <>
          <Button onPress={closeOverlay}>{isDone ? 'Close' : 'Cancel'}</Button>
          <Button
            look="primary"
            isDisabled={!canExport || placeFault(format, paths[format]) !== undefined}
            onPress={() => void exportModel()}
          >
            {state === 'working' ? 'Exporting…' : isDone ? 'Export again' : 'Export'}
          </Button>
        </>
      }
    >
      {run === null ? (
        <Notice kind="fault">This run is not there any more.</Notice>
      ) : isOther ? (
        <Notice kind="hint">The model of another run is being written; this one can follow it.</Notice>
      ) : (
        <ExportForm run={run} />
      )}
    </Dialog>
  );
}
