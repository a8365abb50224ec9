import { fork } from 'node:child_process';
import type { EnginePlace } from '../../shared/desktopHost.ts';
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

/** How an engine is started in a place. */
export type EngineLauncher = (place: EnginePlace) => LaunchedEngine;

/** Where a device's engine runs. */
export type PlaceOfDevice = (device: string) => EnginePlace;

const oneProcess: PlaceOfDevice = () => 'process';

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
let placeOf: PlaceOfDevice = oneProcess;

/**
 * Says once, at the process's start, how engines are started, and where for which device; inside Electron only the main
 * process can start one.
 */
export function setEngineLauncher(launch: EngineLauncher, place: PlaceOfDevice = oneProcess): void {
  launcher = launch;
  placeOf = place;
}

/** Starts an engine for a device, the way this process does. */
export function launchEngine(device: string): LaunchedEngine {
  return launcher(placeOf(device));
}

/** Devices by the place that their engine runs in. */
export function devicesByPlace(names: Iterable<string>): ReadonlyMap<EnginePlace, readonly string[]> {
  const places = new Map<EnginePlace, string[]>();
  for (const name of names) places.set(placeOf(name), [...(places.get(placeOf(name)) ?? []), name]);
  return places;
}
