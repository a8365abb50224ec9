import type { OpenRequest } from '../../engine/api.ts';
import { type Engine, startEngine } from '../engine/engineProcess.ts';

/** Most engines that stay open at once, and for how long without work. */
const MOST_ENGINES = 2;
const IDLE_MILLISECONDS = 60_000;

/** What an engine is opened for: one purpose has one engine, opened anew where the version is another. */
export interface EnginePurpose {
  readonly name: string;
  readonly version: string;
}

type Work<T> = (api: Engine['api']) => Promise<T>;

interface WarmEngine extends EnginePurpose {
  readonly engine: Engine;
  /** Settles when all work given so far is done; never fails. */
  idle: Promise<unknown>;
  timer: NodeJS.Timeout | null;
}

/** Engines that stay open for a while after an answer, so that the next one comes at once. */
export interface WarmEngines {
  /**
   * Runs work on the engine of a purpose, one after the other. `request` says what to open where no engine is open
   * for it; an engine on which anything failed is not used again.
   */
  use<T>(purpose: EnginePurpose, request: () => OpenRequest, work: Work<T>): Promise<T>;
  /** Ends all of them, work under way included. */
  close(): Promise<void>;
}

/** Keeps at most two engines; a third purpose ends the one that was used least recently. */
export function createWarmEngines(
  idleMilliseconds: number = IDLE_MILLISECONDS,
  start: (device: string) => Engine = startEngine,
): WarmEngines {
  /** The least recently used one first. */
  let open: readonly WarmEngine[] = [];

  /** Takes an engine out of use; it ends when its work is done. */
  const retire = (warm: WarmEngine) => {
    if (!open.includes(warm)) return;
    open = open.filter((other) => other !== warm);
    if (warm.timer !== null) clearTimeout(warm.timer);
    void warm.idle.then(() => warm.engine.close());
  };

  const started = (purpose: EnginePurpose, request: () => OpenRequest): WarmEngine => {
    const asked = request();
    const engine = start(asked.device);
    const idle = engine.api.open(asked);
    return { ...purpose, engine, idle, timer: null };
  };

  const take = (purpose: EnginePurpose, request: () => OpenRequest): WarmEngine => {
    const known = open.find(({ name }) => name === purpose.name);
    if (known !== undefined && known.version !== purpose.version) retire(known);
    const warm = known?.version === purpose.version ? known : started(purpose, request);
    if (warm.timer !== null) clearTimeout(warm.timer);
    const others = open.filter((other) => other !== warm);
    for (const extra of others.slice(0, Math.max(0, others.length + 1 - MOST_ENGINES))) retire(extra);
    open = [...open.filter((other) => other !== warm), warm];
    return warm;
  };

  const restAfterWork = (warm: WarmEngine) => {
    if (warm.timer !== null) clearTimeout(warm.timer);
    warm.timer = setTimeout(() => retire(warm), idleMilliseconds);
    warm.timer.unref();
  };

  return {
    use: async (purpose, request, work) => {
      const warm = take(purpose, request);
      const answer = warm.idle.then(() => work(warm.engine.api));
      warm.idle = answer.catch(() => {});
      try {
        return await answer;
      } catch (error) {
        retire(warm);
        throw error;
      } finally {
        if (open.includes(warm)) restAfterWork(warm);
      }
    },
    close: async () => {
      const all = open;
      open = [];
      for (const { timer } of all) if (timer !== null) clearTimeout(timer);
      await Promise.all(all.map(({ engine }) => engine.close()));
    },
  };
}
