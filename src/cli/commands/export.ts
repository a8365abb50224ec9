import { basename } from 'node:path';
import { questionDevice } from '../../engine/devices/registry.ts';
import { programVersion } from '../../host/paths.ts';
import {
  type ExportOptions,
  exportAsOnnx,
  exportAsSafetensors,
  exportAsSavedModel,
} from '../../host/runs/exportModel.ts';
import { loadRun } from '../../host/runs/useRun.ts';
import { type ExportFormat, exportFormats } from '../../shared/api/models.ts';
import { fail } from '../../shared/problem.ts';
import { commonOptions, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkpointOption } from '../runOptions.ts';

const usage = `signalbox export RUNDIR --format ${exportFormats.join('|')} --out PATH [--checkpoint best|last] [--json]`;
const options = {
  ...commonOptions,
  ...checkpointOption,
  format: { kind: 'choice', choices: exportFormats },
  out: { kind: 'text' },
} as const;

const writers: Readonly<Record<ExportFormat, (request: ExportOptions) => Promise<string[]>>> = {
  onnx: exportAsOnnx,
  savedmodel: exportAsSavedModel,
  safetensors: async (request) => exportAsSafetensors(request),
};

export const exportRun: Command = {
  name: 'export',
  usage,
  summary: 'Writes a trained model as a file that other software loads',
  run: async ({ args, output }) => {
    const { options: given, positionals } = parseArguments(args, options, usage, { min: 1, max: 1 });
    const { format, out } = given;
    if (format === undefined)
      fail(
        'usage',
        `option --format is missing, expected one of ${exportFormats.join(', ')}; usage: ${usage}`,
      );
    if (out === undefined) fail('usage', `option --out is missing, expected where to write; usage: ${usage}`);
    const checkpoint = given.checkpoint ?? 'best';
    const trained = loadRun(positionals[0], checkpoint);
    const request = {
      trained,
      out,
      runId: basename(trained.paths.folder),
      programVersion: programVersion(),
      device: questionDevice,
    };
    const files = await writers[format](request);
    output.result({ format, checkpoint, files }, `Wrote ${files.join(' and ')}`);
    return 0;
  },
};
