import { fork } from 'node:child_process';
import type { Port } from '../../shared/port.ts';
import { builtFile } from '../paths.ts';
import { passOnErrors } from './engineNoise.ts';
import { childPort } from './processPort.ts';
import { chooseRuntime } from './runtime.ts';

/** An engine's process, and the line to it. Closing the line ends the process. */
export interface LaunchedEngine {
  readonly port: Port;
  /** What it runs in, for people. */
  readonly runtime: string;
}

/** How an engine's process is started. */
export type EngineLauncher = () => LaunchedEngine;

/** Starts the engine as a child of this process, in the runtime that suits it best. */
export function forkEngine(): LaunchedEngine {
  const { executable, description } = chooseRuntime();
  const child = fork(builtFile('main', 'engine.js'), [], {
    execPath: executable,
    execArgv: [],
    serialization: 'advanced',
    // Its standard output must not mix with a command's answer.
    stdio: ['ignore', 2, 'pipe', 'ipc'],
  });
  if (child.stderr) passOnErrors(child.stderr, process.stderr);
  return { port: childPort(child), runtime: description };
}

let launcher: EngineLauncher = forkEngine;

/** Says once, at the process's start, how engines are started; inside Electron only the main process can. */
export function setEngineLauncher(launch: EngineLauncher): void {
  launcher = launch;
}

/** Starts an engine's process, the way this process does. */
export function launchEngine(): LaunchedEngine {
  return launcher();
}
