import { basename } from 'node:path';
import { automaticDevice } from '../../engine/devices/registry.ts';
import { programVersion } from '../../host/paths.ts';
import { exportAsOnnx, exportAsSafetensors } from '../../host/runs/exportModel.ts';
import { loadRun } from '../../host/runs/useRun.ts';
import { fail } from '../../shared/problem.ts';
import { commonOptions, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkpointOption } from '../runOptions.ts';

const usage =
  'signalbox export RUNDIR --format onnx|safetensors --out PATH [--checkpoint best|last] [--json]';
const options = {
  ...commonOptions,
  ...checkpointOption,
  format: { kind: 'choice', choices: ['onnx', 'safetensors'] },
  out: { kind: 'text' },
} as const;

export const exportRun: Command = {
  name: 'export',
  usage,
  summary: 'Writes a trained model as a file that other software loads',
  run: async ({ args, output }) => {
    const { options: given, positionals } = parseArguments(args, options, usage, { min: 1, max: 1 });
    const { format, out } = given;
    if (format === undefined)
      fail('usage', `option --format is missing, expected onnx or safetensors; usage: ${usage}`);
    if (out === undefined) fail('usage', `option --out is missing, expected where to write; usage: ${usage}`);
    const checkpoint = given.checkpoint ?? 'best';
    const trained = loadRun(positionals[0], checkpoint);
    const request = {
      trained,
      out,
      runId: basename(trained.paths.folder),
      programVersion: programVersion(),
      device: automaticDevice,
    };
    const files = format === 'onnx' ? await exportAsOnnx(request) : exportAsSafetensors(request);
    output.result({ format, checkpoint, files }, `Wrote ${files.join(' and ')}`);
    return 0;
  },
};
