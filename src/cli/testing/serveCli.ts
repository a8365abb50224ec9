import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { builtFile } from '../../host/paths.ts';
import { createSocketPort } from '../../host/serve/socketPort.ts';
import type { AppEvent, HostApi } from '../../shared/api/contract.ts';
import { createChunkedPort } from '../../shared/chunkedPort.ts';
import { LINE_PATH } from '../../shared/lineProtocol.ts';
import { connect, type Remote } from '../../shared/rpc.ts';
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

/** A page without a browser. */
export interface TestPage {
  readonly call: Remote<{ [K in keyof HostApi]: (argument: never) => unknown }>;
  readonly heard: readonly AppEvent[];
  readonly socket: WebSocket;
  /** The code that the line was closed with, once it is. */
  readonly closed: Promise<number>;
}

/** Opens the app's line as the page at an address does; rejects with the code where it is closed at once. */
export async function openPage(address: string): Promise<TestPage> {
  const { host, hash } = new URL(address);
  const socket = new WebSocket(`ws://${host}${LINE_PATH}`, { origin: `http://${host}` });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.on('error', () => {});
  socket.once('open', () => socket.send(hash.replace('#token=', '')));
  await new Promise((resolve, reject) => {
    socket.once('message', resolve);
    socket.once('close', (code) => reject(new Error(`the line was closed (${code})`)));
  });
  const heard: AppEvent[] = [];
  const event = (told: AppEvent) => void heard.push(told);
  return { call: connect(createChunkedPort(createSocketPort(socket)), { event }), heard, socket, closed };
}
