import type { Output } from './output.ts';

/** What a command may touch besides its arguments. */
export interface CommandContext {
  readonly args: readonly string[];
  readonly output: Output;
  /** Calls `stop` on the first Ctrl-C or TERM; a second one ends the process. Returns how to stop listening. */
  readonly onInterrupt: (stop: () => void) => () => void;
}

/** One verb of `signalbox`. It returns its exit code: 0 done, 1 a person's fault, 130 stopped. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly run: (context: CommandContext) => Promise<number>;
}
