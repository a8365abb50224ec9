import { fork } from 'node:child_process';
import type { EngineApi, TrainingHost } from '../../engine/api.ts';
import { createChunkedPort } from '../../shared/chunkedPort.ts';
import { ProblemError } from '../../shared/problem.ts';
import { connect, type Remote } from '../../shared/rpc.ts';
import { builtFile } from '../paths.ts';
import { childPort } from './processPort.ts';
import { chooseRuntime, type Runtime } from './runtime.ts';

/** An engine in a process of its own. */
export interface Engine {
  readonly api: Remote<EngineApi>;
  readonly runtime: Runtime;
  /** Resolves when the process is gone. */
  close(): Promise<void>;
}

const silent: TrainingHost = { progress: () => {}, checkpoint: async () => {} };

/**
 * Starts the engine's process. Calls under way fail with one sentence where it dies, and it ends when this
 * process does.
 */
export function startEngine(host: TrainingHost = silent, runtime: Runtime = chooseRuntime()): Engine {
  const child = fork(builtFile('main', 'engine.js'), [], {
    execPath: runtime.executable,
    execArgv: [],
    serialization: 'advanced',
    // Its standard output must not mix with a command's answer.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const port = childPort(child);
  const gone = new Promise<void>((resolve) => port.onClose(() => resolve()));
  const handlers = host as unknown as Record<string, (argument: never) => unknown>;
  const api = connect<EngineApi>(createChunkedPort(port), handlers, (reason) => {
    const message = `the engine's process is gone: ${reason}; what was saved is kept, and the run can be resumed`;
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
