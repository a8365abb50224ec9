import { z } from 'zod';
import '../withoutEval.ts';
import { MOST_PICTURES, type Pictures } from './pictures.ts';

/** A data folder, or `signs` for the drawn ones. */
const data = z.string().min(1).max(4096);

/** Which images a run trains on: the same words as `signalbox train`. */
export const dataChoiceSchema = z.strictObject({
  data,
  test: data.nullable().default(null),
  /** Share of training images held out; null for the default. */
  validationShare: z.number().min(0).max(0.9).nullable().default(null),
  limit: z.int().min(1).nullable().default(null),
});

export type DataChoice = z.infer<typeof dataChoiceSchema>;

export interface DataClass {
  readonly name: string;
  readonly train: number;
  readonly test: number;
}

/** What a data folder holds, once every image of it was looked at. */
export interface DataSummary {
  readonly classes: readonly DataClass[];
  readonly train: number;
  readonly test: number;
  /** Tracks among the training images: frames of one physical sign. 0 where the data know none. */
  readonly tracks: number;
  /** Least and largest size in pixels. */
  readonly smallest: { readonly width: number; readonly height: number };
  readonly largest: { readonly width: number; readonly height: number };
  /** Images that could not be read: how many, and the first hundred. */
  readonly badCount: number;
  readonly bad: readonly { readonly file: string; readonly reason: string }[];
}

/** Some images of a data folder, with what is known of each. */
export interface DataSamples {
  readonly indices: Uint32Array;
  readonly labels: Uint32Array;
  readonly files: readonly string[];
  readonly pictures: Pictures;
}

/** Where "Get GTSRB" stands. */
export interface GtsrbState {
  readonly state: 'absent' | 'downloading' | 'paused' | 'checking' | 'unpacking' | 'failed' | 'ready';
  /** The data folder to train on, once ready; where it will lie, before. */
  readonly folder: string;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly total: number | null }[];
  /** 0 to 1 of the present stage, where known. */
  readonly share: number | null;
  readonly bytesPerSecond: number;
  /** Why it failed, one sentence. */
  readonly sentence: string | null;
  readonly source: string;
  readonly citation: string;
  readonly terms: string;
}

export const dataArguments = {
  /** Reads all images once (progress comes as `data` events with the same `request`), then answers. */
  describeData: z.strictObject({ request: z.string().max(64), choice: dataChoiceSchema }),
  /** `count` images spread over the classes, or of one class. */
  dataSamples: z.strictObject({
    data,
    split: z.enum(['train', 'test']),
    count: z.int().min(1).max(MOST_PICTURES),
    label: z.int().min(0).nullable(),
  }),
  /** The same few training images as the network would see them, `count` draws of the augmentation. */
  augmentationSamples: z.strictObject({
    data,
    augmentation: z.string().max(100),
    width: z.int().min(1).max(512),
    height: z.int().min(1).max(512),
    resize: z.enum(['bicubic', 'bilinear']),
    seed: z.int().min(0),
    count: z.int().min(1).max(64),
  }),
  gtsrb: z.strictObject({}),
  controlGtsrb: z.strictObject({ action: z.enum(['start', 'pause', 'resume', 'cancel']) }),
};

export interface DataResults {
  describeData: DataSummary;
  dataSamples: DataSamples;
  augmentationSamples: Pictures;
  gtsrb: GtsrbState;
  controlGtsrb: GtsrbState;
}
