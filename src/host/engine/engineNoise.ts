import type { Readable, Writable } from 'node:stream';

/** A line of TensorFlow's own log, information, warning or error, and the line that comes before the first. */
const NOISE = /^(?:[IWE]\d{4} (?:\d{8} )?\d\d:|[IWE]0000 |WARNING: All log messages before absl)/;

/**
 * Passes what an engine writes to its standard error on, line by line, without the log that TensorFlow writes there:
 * its faults arrive as errors, and a line that ends the process (`F0000 …`) is passed on.
 */
export function passOnErrors(from: Readable, to: Writable): void {
  let rest = '';
  from.setEncoding('utf8');
  from.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    const kept = lines.filter((line) => !NOISE.test(line));
    if (kept.length > 0) to.write(`${kept.join('\n')}\n`);
  });
  from.on('end', () => {
    if (rest !== '' && !NOISE.test(rest)) to.write(rest);
  });
}
