import type { Readable, Writable } from 'node:stream';

/** What libraries write of themselves; their faults arrive as errors. */
const NOISE: readonly RegExp[] = [
  // A line of TensorFlow's own log, information, warning or error, and the line that comes before the first.
  /^(?:[IWE]\d{4} (?:\d{8} )?\d\d:|[IWE]0000 |WARNING: All log messages before absl)/,
  // Mesa's layer for Vulkan looks for a screen, which a terminal reached by ssh has not.
  /^error: XDG_RUNTIME_DIR is invalid or not set in the environment\.$/,
  // Dawn finds no Vulkan, or passes over a driver that offers too little; that no GPU is found is said as a fault.
  /^Warning: (?:Couldn't load Vulkan|vkCreateInstance|(?:Insufficient )?Vulkan|(?:Desktop )?OpenGL)\b/,
  /^ - While initializing adapter \(/,
  /^ {4}at .*\bdawn\/native\/.*\)$/,
];

/**
 * Passes what an engine writes to its standard error on, line by line, without what TensorFlow, Dawn and Mesa write
 * there that is no fault of the engine's; a line of TensorFlow's that ends the process (`F0000 …`) is passed on.
 */
export function passOnErrors(from: Readable, to: Writable): void {
  let rest = '';
  let noisy = false;
  /** An empty line belongs to what stands before it. */
  const isKept = (line: string) => {
    noisy = line === '' ? noisy : NOISE.some((pattern) => pattern.test(line));
    return !noisy;
  };
  from.setEncoding('utf8');
  from.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    const kept = lines.filter(isKept);
    if (kept.length > 0) to.write(`${kept.join('\n')}\n`);
  });
  from.on('end', () => {
    if (rest !== '' && isKept(rest)) to.write(rest);
  });
}
