import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageSet } from '../../engine/data/dataset.ts';
import { questionDevice } from '../../engine/devices/registry.ts';
import type { ExportFormat, ExportReport } from '../../shared/api/models.ts';
import { fail } from '../../shared/problem.ts';
import { nodeFileSystem } from '../files/fileSystem.ts';
import { programVersion } from '../paths.ts';
import {
  type ExportOptions,
  exportAsOnnx,
  exportAsSafetensors,
  exportAsSavedModel,
} from '../runs/exportModel.ts';
import { checkOnnx, checkSafetensors, checkSavedModel } from './checkExport.ts';
import type { StampedRun } from './trainedRuns.ts';

/**
 * Writes a trained model as one ONNX file, or as a folder with a SavedModel or safetensors, then runs what was written
 * again on the given images and reports how far it is from the engine. A file of the same kind at `path` is replaced.
 * Throws ProblemError, also where what was written gives other outputs: it is then kept.
 */
export async function exportTrained(
  trained: StampedRun,
  format: ExportFormat,
  path: string,
  images: ImageSet,
): Promise<ExportReport> {
  const request = {
    trained,
    out: path,
    runId: trained.id,
    programVersion: programVersion(),
    device: questionDevice,
  };
  return exporters[format](request, images);
}

type Exporter = (request: ExportOptions, images: ImageSet) => Promise<ExportReport>;

const exporters: Readonly<Record<ExportFormat, Exporter>> = {
  async onnx(request, images) {
    const { trained, out } = request;
    if (!out.endsWith('.onnx'))
      fail('file-name', `an ONNX file has a name that ends in .onnx, found ${out}`, { file: out });
    const files = await exportAsOnnx(request);
    return { files: sizesOf(files), check: await checkOnnx(trained, out, images) };
  },

  async savedmodel(request, images) {
    const files = await exportAsSavedModel(request);
    return { files: sizesOf(files), check: await checkSavedModel(request.trained, files[0], images) };
  },

  async safetensors(request, images) {
    const { trained, out } = request;
    const [weights, graph] = ['model.safetensors', 'graph.json'].map((name) => join(out, name));
    // A folder of projects may well hold a graph.json that somebody drew.
    if (nodeFileSystem.exists(graph) && !nodeFileSystem.exists(weights))
      fail('exists', `${graph} exists already, and is of no earlier export; choose another folder`, {
        file: out,
      });
    const files = exportAsSafetensors(request);
    const check = await checkSafetensors(trained, { folder: out, graph, weights }, images);
    return { files: sizesOf(files), check };
  },
};

function sizesOf(files: readonly string[]): ExportReport['files'] {
  return files.map((file) => ({ path: file, bytes: statSync(file).size }));
}
