import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { builtFile } from '../../host/paths.ts';
import { cliEnvironment } from './runCli.ts';

/** `signalbox serve` while it runs. */
export interface Serving {
  readonly child: ChildProcess;
  /** The first line on stdout. */
  readonly line: string;
  /** What the line says of where the app is. */
  readonly address: string;
  readonly output: { stdout: string; stderr: string };
  /** The exit code, once it has ended. */
  readonly ended: Promise<number | null>;
}

/** Starts the built command in a folder, with a home of its own; resolves when it has said where the app is. */
export async function startServe(
  args: readonly string[],
  cwd: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<Serving> {
  const child = spawn(process.execPath, [builtFile('main', 'cli.js'), 'serve', ...args], {
    cwd,
    env: { ...cliEnvironment(), DISPLAY: '', SIGNALBOX_HOME: join(cwd, 'home'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => {
    output.stdout += data;
  });
  child.stderr.on('data', (data) => {
    output.stderr += data;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('close', (code) => reject(new Error(`serve ended with code ${code}: ${output.stderr}`)));
  });
  const address = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(line)?.[0] ?? '';
  return { child, line, address, output, ended };
}
