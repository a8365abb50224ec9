import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { ProblemError } from '../../../shared/problem.ts';
import { createModelService, type ModelService } from '../modelService.ts';
import { type TinyRun, tinyRun } from './tinyRun.ts';

/** A tiny trained run, and the service that is asked about it. */
export interface ModelStage {
  readonly tiny: TinyRun;
  readonly service: ModelService;
}

/** For one test file: trains the run before its tests and clears it away after them. */
export function modelStage(): ModelStage {
  let tiny: TinyRun;
  let service: ModelService;
  beforeAll(async () => {
    vi.stubEnv('SIGNALBOX_CACHE', join(tmpdir(), 'signalbox-test-cache'));
    tiny = await tinyRun();
    service = createModelService(tiny.context);
  }, 60_000);
  afterAll(async () => {
    await service.close();
    tiny.remove();
    vi.unstubAllEnvs();
  });
  return {
    get tiny() {
      return tiny;
    },
    get service() {
      return service;
    },
  };
}

/** The code of the Problem that something ends with; `none` where it succeeds. */
export async function codeOf(ask: () => unknown): Promise<string> {
  try {
    await ask();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code;
    throw error;
  }
  return 'none';
}
