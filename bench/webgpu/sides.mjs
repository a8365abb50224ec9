// The programs that train on WebGPU in Node; each answers with the timing of its steps as one JSON object.
import { resolve } from 'node:path';
import { stop } from '../arguments.mjs';
import { measure, signalbox } from '../sides.mjs';
import { missing } from './peers.mjs';

/** @type {Readonly<Record<string, { name: string, program: string }>>} */
const PROGRAMS = {
  'tfjs-webgpu': { name: 'tfjs webgpu', program: 'bench/webgpu/tfjs_step.mjs' },
  'jax-js': { name: 'jax-js', program: 'bench/webgpu/jax_step.mjs' },
};

/**
 * Signalbox, then its peers. Ends the program with a sentence where one of them is missing.
 * @param {ReturnType<typeof import('./options.mjs').readOptions>} options
 * @returns {import('../sides.mjs').Side[]}
 */
export function sidesOf({ peers, folder, device, batch, steps }) {
  const counts = ['--batch', String(batch), '--steps', String(steps)];
  const others = peers.map((key) => {
    const fault = missing(key, folder);
    if (fault !== undefined) stop(fault);
    const { name, program } = PROGRAMS[key];
    const args = [program, '--peers', resolve(folder), ...counts];
    return { key, name, run: () => measure(process.execPath, args) };
  });
  const what = { graph: 'vgg-small', device, peerDevice: 'cpu', batch, steps, threads: null };
  return [signalbox({ ...what, input: false, kernel: null, evaluate: false }), ...others];
}
