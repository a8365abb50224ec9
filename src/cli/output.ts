/** A stream to print to. */
export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** How a command answers: results on stdout as text or as one JSON object a line, all else on stderr. */
export interface Output {
  readonly json: boolean;
  /** A result: `value` with --json, else `text`. */
  result(value: object, text: string): void;
  /** A line for people on stderr, with --json too. */
  note(text: string): void;
  /** A line on stderr that the next one replaces; shown on a terminal alone. */
  progress(text: string): void;
  /** Takes the progress line away. */
  endProgress(): void;
}

/** Makes an output over a process's two streams. */
export function createOutput(json: boolean, stdout: Stream, stderr: Stream): Output {
  let shown = 0;
  const clear = () => {
    if (shown > 0) stderr.write(`\r${' '.repeat(shown)}\r`);
    shown = 0;
  };
  return {
    json,
    result: (value, text) => {
      clear();
      stdout.write(json ? `${JSON.stringify(value)}\n` : `${printable(text)}\n`);
    },
    note: (text) => {
      clear();
      stderr.write(`${printable(text)}\n`);
    },
    progress: (text) => {
      if (!stderr.isTTY) return;
      const line = printable(text).slice(0, Math.max(20, (stderr.columns ?? 80) - 1));
      stderr.write(`\r${line.padEnd(shown)}`);
      shown = line.length;
    },
    endProgress: clear,
  };
}

/** A name from a file may hold what a terminal would obey, or what turns its line around: it is shown as an escape. */
function printable(text: string): string {
  return text.replace(/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (letter) => {
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** `[#####     ]` for a share from 0 to 1. */
export function bar(share: number, width = 24): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width);
  return `[${'#'.repeat(full)}${' '.repeat(width - full)}]`;
}

/** `2,670,795` */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** `0.9552` */
export function share(value: number): string {
  return value.toFixed(4);
}

/** `93.1 MB` */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** `4 min 31 s` */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
