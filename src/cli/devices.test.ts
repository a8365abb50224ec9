import { expect, onTestFinished, test } from 'vitest';
import { deviceKinds } from '../engine/devices/registry.ts';
import { runCli, temporaryFolder } from './testing/runCli.ts';

test('devices lists every kind, tried, with what it computes on or why it is missing, and one that auto takes', () => {
  const cwd = temporaryFolder(onTestFinished);
  const shell = 'export SIGNALBOX_TENSORFLOW=nowhere';
  const { code, lines } = runCli(['devices', '--threads', '1', '--json'], { cwd, shell });
  expect(code).toBe(0);
  expect(lines.map(({ name }) => name)).toEqual([...deviceKinds.keys()]);
  expect(lines.find(({ name }) => name === 'cpu')).toMatchObject({
    available: true,
    kind: 'processor',
    description: expect.stringMatching(/^cpu, 1 thread, /),
  });
  expect(lines.find(({ name }) => name === 'tensorflow')).toMatchObject({
    available: false,
    kind: null,
    description: 'TensorFlow is not set up: run `signalbox setup tensorflow`',
    automatic: false,
  });
  const [automatic, ...others] = lines.filter((line) => line.automatic);
  expect([automatic.available, others]).toEqual([true, []]);
  const text = runCli(['devices', '--threads', '1'], { cwd, shell });
  expect(text.stdout.match(/; what auto takes$/gm)).toHaveLength(1);
});
