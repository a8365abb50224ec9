import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ImageSet } from '../../engine/data/dataset.ts';
import { createPrepareScratch, prepareImage } from '../../engine/data/prepare.ts';
import { exportOnnx } from '../../engine/interchange/onnx/exportOnnx.ts';
import { exportSafetensorsFolder } from '../../engine/interchange/safetensors/exportFolder.ts';
import { exportSavedModel } from '../../engine/interchange/savedModel/exportSavedModel.ts';
import { SAVED_MODEL_FILE } from '../../engine/interchange/savedModel/savedModel.ts';
import type { TrainedExport } from '../../engine/interchange/trainedExport.ts';
import type { Tensor } from '../../engine/tensor.ts';
import { createBatch, evaluationBatches } from '../../engine/training/batches.ts';
import { writeDocument } from '../../shared/documentFile.ts';
import { fail } from '../../shared/problem.ts';
import { withFile } from '../files/fileProblem.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { replaceFile } from '../files/replaceFile.ts';
import { imageInput } from '../model.ts';
import { evaluateRun, type TrainedRun } from './useRun.ts';

export interface ExportOptions {
  readonly trained: TrainedRun;
  readonly out: string;
  /** Identifies the run in the file's metadata. */
  readonly runId: string;
  readonly programVersion: string;
  readonly device: string;
  readonly files?: FileSystem;
}

/** Writes the trained model as one ONNX file, with a stored input and the output that the engine gives for it. */
export async function exportAsOnnx(options: ExportOptions): Promise<string[]> {
  const { out, files = nodeFileSystem } = options;
  const bytes = exportOnnx(await describeExport(options));
  withFile('write', out, () => replaceFile(out, bytes, files));
  return [out];
}

/**
 * Writes the trained model as the one file of a SavedModel's folder. Throws ProblemError `exists` where the folder
 * holds another SavedModel, whose variables would be left without their graph.
 */
export async function exportAsSavedModel(options: ExportOptions): Promise<string[]> {
  const { out, files = nodeFileSystem } = options;
  if (files.exists(join(out, 'variables'))) {
    const message = `${out} holds a SavedModel with variables, which is not of an earlier export; choose another folder`;
    fail('exists', message, { file: out });
  }
  const bytes = exportSavedModel(await describeExport(options));
  withFile('create folder', out, () => files.makeFolder(out, { recursive: true }));
  const path = join(out, SAVED_MODEL_FILE);
  withFile('write', path, () => replaceFile(path, bytes, files));
  return [path];
}

/** All that an exported file holds; the engine is run for the output that the self test keeps. */
async function describeExport({
  trained,
  runId,
  programVersion,
  device,
}: ExportOptions): Promise<TrainedExport> {
  const { model, run } = trained;
  const input = imageInput(model);
  const set = testPicture();
  const indices = Uint32Array.of(0);
  const batch = createBatch(1);
  evaluationBatches({ set, indices, ...input }, 1)(batch, 0);
  const { format } = input;
  const prepared = new Float32Array(format.channels * format.height * format.width);
  prepareImage(set.pixels, set.records[0], batch.transforms, 0, format, prepared, 0, createPrepareScratch());
  const source = { images: { inline: set }, indices, ...input };
  const { scores } = await evaluateRun(trained, source, { device, threads: null });
  return {
    graph: model.graph,
    tensors: tensorsOf(trained),
    classes: run.data.classes,
    criterion: model.document.training.criterion.type,
    selfTest: { input: prepared, output: scores },
    producerVersion: programVersion,
    graphHash: createHash('sha256').update(writeDocument(model.document)).digest('hex'),
    runId,
  };
}

/** Writes the trained model as a folder of `model.safetensors` and `graph.json`. */
export function exportAsSafetensors({ trained, out, files = nodeFileSystem }: ExportOptions): string[] {
  const { model, run } = trained;
  const { document, graph } = model;
  const content = exportSafetensorsFolder({
    document,
    graph,
    tensors: tensorsOf(trained),
    classes: run.data.classes,
  });
  withFile('create folder', out, () => files.makeFolder(out, { recursive: true }));
  return [...content].map(([name, data]) => {
    const path = join(out, name);
    withFile('write', path, () => replaceFile(path, data, files));
    return path;
  });
}

function tensorsOf({ checkpoint }: TrainedRun): Map<string, Tensor> {
  return new Map(checkpoint.tensors.map(({ name, shape, data }) => [name, { shape, data }]));
}

/** A picture to test an export with: slopes of colour and a lopsided edge, so that no axis can be mistaken for another. */
export function testPicture(): ImageSet {
  const width = 40;
  const height = 36;
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const edge = 2 * x + y > 70 ? 60 : 0;
      pixels.set([40 + 4 * x + edge, 220 - 5 * y, (7 * x + 3 * y) % 200], (y * width + x) * 3);
    }
  }
  const record = { offset: 0, width, height, label: 0, track: '', file: 'test picture' };
  return { classes: [], records: [record], pixels, contentHash: '' };
}
