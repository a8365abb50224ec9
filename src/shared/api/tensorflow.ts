import { z } from 'zod';
import '../withoutEval.ts';

/** Where "Get TensorFlow" stands. */
export interface TensorflowState {
  /**
   * `absent`: nothing was looked at yet, or `plan` says what Start does. `impossible`: `sentence` says what is missing.
   */
  readonly state: 'absent' | 'looking' | 'impossible' | 'working' | 'failed' | 'ready';
  /** Where it lies, or will. */
  readonly folder: string;
  /** What will be done, once that was looked for. */
  readonly plan: TensorflowPlan | null;
  /** What is being done, for people. */
  readonly stage: string | null;
  /** What the tools wrote last; '' where nothing yet. */
  readonly line: string;
  /** Why there is none, one sentence. */
  readonly sentence: string | null;
  /** What is there, once ready. */
  readonly result: TensorflowResult | null;
}

/** What Start would do. */
export interface TensorflowPlan {
  readonly sentence: string;
  /** Where something is downloaded from; null where nothing is. */
  readonly source: string | null;
  /** To download, and to be taken on the disk; about. 0 where nothing is. */
  readonly downloadBytes: number;
  readonly diskBytes: number;
}

export interface TensorflowResult {
  readonly version: string;
  /** The CUDA that it is made for; null where it computes on the processor alone. */
  readonly cuda: string | null;
  /** The folder of its libraries. */
  readonly libraries: string;
  /** The GPU's name, or `cpu`; null where it was not tried since the program started. */
  readonly device: string | null;
  /** What could be better, with what to do. */
  readonly note: string | null;
}

export const tensorflowArguments = {
  tensorflow: z.strictObject({}),
  /** `look` finds what Start would do; it downloads and changes nothing. */
  controlTensorflow: z.strictObject({ action: z.enum(['look', 'start', 'cancel']) }),
};

export interface TensorflowResults {
  tensorflow: TensorflowState;
  controlTensorflow: TensorflowState;
}
