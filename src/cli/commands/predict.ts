import { questionDevice } from '../../engine/devices/registry.ts';
import { topClasses } from '../../engine/training/metrics.ts';
import { readImages } from '../../host/data/readImages.ts';
import { resolveDevice } from '../../host/engine/resolveDevice.ts';
import { imageInput } from '../../host/model.ts';
import { predictionList } from '../../host/runs/evaluationFile.ts';
import { evaluateRun, loadRun } from '../../host/runs/useRun.ts';
import { commonOptions, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkpointOption, deviceNames, deviceOptions } from '../runOptions.ts';

const usage = `signalbox predict RUNDIR IMAGE... [--checkpoint best|last] [--device ${deviceNames}] [--threads N] [--json]`;
const options = { ...commonOptions, ...checkpointOption, ...deviceOptions } as const;

export const predict: Command = {
  name: 'predict',
  usage,
  summary: 'Names what pictures show',
  run: async ({ args, output }) => {
    const { options: given, positionals } = parseArguments(args, options, usage, { min: 2, max: 100_000 });
    const [folder, ...paths] = positionals;
    const trained = loadRun(folder, given.checkpoint ?? 'best');
    const { classes } = trained.run.data;
    const { selection, bad } = await readImages(paths, classes);
    for (const { file, reason } of bad) output.note(`signalbox predict: ${file} ${reason}`);
    if (selection.indices.length > 0) {
      const source = {
        images: { inline: selection.set },
        indices: selection.indices,
        ...imageInput(trained.model),
      };
      const device = await resolveDevice(given.device ?? questionDevice);
      const evaluation = await evaluateRun(trained, source, { device, threads: given.threads ?? null });
      const list = predictionList(
        evaluation,
        selection,
        trained.model.training.criterion.definition.probabilities,
      );
      for (const { file, predicted, probabilities } of list) {
        const top = topClasses(probabilities, 5).map((c) => ({
          class: c,
          name: classes[c],
          probability: probabilities[c],
        }));
        const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
        const others = top.slice(1).map(({ name, probability }) => `${name} ${percent(probability)}`);
        output.result(
          { file, class: predicted, name: classes[predicted], probability: probabilities[predicted], top },
          `${file}: ${predicted} ${classes[predicted]}, ${percent(probabilities[predicted])} (then ${others.join(', ')})`,
        );
      }
    }
    return bad.length > 0 ? 1 : 0;
  },
};
