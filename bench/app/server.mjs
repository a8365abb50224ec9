import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The built command. */
export const COMMAND = join(root, 'out', 'main', 'cli.js');

/** The networks that come with the app. @param {string} name */
export const template = (name) => join(root, 'resources', 'graphs', `${name}.json`);

/** Runs `work` with a folder that is gone afterwards. @template T @param {(folder: string) => Promise<T>} work */
export async function withFolder(work) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'signalbox-bench-')));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Starts `signalbox serve` on a free port, with `folder` for projects and runs; `home` holds what it remembers.
 * @param {string} folder
 * @param {string} home
 */
export async function startServer(folder, home) {
  const args = [COMMAND, 'serve', folder, '--port', '0', '--no-open', '--json'];
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, SIGNALBOX_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const address = await new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
      const line = text.split('\n').find((one) => one.includes('"serving"'));
      if (line !== undefined && text.includes('\n')) resolve(JSON.parse(line).address);
    });
    child.once('exit', (code) => reject(new Error(`signalbox serve ended with code ${code}`)));
  });
  return {
    address: /** @type {string} */ (address),
    pid: /** @type {number} */ (child.pid),
    /** When it was started, as performance.now() has it. */
    started,
    async stop() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Runs the command to its end. Throws what it said where it fails. @param {readonly string[]} args */
export async function runCommand(args) {
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`signalbox ${args.join(' ')} ended with code ${code}:\n${said.trim()}`);
}
