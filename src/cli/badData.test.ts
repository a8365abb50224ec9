import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { builtFile } from '../host/paths.ts';
import { cliEnvironment, runCli, temporaryFolder, tinyProject, writeProject } from './testing/runCli.ts';

/** A small PPM of one colour that says its class. */
function ppm(colour: readonly [number, number, number]): Uint8Array {
  const header = new TextEncoder().encode('P6\n# drawn\n9 7\n255\n');
  const pixels = Uint8Array.from({ length: 9 * 7 * 3 }, (_, i) => colour[i % 3]);
  return Uint8Array.from([...header, ...pixels]);
}

/** `DIR/CLASS/0.ppm …` */
function imageFolder(root: string, classes: readonly string[], each = 6): string {
  classes.forEach((name, c) => {
    mkdirSync(join(root, name), { recursive: true });
    for (let i = 0; i < each; i++)
      writeFileSync(join(root, name, `${i}.ppm`), ppm([40 * c, 200 - 30 * c, 10 * i]));
  });
  return root;
}

/** The tiny network with as many outputs as there are classes. */
function project(folder: string, classes: number): string {
  const document = tinyProject();
  const fc = document.nodes.find(({ id }) => id === 'fc');
  if (fc) fc.params.outputSize = classes;
  return writeProject(folder, { ...document, training: { ...document.training, epochs: 1, batchSize: 5 } });
}

describe('bad data', () => {
  it('an empty folder is named, with what was expected', () => {
    const folder = temporaryFolder(onTestFinished);
    mkdirSync(join(folder, 'nothing'));
    const { code, stderr } = runCli(['train', project(folder, 3), '--data', join(folder, 'nothing')], {
      cwd: folder,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/nothing.*no images/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('a folder that is not there is named', () => {
    const folder = temporaryFolder(onTestFinished);
    const { code, stderr } = runCli(['train', project(folder, 3), '--data', join(folder, 'gone')], {
      cwd: folder,
    });
    expect(code).toBe(1);
    expect(stderr).toContain('gone');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('a folder with one class says that there is nothing to tell apart', () => {
    const folder = temporaryFolder(onTestFinished);
    const data = imageFolder(join(folder, 'data'), ['stop']);
    const { code, stderr } = runCli(['train', project(folder, 1), '--data', data], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(/one class/);
  });

  it('corrupt and empty images among good ones are left out, counted and named', () => {
    const folder = temporaryFolder(onTestFinished);
    const data = imageFolder(join(folder, 'data'), ['give way', 'stop', 'yield']);
    writeFileSync(join(data, 'stop', '7.ppm'), '');
    writeFileSync(join(data, 'yield', '8.ppm'), ppm([1, 2, 3]).slice(0, 60));
    writeFileSync(join(data, 'yield', '9.png'), 'not a picture');
    const { code, stderr, lines } = runCli(
      ['train', project(folder, 3), '--data', data, '--validation', '0', '--json'],
      { cwd: folder },
    );
    expect(stderr).toContain('3 images could not be read and are left out');
    expect(stderr).toContain('stop/7.ppm');
    expect(stderr).toContain('yield/8.ppm');
    expect(stderr).toContain('yield/9.png');
    expect(lines[0]).toMatchObject({ event: 'start', images: { train: 18, validation: 0, test: 0 } });
    expect(code).toBe(0);
  });

  it('a test set with a class the training set lacks is refused, naming the class', () => {
    const folder = temporaryFolder(onTestFinished);
    const data = imageFolder(join(folder, 'data'), ['give way', 'stop']);
    const test = imageFolder(join(folder, 'test'), ['give way', 'roundabout']);
    const { code, stderr } = runCli(['train', project(folder, 2), '--data', data, '--test', test], {
      cwd: folder,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/roundabout/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('a network with another number of scores than the data have classes is refused, naming its last node', () => {
    const folder = temporaryFolder(onTestFinished);
    const data = imageFolder(join(folder, 'data'), ['give way', 'stop']);
    const { code, stderr } = runCli(['train', project(folder, 5), '--data', data], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain('log (LogSoftMax): the network ends in 5 scores, but the data have 2 classes');
  });
});

describe('a run folder', () => {
  it('that holds a run already is not overwritten', () => {
    const folder = temporaryFolder(onTestFinished);
    const data = imageFolder(join(folder, 'data'), ['give way', 'stop']);
    const train = ['train', project(folder, 2), '--data', data, '--out', join(folder, 'run')];
    expect(runCli(train, { cwd: folder }).code).toBe(0);
    const again = runCli(train, { cwd: folder });
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('holds a run already; expected an empty or new folder');
  });

  it('on a disk that fills up gives one sentence, and what was saved stays', () => {
    const folder = temporaryFolder(onTestFinished);
    const data = imageFolder(join(folder, 'data'), ['give way', 'stop']);
    const graph = project(folder, 2);
    // The cache is warm before the limit, in blocks of 1 KiB, falls on the run's own files.
    runCli(['train', graph, '--data', data, '--out', join(folder, 'first')], { cwd: folder });
    const run = join(folder, 'run');
    const full = runCli(['train', graph, '--data', data, '--out', run], {
      cwd: folder,
      shell: 'ulimit -f 3',
    });
    expect(full.code).toBe(1);
    expect(full.stderr).toMatch(/could not write .*last\.safetensors: the file would be larger than allowed/);
    expect(full.stderr).not.toContain('    at ');
    // run.json is whole: the run starts over from its first step.
    const resumed = runCli(['train', '--resume', run, '--json'], { cwd: folder });
    expect(resumed.code).toBe(0);
    expect(resumed.lines.at(-1)).toMatchObject({ event: 'end' });
  });

  it('in use by a training is refused to a second one, which names the process', async () => {
    const folder = temporaryFolder(onTestFinished);
    const document = tinyProject();
    const graph = writeProject(folder, { ...document, training: { ...document.training, epochs: 10_000 } });
    const run = join(folder, 'run');
    const first = spawn(
      process.execPath,
      [
        builtFile('main', 'cli.js'),
        'train',
        graph,
        '--data',
        'signs',
        '--limit',
        '86',
        '--out',
        run,
        '--json',
      ],
      {
        cwd: folder,
        env: cliEnvironment(),
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    onTestFinished(() => void first.kill('SIGKILL'));
    // Its first line comes once it has the folder and the engine runs.
    await new Promise<void>((resolve) => first.stdout.once('data', () => resolve()));
    const second = runCli(['train', '--resume', run], { cwd: folder });
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`is in use by process ${first.pid}`);
    const ended = new Promise<number | null>((resolve) => first.once('exit', (code) => resolve(code)));
    first.kill('SIGINT');
    expect(await ended).toBe(130);
    const resumed = runCli(['train', '--resume', run, '--epochs', '1', '--json'], { cwd: folder });
    expect(resumed.lines.at(-1)).toMatchObject({ event: 'end' });
  });
});
