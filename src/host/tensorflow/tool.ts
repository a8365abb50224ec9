import type { Outcome, Run } from './run.ts';
import type { SetupLog } from './setupLog.ts';
import { whyFailed } from './setupLog.ts';
import type { Surroundings } from './surroundings.ts';

/** What is being done: an environment made, TensorFlow downloaded into it, the addon built or downloaded, tried. */
export type Stage = 'environment' | 'install' | 'build' | 'download' | 'test';

/** Told how setting up goes. */
export interface SetupListener {
  onStage(stage: Stage): void;
  /** A line that a tool wrote. */
  onLine(line: string): void;
}

/** What a tool came to, and the last of its lines. */
export interface ToolOutcome extends Outcome {
  readonly lines: readonly string[];
}

/** Runs the tools of one setting-up: each line goes to the log and to the listener. */
export interface Tool {
  readonly surroundings: Surroundings;
  readonly log: SetupLog;
  stage(stage: Stage): void;
  run(
    program: string,
    args: readonly string[],
    options?: { readonly folder?: string; readonly environment?: NodeJS.ProcessEnv },
  ): Promise<ToolOutcome>;
  /** See `whyFailed` of the log. */
  whyFailed(lines: readonly string[]): string;
}

/** Lines of a tool that are looked at for why it failed. */
const KEPT_LINES = 200;

export function createTool(
  run: Run,
  surroundings: Surroundings,
  log: SetupLog,
  listener: SetupListener,
  signal: AbortSignal,
): Tool {
  return {
    surroundings,
    log,
    stage: (stage) => {
      log.write(`== ${stage}`);
      listener.onStage(stage);
    },
    run: async (program, args, options = {}) => {
      const lines: string[] = [];
      log.write(`$ ${[program, ...args].join(' ')}`);
      const onLine = (line: string) => {
        lines.push(line);
        if (lines.length > KEPT_LINES) lines.shift();
        log.write(line);
        listener.onLine(line);
      };
      const outcome = await run(program, args, { ...options, signal, onLine });
      log.write(outcome.isMissing ? 'there is no such program' : `ended with ${outcome.status}`);
      return { ...outcome, lines };
    },
    whyFailed: (lines) => whyFailed(lines, log.path),
  };
}
