import { ProblemError } from '../../../shared/problem.ts';
import { createModelService, type ModelService } from '../modelService.ts';
import { type TinyRun, tinyRun } from './tinyRun.ts';

/** A tiny trained run, and the service that is asked about it. */
export interface ModelStage {
  /** Trains the run; asked once, before a file's tests. */
  open(): Promise<void>;
  /** Clears it away; asked after them. */
  close(): Promise<void>;
  readonly tiny: TinyRun;
  readonly service: ModelService;
}

/** A stage that stays closed until it is opened. */
export function modelStage(): ModelStage {
  let tiny: TinyRun;
  let service: ModelService;
  return {
    async open() {
      tiny = await tinyRun();
      service = createModelService(tiny.context);
    },
    async close() {
      await service.close();
      tiny.remove();
    },
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
