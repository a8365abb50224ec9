import { availableParallelism } from 'node:os';
import { flag, list, oneOf, readArguments, stop, text, whole } from './arguments.mjs';

const GRAPHS = ['vgg-small', 'resnet-tiny', 'inception-tiny'];
const DEVICES = ['cpu', 'tensorflow', 'webgpu'];
const PEER_DEVICES = ['cpu', 'cuda'];
const PEERS = ['pytorch', 'tfjs-layers'];
const KERNELS = ['relaxed-16', 'relaxed-8', 'simd-8'];

const FEWEST_PAIRS = 5;

const HELP = `node bench/compare.mjs [--graph ${GRAPHS.join('|')}] [--batch N] [--pairs N] [--steps N] [--threads N]
  [--device ${DEVICES.join('|')}] [--peer ${PEERS.join('|')}]... [--python PATH]... [--kernel ${KERNELS.join('|')}]
  [--peer-device ${PEER_DEVICES.join('|')}] [--tf32] [--evaluate] [--busy N] [--input] [--json]

Each pair is two runs of each side: Signalbox, its peers, the peers in reverse, Signalbox. --device is Signalbox's. With
several --python the fastest of them is the one compared with. --peer-device is PyTorch's; with --tf32 it is compared with
twice, in float32 and in TF32. --input has Signalbox prepare its images within the step,
which a peer never does here. --kernel takes one build of the CPU device's kernels. --evaluate times evaluation instead
of training. --busy has N other processes keep a core busy each.`;

const OPTIONS = {
  graph: { ...text, default: 'vgg-small' },
  batch: { ...text, default: '32' },
  pairs: { ...text, default: String(FEWEST_PAIRS) },
  steps: text,
  threads: { ...text, default: String(availableParallelism()) },
  device: { ...text, default: 'cpu' },
  peer: list,
  python: list,
  'peer-device': { ...text, default: 'cpu' },
  tf32: flag,
  kernel: text,
  evaluate: flag,
  busy: { ...text, default: '0' },
  input: flag,
  json: flag,
};

/** What is to be compared, from the command line. @param {readonly string[]} args */
export function readOptions(args) {
  const values = readArguments(args, OPTIONS, HELP);
  const batch = whole('batch', values.batch);
  const { steps, kernel, evaluate, tf32 } = values;
  const peerDevice = oneOf('peer-device', values['peer-device'], PEER_DEVICES);
  const device = oneOf('device', values.device, DEVICES);
  const peers = [...new Set(values.peer ?? ['pytorch'])].map((peer) => oneOf('peer', peer, PEERS));
  if (kernel !== undefined && device !== 'cpu') {
    stop(`--kernel is ${kernel}, a build for the device cpu, expected no --device ${device} beside it`);
  }
  if (evaluate && peers.includes('tfjs-layers')) {
    stop('--peer is tfjs-layers, which is timed in training alone, expected no --evaluate beside it');
  }
  if (peerDevice === 'cuda' && !peers.includes('pytorch')) {
    stop("--peer-device is cuda, which is PyTorch's, expected --peer pytorch beside it");
  }
  if (tf32 && peerDevice !== 'cuda') {
    stop('--tf32 is a mode of GPUs, expected --peer-device cuda beside it');
  }
  return {
    graph: oneOf('graph', values.graph, GRAPHS),
    device,
    peers,
    peerDevice,
    tf32,
    pythons: values.python ?? ['python3', '/usr/bin/python3'],
    batch,
    pairs: whole('pairs', values.pairs, FEWEST_PAIRS),
    steps: steps === undefined ? Math.max(10, Math.round(960 / batch)) : whole('steps', steps),
    threads: whole('threads', values.threads),
    kernel: kernel === undefined ? null : oneOf('kernel', kernel, KERNELS),
    evaluate,
    busy: whole('busy', values.busy, 0),
    input: values.input,
    json: values.json,
  };
}
