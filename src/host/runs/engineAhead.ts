import { setImmediate } from 'node:timers/promises';
import { plainDevice } from '../../shared/devices.ts';
import type { Model } from '../model.ts';
import { type EngineStart, type OpeningEngine, openEngine } from './openingEngine.ts';
import type { Foresight } from './prepareRun.ts';

/** An engine that starts, opens its run and reads images while the host still looks at them. */
export interface EngineAhead extends Foresight {
  /** Rejects as `openEngine` throws; null before the run was foreseen. */
  readonly opening: Promise<OpeningEngine> | null;
  /** Ends the engine, also one that is still to start. */
  close(): Promise<void>;
}

/** Starts an engine as soon as both its device and what it is to open are known. */
export function createEngineAhead(
  device: Promise<string>,
  { threads }: Pick<EngineStart, 'threads'>,
  open: (start: EngineStart) => OpeningEngine = openEngine,
): EngineAhead {
  let opening: Promise<OpeningEngine> | null = null;
  let isClosed = false;

  const start = async (model: Model, seed: number, from: EngineStart['from']) => {
    const name = await device;
    if (isClosed) throw new Error('the run ended before its engine started');
    return open({ model, device: name, threads, seed, from });
  };

  return {
    get opening() {
      return opening;
    },
    starts: async (model, seed, from) => {
      opening = start(model, seed, from);
      // Before this thread is busy with the images; a device that has to be asked for is not waited for.
      await Promise.race([opening.catch(() => {}), setImmediate()]);
    },
    reads: (cache) => void opening?.then(({ engine }) => engine.api.readAhead({ cache })).catch(() => {}),
    decodes: async () => {
      // Only the processor's kernels are chosen by how fast they are; shaders take long, and may be compiled beside.
      if ((await device) === plainDevice) await opening?.then(({ opened }) => opened).catch(() => {});
    },
    close: async () => {
      isClosed = true;
      await opening?.then(
        ({ engine }) => engine.close(),
        () => {},
      );
    },
  };
}
