import type { EngineApi, EngineHost } from '../../engine/api.ts';
import { createChunkedPort } from '../../shared/chunkedPort.ts';
import { ProblemError } from '../../shared/problem.ts';
import { connect, type Remote } from '../../shared/rpc.ts';
import { launchEngine } from './launchEngine.ts';

/** An engine in a process of its own. */
export interface Engine {
  readonly api: Remote<EngineApi>;
  /** What it runs in, for people. */
  readonly runtime: string;
  /** Resolves when the process is gone. */
  close(): Promise<void>;
}

const silent: EngineHost = { progress: () => {}, checkpoint: async () => {}, benched: () => {} };

/** What a death of the engine means while a run trains. */
const RUN_STAYS = 'what was saved is kept, and the run can be resumed';

/**
 * Starts the engine's process. Calls under way fail with one sentence where it dies, which ends in `meaning`: what
 * that means for the person. It ends when this process does.
 */
export function startEngine(host: Partial<EngineHost> = {}, meaning: string = RUN_STAYS): Engine {
  const { port, runtime } = launchEngine();
  const gone = new Promise<void>((resolve) => port.onClose(() => resolve()));
  const handlers = { ...silent, ...host } as unknown as Record<string, (argument: never) => unknown>;
  const api = connect<EngineApi>(createChunkedPort(port), handlers, (reason) => {
    const message = `the engine's process is gone: ${reason}; ${meaning}`;
    return new ProblemError({ code: 'engine-gone', message });
  });
  return {
    api,
    runtime,
    close: () => {
      port.close();
      return gone;
    },
  };
}
