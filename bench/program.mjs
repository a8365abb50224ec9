// Programs whose timings are taken: each answers with one JSON object.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stop } from './arguments.mjs';

/** The folder of the checkout, which programs run in. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The command, to be run by this Node. */
export const SIGNALBOX = 'bin/signalbox.js';

/**
 * Runs a program in the folder of the checkout and waits for its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {{ output: string } | { fault: string }}
 */
export function runProgram(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  return status === 0 ? { output: stdout } : { fault: error?.message ?? stderr.trim() };
}

/**
 * What a program printed; ends this one with a sentence where it fails.
 * @param {string} program
 * @param {readonly string[]} args
 */
export function outputOf(program, args) {
  const ran = runProgram(program, args);
  return 'output' in ran ? ran.output : stop(`${program} ${args.join(' ')} failed:\n${ran.fault}`);
}
