import type { ConfusionMatrix } from '../../engine/training/metrics.ts';
import { loadEvaluation } from '../../host/data/loadData.ts';
import { sourceReference } from '../../host/data/sources.ts';
import { resolveDevice } from '../../host/engine/resolveDevice.ts';
import { withFile } from '../../host/files/fileProblem.ts';
import { replaceFile } from '../../host/files/replaceFile.ts';
import { imageInput } from '../../host/model.ts';
import { confusionOf, predictionList } from '../../host/runs/evaluationFile.ts';
import { evaluateRun, loadRun } from '../../host/runs/useRun.ts';
import { fail } from '../../shared/problem.ts';
import { commonOptions, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { dataProgress, reportBadImages } from '../dataProgress.ts';
import { count, share } from '../output.ts';
import { checkpointOption, deviceNames, deviceOptions } from '../runOptions.ts';

const usage = `signalbox eval RUNDIR --data DIR [--split test|train] [--predictions FILE.jsonl] [--checkpoint best|last] [--limit N] [--device ${deviceNames}] [--threads N] [--json]`;
const options = {
  ...commonOptions,
  ...checkpointOption,
  ...deviceOptions,
  data: { kind: 'text' },
  split: { kind: 'choice', choices: ['test', 'train'] },
  predictions: { kind: 'text' },
  limit: { kind: 'integer', min: 1 },
} as const;

export const evaluate: Command = {
  name: 'eval',
  usage,
  summary: 'Says how well a run does on labelled images, and where it errs',
  run: async ({ args, output }) => {
    const { options: given, positionals } = parseArguments(args, options, usage, { min: 1, max: 1 });
    if (given.data === undefined)
      fail('usage', `option --data is missing, expected a folder of images or signs; usage: ${usage}`);
    const trained = loadRun(positionals[0], given.checkpoint ?? 'best');
    const { classes } = trained.run.data;
    const split = given.split ?? 'test';
    const request = { data: given.data, split, classes, limit: given.limit, seed: trained.run.seed };
    const chosen = resolveDevice(given.device);
    const { selection, bad } = await loadEvaluation({ ...request, onProgress: dataProgress(output) });
    reportBadImages(output, bad);
    const source = sourceReference(selection, imageInput(trained.model));
    const device = await chosen;
    const evaluation = await evaluateRun(trained, source, { device, threads: given.threads ?? null });
    const list = predictionList(
      evaluation,
      selection,
      trained.model.training.criterion.definition.probabilities,
    );
    if (given.predictions !== undefined) {
      const path = given.predictions;
      const lines = list.map((item) => `${JSON.stringify(item)}\n`);
      withFile('write', path, () => replaceFile(path, lines.join('')));
    }
    const confusion = confusionOf(list, classes.length);
    const { loss, accuracy, images } = evaluation;
    const wrong = list.filter((item) => item.class !== item.predicted).length;
    output.result(
      { split, images, accuracy, loss, mistakes: wrong, classes, confusion },
      `${count(images)} ${split} images: accuracy ${share(accuracy)}, loss ${loss.toFixed(4)}, ${count(wrong)} mistakes\n${worstPairs(confusion, classes)}`,
    );
    return 0;
  },
};

/** The pairs of classes most often taken for one another. */
function worstPairs(confusion: ConfusionMatrix, classes: readonly string[]): string {
  const pairs = confusion.flatMap((row, truth) =>
    row.map((times, predicted) => ({ times, truth, predicted })),
  );
  const wrong = pairs.filter(({ times, truth, predicted }) => times > 0 && truth !== predicted);
  wrong.sort((a, b) => b.times - a.times || a.truth - b.truth || a.predicted - b.predicted);
  const total = (truth: number) => confusion[truth].reduce((sum, times) => sum + times, 0);
  return wrong
    .slice(0, 10)
    .map(
      ({ times, truth, predicted }) =>
        `  ${times} of ${total(truth)} ${classes[truth]} taken for ${classes[predicted]}`,
    )
    .join('\n');
}
