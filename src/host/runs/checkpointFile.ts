import { z } from 'zod';
import { readSafetensors } from '../../engine/interchange/safetensors/read.ts';
import { writeSafetensors } from '../../engine/interchange/safetensors/write.ts';
import type { NamedTensor } from '../../engine/tensor.ts';
import type { Weights } from '../../engine/training/initialise.ts';
import type { TrainingPosition } from '../../engine/training/position.ts';
import { readJson } from '../../shared/json.ts';
import { fail, ProblemError } from '../../shared/problem.ts';

/** The best result so far by accuracy on the held-out images. */
export interface Best {
  /** Epochs done by then. */
  readonly epoch: number;
  readonly accuracy: number;
}

/** A checkpoint as it lies in a file: nothing in it depends on the clock, so that equal runs give equal bytes. */
export interface SavedCheckpoint {
  readonly position: TrainingPosition;
  /** Epochs done at the last result that was written down; 0 before the first. */
  readonly reported: number;
  readonly best: Best | null;
  readonly tensors: readonly NamedTensor[];
}

/** What a run goes on from: a checkpoint, or the weights that are drawn first. */
export interface StartingPoint extends Omit<SavedCheckpoint, 'tensors'> {
  readonly tensors: Weights;
}

const stateSchema = z.strictObject({
  position: z.strictObject({ epoch: z.int().min(1), step: z.int().min(0) }),
  // Files from before runs could end within an epoch have none: their results are those of whole epochs.
  reported: z.number().min(0).optional(),
  best: z.strictObject({ epoch: z.number().positive(), accuracy: z.number().min(0).max(1) }).nullable(),
});

/** A checkpoint's bytes: safetensors, with where the run stands in the metadata. */
export function writeCheckpoint({ position, reported, best, tensors }: SavedCheckpoint): Uint8Array {
  return writeSafetensors(tensors, { format: 'pt', signalbox: JSON.stringify({ position, reported, best }) });
}

/** Reads a checkpoint; throws ProblemError with one sentence where the file is damaged or is none. */
export function readCheckpoint(bytes: Uint8Array, file: string): SavedCheckpoint {
  const { tensors, metadata } = readSafetensors(bytes, file);
  const text = metadata.get('signalbox');
  if (text === undefined)
    fail('not-a-checkpoint', `${file} is no checkpoint of a run: its metadata has no field signalbox`, {
      file,
    });
  const { position, best, reported = position.epoch - 1 } = readState(text, file);
  const list = [...tensors].map(([name, { shape, data }]) => ({ name, shape, data }));
  return { position, reported, best, tensors: list };
}

function readState(text: string, file: string): z.infer<typeof stateSchema> {
  const field = `${file}: field signalbox`;
  const state = stateSchema.safeParse(
    withName(file, () => readJson(text, { bytes: 65536, depth: 8, file: field })),
  );
  if (state.success) return state.data;
  const { path, message } = state.error.issues[0];
  fail('not-a-checkpoint', `${[field, ...path].join('.')} is not as expected: ${message}`, { file });
}

/** The JSON reader takes the field for a file; here the problem is of the file that holds it. */
function withName<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new ProblemError({ ...error.problem, file }, { cause: error });
  }
}
