import type { ImageSet } from '../../engine/data/dataset.ts';
import { limitBalanced } from '../../engine/data/sampling.ts';
import { questionDevice } from '../../engine/devices/registry.ts';
import { fetchedFloats } from '../../engine/devices/tensorflow/feed.ts';
import { readSafetensors } from '../../engine/interchange/safetensors/read.ts';
import { exportSignatures } from '../../engine/interchange/savedModel/exportedSignatures.ts';
import type { ExportCheck } from '../../shared/api/models.ts';
import { readDocument } from '../../shared/documentFile.ts';
import { fail, ProblemError } from '../../shared/problem.ts';
import type { LoadedSelection } from '../data/loadData.ts';
import { readPictures } from '../data/pictures.ts';
import { startEngine } from '../engine/engineProcess.ts';
import { withFile } from '../files/fileProblem.ts';
import { nodeFileSystem } from '../files/fileSystem.ts';
import { readText } from '../files/readText.ts';
import { imageInput, requireModel } from '../model.ts';
import { programVersion } from '../paths.ts';
import { evaluateRun, type TrainedRun } from '../runs/useRun.ts';
import { joined } from './joined.ts';
import { runOnnxFile } from './onnxFile.ts';
import { preparedBatches } from './preparedBatches.ts';

/** The codes of Problems that say why there is no TensorFlow. */
const NO_TENSORFLOW = /^tensorflow-/;
/** Images that an exported file is run on, and to a batch. */
const MOST_IMAGES = 64;
const BATCH = 16;
/** What float32 in another order of sums may come to; beyond it the file is not the same network. */
const MOST_DIFFERENCE = 1e-3;

/** How an exported file that was run again did. */
type ExportProof = Exclude<ExportCheck, { readonly notRun: string }>;

/** Up to 64 images of a selection, as many of each class as can be, read into memory. */
export function checkImages(images: LoadedSelection): ImageSet {
  const { set } = images;
  const indices = limitBalanced(set.records, images.indices, MOST_IMAGES, 0);
  const { offsets, pixels } = readPictures(images, indices);
  const records = Array.from(indices, (index, i) => ({ ...set.records[index], offset: offsets[i] }));
  return { classes: set.classes, records, pixels, contentHash: '' };
}

/** Runs a written ONNX file in onnxruntime and compares it with the engine on the same images. Throws ProblemError. */
export async function checkOnnx(trained: TrainedRun, path: string, set: ImageSet): Promise<ExportProof> {
  const expected = await scoresOf(trained, set);
  const source = { set, indices: everyImage(set), ...imageInput(trained.model) };
  const batches = [...preparedBatches(source, BATCH)];
  const { runtime, outputs } = await runOnnxFile({ path, batches });
  return compared(path, runtime, expected, outputs, set);
}

/**
 * Reads the files of a written safetensors folder into a fresh engine and compares it with the run's own on the same
 * images. Throws ProblemError.
 */
export async function checkSafetensors(
  trained: TrainedRun,
  files: { readonly folder: string; readonly graph: string; readonly weights: string },
  set: ImageSet,
): Promise<ExportProof> {
  const expected = await scoresOf(trained, set);
  const document = readDocument(readText(files.graph), files.graph);
  const bytes = withFile('read', files.weights, () => nodeFileSystem.read(files.weights));
  const tensors = [...readSafetensors(bytes, files.weights).tensors].map(([name, tensor]) => ({
    name,
    ...tensor,
  }));
  const model = requireModel(document);
  const again = { ...trained, model, checkpoint: { ...trained.checkpoint, tensors } };
  const ranIn = `Signalbox ${programVersion()} (${questionDevice})`;
  return compared(files.folder, ranIn, expected, await scoresOf(again, set), set);
}

/**
 * Runs a written SavedModel in TensorFlow, in an engine, on pictures as they are, and compares it with the engine's own
 * answers. Where TensorFlow is not set up that is said instead. Throws ProblemError.
 */
export async function checkSavedModel(
  trained: TrainedRun,
  path: string,
  set: ImageSet,
): Promise<ExportCheck> {
  const model = withFile('read', path, () => nodeFileSystem.read(path));
  const engine = startEngine('tensorflow');
  try {
    const runs = set.records.map(({ offset, width, height }) => {
      const data = set.pixels.slice(offset, offset + 3 * width * height);
      const images = { type: 'uint8', data, shape: [1, height, width, 3] } as const;
      return { signature: exportSignatures.serving, inputs: { images } };
    });
    const { ranIn, outputs } = await engine.api.runModel({ model, threads: null, runs });
    const found = outputs.map((output) => fetchedFloats(output, 'scores'));
    return compared(path, ranIn, await scoresOf(trained, set), joined(found), set);
  } catch (error) {
    if (error instanceof ProblemError && NO_TENSORFLOW.test(error.problem.code)) {
      return { notRun: error.message };
    }
    throw error;
  } finally {
    await engine.close();
  }
}

async function scoresOf(trained: TrainedRun, set: ImageSet): Promise<Float32Array> {
  const input = imageInput(trained.model);
  const source = { images: { inline: set }, indices: everyImage(set), ...input };
  return (await evaluateRun(trained, source, { device: questionDevice, threads: null })).scores;
}

function everyImage({ records }: ImageSet): Uint32Array {
  return Uint32Array.from(records, (_, i) => i);
}

/** Throws ProblemError `export-differs` where the outputs are not the same numbers, or not as many. */
export function compared(
  path: string,
  ranIn: string,
  expected: Float32Array,
  found: Float32Array,
  { records }: Pick<ImageSet, 'records'>,
): ExportProof {
  const kept = `${path} is kept, but do not trust it`;
  if (found.length !== expected.length) {
    const counts = `${ranIn} gave ${found.length} outputs, expected ${expected.length}`;
    fail('export-differs', `${counts}: ${kept}`, { file: path });
  }
  let largestDifference = 0;
  for (let i = 0; i < found.length; i++) {
    const difference = Math.abs(found[i] - expected[i]);
    // The same infinity on both sides is no difference; not a number is always one.
    if (found[i] === expected[i]) continue;
    if (!(difference <= largestDifference)) largestDifference = difference;
    if (Number.isNaN(difference)) break;
  }
  if (!(largestDifference <= MOST_DIFFERENCE)) {
    const most = Number.isNaN(largestDifference)
      ? 'is no number'
      : `differs by ${largestDifference.toPrecision(3)}`;
    const message = `run again in ${ranIn}, an output ${most} from what the engine gives: ${kept}`;
    fail('export-differs', message, { file: path });
  }
  return { ranIn, images: records.length, largestDifference };
}
