import { spawn } from 'node:child_process';

/** What came of a command. */
export interface Outcome {
  /** Its exit status; null where it was killed, or is not there. */
  readonly status: number | null;
  /** There is no such program, or it may not be run. */
  readonly isMissing: boolean;
  /** What it wrote to standard output, at most a mebibyte. */
  readonly output: string;
}

export interface RunOptions {
  readonly folder?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  /** Told each line of both its outputs as it comes. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs a program without a shell and waits for its end. Where the signal is aborted it is killed with all that it
 * started, and the signal's reason thrown.
 */
export type Run = (program: string, args: readonly string[], options?: RunOptions) => Promise<Outcome>;

const MOST_OUTPUT = 1 << 20;
const LONGEST_LINE = 2000;

/** The real `Run`. */
export const runProgram: Run = (program, args, { folder, environment, signal, onLine } = {}) =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    // A group of its own, so that what it starts can be ended with it.
    const isGroup = process.platform !== 'win32';
    const child = spawn(program, [...args], {
      cwd: folder,
      env: environment ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: isGroup,
      windowsHide: true,
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < MOST_OUTPUT) output += text;
    });
    if (onLine !== undefined) for (const stream of [child.stdout, child.stderr]) splitLines(stream, onLine);
    else child.stderr.resume();
    const kill = () => end(child.pid, isGroup, () => child.kill('SIGKILL'));
    const killAtExit = () => kill();
    process.once('exit', killAtExit);
    signal?.addEventListener('abort', kill, { once: true });
    let isMissing = false;
    child.on('error', () => {
      isMissing = true;
    });
    child.on('close', (status) => {
      process.off('exit', killAtExit);
      signal?.removeEventListener('abort', kill);
      if (signal?.aborted) reject(signal.reason);
      else resolve({ status: isMissing ? null : status, isMissing, output });
    });
  });

function end(pid: number | undefined, isGroup: boolean, alone: () => void): void {
  if (pid === undefined) return;
  try {
    if (isGroup) process.kill(-pid, 'SIGKILL');
    else alone();
  } catch {
    // It has ended by itself.
  }
}

/** Tools draw their progress with carriage returns: each state of it is a line. */
function splitLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = '';
  const tell = (line: string) => {
    if (line.trim() !== '') onLine(line.trimEnd().slice(0, LONGEST_LINE));
  };
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split(/[\r\n]+/);
    rest = (lines.pop() ?? '').slice(-LONGEST_LINE);
    for (const line of lines) tell(line);
  });
  stream.on('end', () => tell(rest));
}
