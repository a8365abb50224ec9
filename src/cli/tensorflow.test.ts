import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { packageFolder } from '../host/paths.ts';
import { readMetrics } from '../host/runs/metricsLog.ts';
import { runPaths } from '../host/runs/runFolder.ts';
import { whyNoTensorFlow } from '../host/tensorflow/testing/whyNoTensorFlow.ts';
import { runCli, temporaryFolder } from './testing/runCli.ts';

const graph = join(packageFolder(), 'resources', 'graphs', 'signs-small.json');
const data = ['--data', 'signs', '--limit', '430', '--seed', '5'];

/** Losses of a run's epochs, as it keeps them. */
function losses(run: string): number[] {
  return readMetrics(runPaths(run).metrics).map(({ train }) => train.loss);
}

test('a TensorFlow that is not set up is told of in a sentence, and nothing is left behind', () => {
  const folder = temporaryFolder(onTestFinished);
  const run = join(folder, 'run');
  const options = ['train', graph, ...data, '--device', 'tensorflow', '--out', run];
  const shell = 'export SIGNALBOX_TENSORFLOW=nowhere';
  const { code, stderr } = runCli(options, { cwd: folder, shell });
  expect(stderr).toContain('TensorFlow is not set up: run `signalbox setup tensorflow`');
  expect(code).toBe(1);
  expect(existsSync(run)).toBe(false);
});

describe.skipIf(whyNoTensorFlow() !== null)('the command with --device tensorflow', () => {
  test('a run begun on one device goes on on the other with the same losses, and without a word on its own', () => {
    const folder = temporaryFolder(onTestFinished);
    const train = (name: string, first: string[], second: string[]) => {
      const run = join(folder, name);
      const begun = runCli(['train', graph, ...data, '--epochs', '1', '--out', run, ...first], {
        cwd: folder,
      });
      expect(begun.code, begun.stderr).toBe(0);
      const resumed = runCli(['train', '--resume', run, '--epochs', '2', ...second], { cwd: folder });
      expect(resumed.code, resumed.stderr).toBe(0);
      return { output: resumed.stdout + resumed.stderr, losses: losses(run) };
    };
    const cpu = train('cpu', ['--device', 'cpu'], []);
    const tensorflow = train('tensorflow', ['--device', 'tensorflow'], []);
    const changed = [
      train('there', ['--device', 'cpu'], ['--device', 'tensorflow']),
      train('back', ['--device', 'tensorflow'], ['--device', 'cpu']),
    ];
    expect(tensorflow.output).toMatch(/tensorflow \d+\.\d+\.\d+, /);
    expect(tensorflow.output).not.toContain('bit for bit');
    for (const { output } of changed) expect(output).toContain('will not be bit for bit');
    for (const run of [tensorflow, ...changed]) {
      for (const [epoch, loss] of cpu.losses.entries()) {
        expect(Math.abs(run.losses[epoch] - loss) / loss).toBeLessThan(1e-3);
      }
    }
  }, 120_000);

  test('TensorFlow passes its self-test', () => {
    const { lines, stderr } = runCli(['devices', '--json'], { cwd: temporaryFolder(onTestFinished) });
    const found = lines.find(({ name }) => name === 'tensorflow');
    expect(found, stderr).toMatchObject({
      available: true,
      kind: expect.stringMatching(/^(gpu|processor)$/),
    });
  });

  test("nothing of TensorFlow's own log is printed", () => {
    const folder = temporaryFolder(onTestFinished);
    const options = ['--epochs', '1', '--out', join(folder, 'run'), '--device', 'tensorflow'];
    const { stderr } = runCli(['train', graph, ...data, ...options], { cwd: folder });
    expect(stderr).not.toMatch(/oneDNN|absl|\d{4} \d\d:\d\d/);
  }, 60_000);
});
