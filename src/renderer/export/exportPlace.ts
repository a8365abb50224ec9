import type { ExportFormat } from '../../shared/api/models.ts';
import type { EpochLine, RunSummary } from '../../shared/api/runs.ts';
import { epochWords } from '../../shared/epochs.ts';
import { pathIn } from '../files/hostPath.ts';
import { fileNameFor } from '../files/projectName.ts';
import { percentWords } from '../run/runWords.ts';

/** A name that files and folders may have on every system, made of a run's name. */
export function plainName(name: string): string {
  return fileNameFor(name).slice(0, -'.json'.length);
}

/** The name of the folder that a model of a plain name is written to: its own for each format. */
export function folderName(format: ExportFormat, plain: string): string {
  return format === 'savedmodel' ? `${plain}-tensorflow` : plain;
}

/** Where a run's model is written unless a person says otherwise: `folder` is the default place, or unknown. */
export function usualPlaces(
  name: string,
  folder: string | undefined,
): Readonly<Record<ExportFormat, string>> {
  const plain = plainName(name);
  const place = (file: string) => (folder === undefined ? file : pathIn(folder, file));
  return {
    onnx: place(`${plain}.onnx`),
    savedmodel: place(folderName('savedmodel', plain)),
    safetensors: place(folderName('safetensors', plain)),
  };
}

/** What is wrong with a path to export to; undefined where nothing is, as far as the page can tell. */
export function placeFault(format: ExportFormat, path: string): string | undefined {
  if (path.trim() === '') return format === 'onnx' ? 'Name a file.' : 'Name a folder.';
  if (format === 'onnx' && !path.endsWith('.onnx')) {
    return 'The name of an ONNX file ends in .onnx.';
  }
  return undefined;
}

/** What the weights of a checkpoint came to, in a few words. */
export function checkpointWords({ best, last }: Pick<RunSummary, 'best' | 'last'>, which: 'best' | 'last') {
  const line = which === 'best' ? (best ?? last) : last;
  if (line === null) return 'As before the first epoch.';
  const figures = `After epoch ${epochWords(line.epoch)}: ${accuracyWords(line)}.`;
  if (which === 'last') return figures;
  return best === null ? `Nothing was held out to judge by: the last weights. ${figures}` : figures;
}

function accuracyWords({ train, validation, test }: EpochLine): string {
  if (validation) return `${percentWords(validation.accuracy, 2)} of validation images right`;
  if (test) return `${percentWords(test.accuracy, 2)} of test images right`;
  return `${percentWords(train.accuracy, 2)} of training images right`;
}

/** A size of a file: `647 kB`, `10.7 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB'];
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size < 99.95 ? size.toFixed(1) : size.toFixed(0)} ${units[unit]}`;
}

/** A difference of outputs in two digits: `7.6e-6`, or `0` where there is none at all. */
export function differenceWords(difference: number): string {
  return difference === 0 ? '0' : difference.toExponential(1);
}
