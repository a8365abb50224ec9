import { flag, list, oneOf, readArguments, text, whole } from '../arguments.mjs';
import { defaultFolder, PEERS } from './peers.mjs';

const DEVICES = ['webgpu', 'cpu', 'tensorflow'];
const ADAPTERS = ['swiftshader', 'system'];

const HELP = `node bench/webgpu.mjs [--peer ${PEERS.join('|')}]... [--peers DIR] [--install] [--adapter ${ADAPTERS.join('|')}]
  [--device ${DEVICES.join('|')}] [--batch N] [--pairs N] [--steps N] [--once] [--json]

Each pair is two runs of each side: Signalbox, its peers, the peers in reverse, Signalbox, training vgg-small on WebGPU in
Node. --install gets the peers' packages into --peers first (${defaultFolder()} if not given).
--adapter swiftshader has WebGPU compute in software, with the driver of a Chromium; system takes what there is. --device is
Signalbox's. --once takes every pair as it comes, however noisy.`;

const OPTIONS = {
  peer: list,
  peers: text,
  install: flag,
  adapter: { ...text, default: 'swiftshader' },
  device: { ...text, default: 'webgpu' },
  batch: { ...text, default: '4' },
  pairs: { ...text, default: '3' },
  steps: { ...text, default: '3' },
  once: flag,
  json: flag,
};

/** Batch normalisation after the linear layer needs two images. */
const SMALLEST_BATCH = 2;

/** What is to be compared, from the command line. @param {readonly string[]} args */
export function readOptions(args) {
  const values = readArguments(args, OPTIONS, HELP);
  const { install, once, json } = values;
  return {
    peers: [...new Set(values.peer ?? PEERS)].map((peer) => oneOf('peer', peer, PEERS)),
    folder: values.peers ?? defaultFolder(),
    adapter: oneOf('adapter', values.adapter, ADAPTERS),
    device: oneOf('device', values.device, DEVICES),
    batch: whole('batch', values.batch, SMALLEST_BATCH),
    pairs: whole('pairs', values.pairs),
    steps: whole('steps', values.steps),
    install,
    once,
    json,
  };
}
