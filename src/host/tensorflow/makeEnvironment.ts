import { join } from 'node:path';
import { fail } from '../../shared/problem.ts';
import { withFile } from '../files/fileProblem.ts';
import { removeFolder } from '../files/moveFolder.ts';
import { replaceFile } from '../files/replaceFile.ts';
import type { Requirement } from './requirement.ts';
import type { Tool } from './tool.ts';

/** In an environment that was made to its end. */
const COMPLETE = 'signalbox-complete';

/** Of an environment, as Linux lays it out. */
export function environmentPython(environment: string): string {
  return join(environment, 'bin', 'python');
}

/** Whether an environment was made to its end. */
export function isEnvironment(environment: string, exists: (path: string) => boolean): boolean {
  return exists(join(environment, COMPLETE)) && exists(environmentPython(environment));
}

/**
 * Makes a Python environment and lets pip download TensorFlow into it; one that was begun before is made anew.
 * Returns its Python. Throws ProblemError where the tools fail or there is no room.
 */
export async function makeEnvironment(
  environment: string,
  python: string,
  requirement: Requirement,
  tool: Tool,
): Promise<string> {
  const { surroundings, log } = tool;
  checkRoom(environment, requirement, surroundings.freeBytes(join(environment, '..')));
  await removeFolder(environment);
  tool.stage('environment');
  const made = await tool.run(python, ['-m', 'venv', environment]);
  if (made.status !== 0) {
    const isLeftOut = made.lines.some((line) => /ensurepip|python3[\d.]*-venv/.test(line));
    const what = isLeftOut
      ? 'which lacks the part of Python that makes them: on Debian and Ubuntu `sudo apt-get install python3-venv`'
      : `which failed: ${tool.whyFailed(made.lines)}`;
    fail('no-environment', `a Python environment was to be made by ${python} -m venv, ${what}`);
  }
  tool.stage('install');
  const own = environmentPython(environment);
  const options = ['--disable-pip-version-check', '--no-input', '--no-cache-dir', '--progress-bar', 'off'];
  const installed = await tool.run(own, ['-m', 'pip', 'install', ...options, requirement.name]);
  if (installed.status !== 0)
    fail('pip-failed', `pip could not install ${requirement.name}: ${pipReason(installed.lines, tool)}`);
  withFile('write', environment, () => replaceFile(join(environment, COMPLETE), `${requirement.name}\n`));
  log.write(`${requirement.name} is in ${environment}`);
  return own;
}

function checkRoom(environment: string, { name, diskBytes }: Requirement, free: number | null): void {
  if (free === null || free >= diskBytes) return;
  const figures = [free, diskBytes].map((bytes) => `${(bytes / 1e9).toFixed(1)} GB`);
  fail(
    'no-room',
    `${name} needs ${figures[1]} on the disk of ${environment}, and ${figures[0]} are free: make room, and try again`,
  );
}

function pipReason(lines: readonly string[], tool: Tool): string {
  const has = (pattern: RegExp) => lines.some((line) => pattern.test(line));
  if (
    has(
      /NewConnectionError|ConnectTimeout|Name or service not known|Temporary failure in name resolution|Network is unreachable/,
    )
  ) {
    return 'it reached no package index; is this computer online?';
  }
  if (has(/No matching distribution|Could not find a version/)) {
    return `there is none for this Python: name another with --python PATH; ${tool.whyFailed(lines)}`;
  }
  return tool.whyFailed(lines);
}
