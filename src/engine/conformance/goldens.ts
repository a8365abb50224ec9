import type { Choice } from '../../shared/document.ts';
import adam from './goldens/adam.json';
import averagePooling from './goldens/averagePooling.json';
import batchNormalization from './goldens/batchNormalization.json';
import convolution from './goldens/convolution.json';
import criterions from './goldens/criterions.json';
import linear from './goldens/linear.json';
import maxPooling from './goldens/maxPooling.json';
import muon from './goldens/muon.json';
import muonMatrices from './goldens/muonMatrices.json';
import sgdMomentum from './goldens/sgdMomentum.json';
import sgdNesterov from './goldens/sgdNesterov.json';
import tables from './goldens/tables.json';
import transfer from './goldens/transfer.json';

/** What PyTorch gives for one use of a module; tools/goldens writes it. */
export interface ModuleGolden {
  readonly type: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly n: number;
  readonly shapes: readonly (readonly number[])[];
  readonly data: {
    readonly inputs: readonly (readonly number[])[];
    readonly outputGradient: readonly number[];
    readonly parameters: readonly (readonly number[])[];
    readonly statistics: readonly (readonly number[])[];
  };
  /** By the names of ModuleResults. */
  readonly expected: Readonly<Record<string, readonly number[]>>;
}

export interface CriterionGolden {
  readonly type: string;
  readonly params: Record<string, unknown>;
  readonly n: number;
  readonly classes: number;
  readonly scores: readonly number[];
  /** Counted from 0. */
  readonly labels: readonly number[];
  readonly loss: number;
  readonly gradient: readonly number[];
  readonly correct: number;
}

/** A convolution's weight moved by PyTorch's Muon, in double precision. */
export interface MatrixGolden {
  readonly shape: readonly number[];
  /** Of the optimiser `muon`. */
  readonly params: Readonly<Record<string, number | boolean>>;
  readonly start: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  /** The weight after each step. */
  readonly after: readonly (readonly number[])[];
}

/** Three steps of the tutorial's network. */
export interface TrajectoryGolden {
  readonly optimiser: Choice;
  readonly images: number;
  readonly steps: readonly {
    readonly loss: number;
    /** Of each tensor its `summary`. */
    readonly tensors: Readonly<Record<string, readonly number[]>>;
  }[];
}

// The files' types as TypeScript infers them are unions of every case's own shape.
export const moduleGoldens = [
  linear,
  convolution,
  maxPooling,
  averagePooling,
  batchNormalization,
  transfer,
  tables,
].flat() as unknown as readonly ModuleGolden[];

export const criterionGoldens: readonly CriterionGolden[] = criterions;

export const matrixGoldens = muonMatrices as unknown as readonly MatrixGolden[];

export const trajectoryGoldens: readonly TrajectoryGolden[] = [sgdNesterov, sgdMomentum, adam, muon];

/** The files hold ten significant digits. */
export const GOLDEN_PRECISION = 1e-9;
