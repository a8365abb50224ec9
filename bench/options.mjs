import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

const GRAPHS = ['vgg-small', 'resnet-tiny', 'inception-tiny'];

const FEWEST_PAIRS = 5;

const HELP = `node bench/compare.mjs [--graph ${GRAPHS.join('|')}] [--batch N] [--pairs N] [--steps N] [--threads N]
  [--python PATH]... [--input] [--json]

Each pair is four runs: Signalbox, PyTorch, PyTorch, Signalbox. With several --python the fastest of them is the one
compared with. --input has Signalbox prepare its images within the step, which PyTorch never does here.`;

/** Ends the program with a sentence. @param {string} message @returns {never} */
export function stop(message) {
  console.error(message);
  process.exit(1);
}

/** @param {readonly string[]} args */
function parse(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const flag = /** @type {const} */ ({ type: 'boolean', default: false });
  const options = {
    graph: { ...text, default: 'vgg-small' },
    batch: { ...text, default: '32' },
    pairs: { ...text, default: String(FEWEST_PAIRS) },
    steps: text,
    threads: { ...text, default: String(availableParallelism()) },
    python: /** @type {const} */ ({ ...text, multiple: true }),
    input: flag,
    json: flag,
    help: flag,
  };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : error}\n${HELP}`);
  }
}

/** What is to be compared, from the command line. @param {readonly string[]} args */
export function readOptions(args) {
  const values = parse(args);
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  if (!GRAPHS.includes(values.graph))
    stop(`--graph is ${values.graph}, expected one of ${GRAPHS.join(', ')}`);
  const whole = (/** @type {string} */ name, /** @type {string} */ value, least = 1) => {
    const number = Number(value);
    if (!Number.isSafeInteger(number) || number < least) {
      stop(`--${name} is ${value}, expected a whole number of at least ${least}`);
    }
    return number;
  };
  const batch = whole('batch', values.batch);
  return {
    ...values,
    batch,
    pairs: whole('pairs', values.pairs, FEWEST_PAIRS),
    steps: values.steps === undefined ? Math.max(10, Math.round(960 / batch)) : whole('steps', values.steps),
    threads: whole('threads', values.threads),
    pythons: values.python ?? ['python3', '/usr/bin/python3'],
  };
}
