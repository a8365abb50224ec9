import { chmodSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { openPage, type TestPage } from '../host/serve/testing/openPage.ts';
import type { RunDetails } from '../shared/api/runs.ts';
import { writeDocument } from '../shared/documentFile.ts';
import { runCli, temporaryFolder, tinyProject } from './testing/runCli.ts';
import { type Serving, startServe } from './testing/serveCli.ts';

let folder: string;
const started: Serving[] = [];
beforeEach(() => {
  folder = realpathSync(temporaryFolder(onTestFinished));
});
afterEach(() => {
  for (const { child } of started.splice(0)) child.kill('SIGKILL');
});

async function serve(args: readonly string[], environment?: NodeJS.ProcessEnv): Promise<Serving> {
  const serving = await startServe(args, folder, environment);
  started.push(serving);
  return serving;
}

/** Ends the command as Ctrl-C does. */
function interrupt({ child, ended }: Serving): Promise<number | null> {
  child.kill('SIGINT');
  return ended;
}

test('one line says where the app is; it is there, and Ctrl-C ends it', async () => {
  const serving = await serve(['--no-open', '--port', '0']);
  const { origin } = new URL(serving.address);
  const page = await fetch(origin);
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const script = /src="\.(\/assets\/[^"]+)"/.exec(await page.text())?.[1];
  expect((await fetch(`${origin}${script}`)).headers.get('cache-control')).toContain('immutable');
  const line = await openPage(serving.address);
  expect(await interrupt(serving)).toBe(0);
  expect(await line.closed).toBe(1001);
  expect(serving.output).toEqual({ stdout: `${serving.line}\n`, stderr: '' });
  expect(serving.line).toBe(`Signalbox is at ${serving.address} (Ctrl-C ends it)`);
});

test('pages may use the folders that were named, by their real paths, and runs go to the first', async () => {
  for (const name of ['first', 'second']) mkdirSync(join(folder, name));
  symlinkSync(join(folder, 'second'), join(folder, 'link'));
  const serving = await serve(['first', 'link', '--no-open', '--port', '0']);
  const { call, socket } = await openPage(serving.address);
  const hello = await call.hello({} as never);
  expect(hello).toMatchObject({
    surface: 'serve',
    roots: [join(folder, 'first'), join(folder, 'second')],
    runsFolder: join(folder, 'first', 'runs'),
  });
  socket.terminate();
});

test('without a folder it is the current one, and --runs puts runs elsewhere', async () => {
  const serving = await serve(['--no-open', '--port', '0', '--runs', 'kept']);
  const { call, socket } = await openPage(serving.address);
  expect(await call.hello({} as never)).toMatchObject({ roots: [folder], runsFolder: join(folder, 'kept') });
  socket.terminate();
});

test('--json says the same as an event', async () => {
  const { line, address } = await serve(['--no-open', '--json', '--port', '0']);
  expect(JSON.parse(line)).toEqual({ event: 'serving', address });
});

test('a port that is taken is told where it was asked for, and passed over where not', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  const answer = runCli(['serve', '--no-open', '--port', String(port)], { cwd: folder });
  expect(answer).toMatchObject({
    code: 1,
    stdout: '',
    stderr: `signalbox serve: port ${port} is in use by another program; expected a free one, or no --port\n`,
  });
  const [first, second] = [await serve(['--no-open']), await serve(['--no-open'])];
  expect(new URL(first.address).port).not.toBe(new URL(second.address).port);
});

test.each([
  [['nowhere'], 'there is no folder nowhere'],
  [['file.txt'], 'file.txt is a file, expected a folder'],
  [['--port', '65536'], 'option --port is 65536, expected a whole number from 0 to 65535'],
  [['--host', '0.0.0.0'], "Unknown option '--host'; usage: signalbox serve"],
])('%j is refused with one sentence', (args, sentence) => {
  writeFileSync(join(folder, 'file.txt'), '');
  const { code, stdout, stderr } = runCli(['serve', '--no-open', ...args], { cwd: folder });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr.startsWith(`signalbox serve: ${sentence}`)).toBe(true);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('the browser is opened with a code that lets in once, and never sees the token in its command line', async () => {
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'xdg-open'), `#!/bin/sh\nprintf %s "$1" > '${folder}/opened'\nexit 4\n`);
  chmodSync(join(folder, 'bin', 'xdg-open'), 0o755);
  const path = `${join(folder, 'bin')}:${process.env.PATH}`;
  const serving = await serve(['--port', '0'], { DISPLAY: ':7', PATH: path });
  await new Promise<void>((resolve) => {
    serving.child.stderr?.on('data', () => serving.output.stderr.includes('\n') && resolve());
    if (serving.output.stderr.includes('\n')) resolve();
  });
  expect(serving.output.stderr).toBe(
    'No browser could be opened (xdg-open ended with code 4); open the address yourself.\n',
  );
  const opened = readFileSync(join(folder, 'opened'), 'utf8');
  expect(opened).not.toBe(serving.address);
  const { socket } = await openPage(opened);
  await expect(openPage(opened)).rejects.toThrow('4401');
  socket.terminate();
});

/** Waits until a page has heard so much of a run; fails where the run does. */
async function hears(page: TestPage, id: string, kind: string): Promise<void> {
  const { events } = (await page.call.watchRun({ id, fromSeq: 0 } as never)) as {
    events: readonly { kind: string; sentence?: string | null }[];
  };
  const seen = [...events];
  if (seen.some((event) => event.kind === kind)) return;
  await new Promise<void>((resolve, reject) => {
    page.socket.on('message', () => {
      const later = page.heard.flatMap((event) =>
        event.kind === 'run' && event.id === id ? event.events : [],
      );
      if (later.some((event) => event.kind === kind)) resolve();
      const failed = later.find((event) => event.kind === 'state' && event.state === 'failed');
      if (failed) reject(new Error(JSON.stringify(failed)));
    });
  });
}

test('a run goes on when its page leaves, is there for the next, and is kept when the command is ended', async () => {
  const serving = await serve(['--no-open', '--port', '0']);
  const first = await openPage(serving.address);
  const document = tinyProject();
  const text = writeDocument({ ...document, training: { ...document.training, epochs: 1_000_000 } });
  const { id } = (await first.call.startRun({
    ...{ text, name: 'signs', data: { data: 'signs', limit: 120 } },
    ...{ device: 'auto', threads: 1, seed: 5 },
  } as never)) as { id: string };
  await hears(first, id, 'progress');
  first.socket.terminate();
  const second = await openPage(serving.address);
  await hears(second, id, 'epoch');
  expect(await interrupt(serving)).toBe(0);
  expect(serving.output.stderr).toContain('Stopping one run, which can be resumed later');
  const again = await serve(['--no-open', '--port', '0']);
  const third = await openPage(again.address);
  const { summary, lines } = (await third.call.runDetails({ id } as never)) as RunDetails;
  expect(summary.state).toBe('stopped');
  expect(lines.length).toBeGreaterThan(0);
  third.socket.terminate();
}, 60_000);
