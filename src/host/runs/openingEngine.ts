import type { EngineApi } from '../../engine/api.ts';
import { type Engine, type EngineListener, startEngine } from '../engine/engineProcess.ts';
import { compileModel, type Model } from '../model.ts';
import type { StartingPoint } from './checkpointFile.ts';

/** What an engine has to know to open a run. */
export interface EngineStart {
  readonly model: Model;
  readonly device: string;
  readonly threads: number | null;
  readonly seed: number;
  readonly from: Pick<StartingPoint, 'tensors'>;
}

/** An engine that opens a run's Program. */
export interface OpeningEngine {
  readonly engine: Engine;
  readonly opened: Promise<Awaited<ReturnType<EngineApi['open']>>>;
  /** Has the run hear what the engine tells; before, nobody does. */
  listen(listener: EngineListener): void;
}

/** Starts an engine and has it open a run. Throws ProblemError where the model does not compile for the device. */
export function openEngine({ model, device, threads, seed, from }: EngineStart): OpeningEngine {
  const program = compileModel(model, device, model.document.training.batchSize);
  let run: EngineListener = {};
  const engine = startEngine(device, {
    compiling: (progress) => run.compiling?.(progress),
    progress: (progress) => run.progress?.(progress),
    checkpoint: async (checkpoint) => run.checkpoint?.(checkpoint),
  });
  const opened = engine.api.open({ program, device, threads, seed, tensors: from.tensors });
  // The run waits for it, later where the engine was started ahead.
  opened.catch(() => {});
  return {
    engine,
    opened,
    listen: (listener) => {
      run = listener;
    },
  };
}
