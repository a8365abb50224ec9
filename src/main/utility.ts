import { join } from 'node:path';
import { type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';

/** A process of our own beside the main one. */
export interface Utility<In, Out> {
  post(message: In, ports?: MessagePortMain[]): void;
  end(): void;
  /** Kept until the process listens. */
  onMessage(listener: (message: Out) => void): void;
}

/**
 * Starts a file of `out/main` in a utility process.
 *
 * @param serviceName what the system's list of processes calls it
 * @param gone called once when it has ended, with the reason in words
 */
export function startUtility<In, Out>(
  file: string,
  serviceName: string,
  gone: (reason: string) => void,
): Utility<In, Out> {
  const child: UtilityProcess = utilityProcess.fork(join(import.meta.dirname, file), [], { serviceName });
  child.once('exit', (code) => gone(exitReason(code)));
  return {
    post: (message, ports) => child.postMessage(message, ports),
    end: () => void child.kill(),
    onMessage: (listener) => void child.on('message', listener),
  };
}

/** What an exit code says to a person. */
export function exitReason(code: number): string {
  // 128 + 9 and, where there are no signals, Chromium's own code for a process that ran out of memory.
  if (code === 137 || code === -536870904) return 'the system ended it, most likely for lack of memory';
  return `it ended with code ${code}`;
}
