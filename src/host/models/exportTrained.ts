import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageSet } from '../../engine/data/dataset.ts';
import { automaticDevice } from '../../engine/devices/registry.ts';
import type { ExportReport } from '../../shared/api/models.ts';
import { fail } from '../../shared/problem.ts';
import { nodeFileSystem } from '../files/fileSystem.ts';
import { programVersion } from '../paths.ts';
import { exportAsOnnx, exportAsSafetensors } from '../runs/exportModel.ts';
import { checkOnnx, checkSafetensors } from './checkExport.ts';
import type { StampedRun } from './trainedRuns.ts';

/**
 * Writes a trained model as one ONNX file or as a folder with safetensors, then runs what was written again on the
 * given images and reports how far it is from the engine. A file of the same kind at `path` is replaced. Throws
 * ProblemError, also where what was written gives other outputs: it is then kept.
 */
export async function exportTrained(
  trained: StampedRun,
  format: 'onnx' | 'safetensors',
  path: string,
  images: ImageSet,
): Promise<ExportReport> {
  const request = {
    trained,
    out: path,
    runId: trained.id,
    programVersion: programVersion(),
    device: automaticDevice,
  };
  const report = (files: readonly string[]) =>
    files.map((file) => ({ path: file, bytes: statSync(file).size }));
  if (format === 'onnx') {
    if (!path.endsWith('.onnx'))
      fail('file-name', `an ONNX file has a name that ends in .onnx, found ${path}`, { file: path });
    const files = await exportAsOnnx(request);
    return { files: report(files), ...(await checkOnnx(trained, path, images)) };
  }
  const [weights, graph] = ['model.safetensors', 'graph.json'].map((name) => join(path, name));
  // A folder of projects may well hold a graph.json that somebody drew.
  if (nodeFileSystem.exists(graph) && !nodeFileSystem.exists(weights))
    fail('exists', `${graph} exists already, and is of no earlier export; choose another folder`, {
      file: path,
    });
  const files = exportAsSafetensors(request);
  return {
    files: report(files),
    ...(await checkSafetensors(trained, { folder: path, graph, weights }, images)),
  };
}
