import type { ExportFormat } from '../../shared/api/models.ts';
import type { RunSummary } from '../../shared/api/runs.ts';
import { chooseFileToSave, chooseFolder } from '../files/choose.ts';
import { folderOf, pathIn } from '../files/hostPath.ts';
import { Choice } from './Choice.tsx';
import styles from './Export.module.css';
import { ExportOutcome } from './ExportOutcome.tsx';
import { checkpointWords, folderName, placeFault, plainName } from './exportPlace.ts';
import { changeExport, useModelExport } from './exportStore.ts';
import { PathField } from './PathField.tsx';

const formats: readonly {
  readonly id: ExportFormat;
  readonly title: string;
  readonly description: string;
}[] = [
  {
    id: 'onnx',
    title: 'ONNX',
    description:
      'One file that ONNX Runtime, OpenCV, Netron and most other tools read: to run the network elsewhere. ' +
      'Class names and how to prepare a picture are written in it.',
  },
  {
    id: 'savedmodel',
    title: 'SavedModel',
    description:
      'A folder for TensorFlow and its Serving. It takes pictures of any size, prepares them itself and ' +
      'answers with class names; TensorFlow Lite converts it.',
  },
  {
    id: 'safetensors',
    title: 'safetensors',
    description:
      'A folder of model.safetensors, the weights under PyTorch’s names, and graph.json: for PyTorch, ' +
      'safetensors’ own readers, and Signalbox.',
  },
];

/** What is exported of a run, and where to. */
export function ExportForm({ run }: { readonly run: RunSummary }) {
  const { checkpoint, format, paths, state } = useModelExport();
  const isWorking = state === 'working';
  const path = paths[format];
  const setPath = (to: string) => changeExport({ paths: { ...paths, [format]: to } });
  const choose = async () => {
    const name = plainName(run.name);
    const start = folderOf(path);
    if (format === 'onnx') {
      const file = await chooseFileToSave('Export as ONNX', `${name}.onnx`, ['onnx'], start);
      if (file !== null) setPath(file);
      return;
    }
    const folder = await chooseFolder('Folder for the model’s own folder', start);
    if (folder !== null) setPath(pathIn(folder, folderName(format, name)));
  };
  return (
    <div className={styles.form}>
      <Choice
        label="Format"
        value={format}
        onChange={(id) => changeExport({ format: id })}
        isDisabled={isWorking}
        options={formats}
      />
      <Choice
        label="Weights"
        value={checkpoint}
        onChange={(id) => changeExport({ checkpoint: id })}
        isDisabled={isWorking}
        options={[
          { id: 'best', title: 'Best', description: checkpointWords(run, 'best') },
          { id: 'last', title: 'Last', description: checkpointWords(run, 'last') },
        ]}
      />
      <PathField
        label={format === 'onnx' ? 'File' : 'Folder'}
        description="What an earlier export left there is replaced."
        value={path}
        onChange={setPath}
        onChoose={choose}
        fault={placeFault(format, path)}
        isDisabled={isWorking}
      />
      <ExportOutcome />
    </div>
  );
}
