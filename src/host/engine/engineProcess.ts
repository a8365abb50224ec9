import type { EngineApi, EngineHost } from '../../engine/api.ts';
import { createChunkedPort } from '../../shared/chunkedPort.ts';
import { ProblemError } from '../../shared/problem.ts';
import { connect, type Remote } from '../../shared/rpc.ts';
import { launchEngine } from './launchEngine.ts';
import { createNamedCaches } from './namedCaches.ts';

/** An engine in a process of its own. */
export interface Engine {
  readonly api: Remote<EngineApi>;
  /** What it runs in, for people. */
  readonly runtime: string;
  /** Resolves when the process is gone. */
  close(): Promise<void>;
}

/** What a host may do for its engine; files are read for it in any case. */
export type EngineListener = Partial<Pick<EngineHost, 'compiling' | 'progress' | 'checkpoint' | 'benched'>>;

const silent: Required<EngineListener> = {
  compiling: () => {},
  progress: () => {},
  checkpoint: async () => {},
  benched: () => {},
};

/** What a death of the engine means while a run trains. */
const RUN_STAYS = 'what was saved is kept, and the run can be resumed';

/**
 * Starts an engine for a device where that can be had: in a process or, inside Electron, in a window. Calls under way
 * fail with one sentence where it dies, which ends in `meaning`: what that means for the person. It ends when this
 * process does.
 */
export function startEngine(
  device: string,
  listener: EngineListener = {},
  meaning: string = RUN_STAYS,
): Engine {
  const { port, runtime } = launchEngine(device);
  const gone = new Promise<void>((resolve) => port.onClose(() => resolve()));
  const caches = createNamedCaches();
  let lastWord: string | null = null;
  const host: EngineHost = {
    ...silent,
    ...listener,
    ...caches.reading,
    failed: (reason) => {
      lastWord = reason;
      port.close();
    },
  };
  const handlers = host as unknown as Record<string, (argument: never) => unknown>;
  const remote = connect<EngineApi>(createChunkedPort(port), handlers, (reason) => {
    const message = `the engine's process is gone: ${lastWord ?? reason}; ${meaning}`;
    return new ProblemError({ code: 'engine-gone', message });
  });
  const { devices, open, runModel, control } = remote;
  return {
    api: {
      devices,
      open,
      runModel,
      control,
      readAhead: (images) => {
        caches.name({ images });
        return remote.readAhead(images);
      },
      train: (job) => {
        caches.name(job.train, job.validation, job.test);
        return remote.train(job);
      },
      evaluate: (source) => {
        caches.name(source);
        return remote.evaluate(source);
      },
      bench: (request) => {
        caches.name(request.source);
        return remote.bench(request);
      },
    },
    runtime,
    close: () => {
      port.close();
      return gone;
    },
  };
}
