const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const hundredths = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const three = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** A count in full: `1,234,567`. */
export function countWords(count: number): string {
  return whole.format(count);
}

/** A count as a person keeps it in mind: `9,999`, `12.3 thousand`, `1.23 million`, `4.5 billion`. */
export function roundCount(count: number): string {
  const steps = [
    [1e9, 'billion'],
    [1e6, 'million'],
    [1e4, 'thousand'],
  ] as const;
  // What would round to the next word's first number takes that word.
  const step = steps.find(([size]) => count >= 0.9995 * size);
  if (step === undefined) return countWords(count);
  const [size, word] = step;
  return `${three.format(count / (size === 1e4 ? 1e3 : size))} ${word}`;
}

/** An amount of memory or disk: `512 bytes`, `1.23 MB`; a megabyte has a million bytes. */
export function byteWords(bytes: number): string {
  const units = [
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'kB'],
  ] as const;
  const unit = units.find(([size]) => bytes >= 0.9995 * size);
  if (unit === undefined) return bytes === 1 ? '1 byte' : `${whole.format(bytes)} bytes`;
  return `${three.format(bytes / unit[0])} ${unit[1]}`;
}

/** A span of milliseconds to three digits, or to hundredths: `12.3 ms`, `0.48 ms`, `< 0.01 ms`, `1.23 s`. */
export function timeWords(milliseconds: number): string {
  if (milliseconds >= 999.5) return `${three.format(milliseconds / 1000)} s`;
  if (milliseconds > 0 && milliseconds < 0.01) return '< 0.01 ms';
  return `${(milliseconds < 1 ? hundredths : three).format(milliseconds)} ms`;
}

/** A number of things: `1 node`, `1,203 nodes`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${countWords(count)} ${count === 1 ? one : many}`;
}

/** A span of time to come or gone by, coarse: `a few seconds`, `35 s`, `4 min`, `2 h 5 min`. */
export function spanWords(seconds: number): string {
  if (seconds < 10) return 'a few seconds';
  if (seconds < 57.5) return `${whole.format(Math.round(seconds / 5) * 5)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
