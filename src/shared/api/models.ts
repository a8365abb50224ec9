import { z } from 'zod';
import '../withoutEval.ts';
import { MOST_PICTURES, type Pictures } from './pictures.ts';

const id = z.string().min(1).max(255);
const path = z.string().min(1).max(4096);
const imageBytes = z
  .instanceof(Uint8Array)
  .refine((bytes) => bytes.length <= 12 * 1024 * 1024, 'is above 12 MiB');

/** What a trained network says of one picture. */
export interface Answer {
  /** Of every class, 0 to 1. */
  readonly probabilities: Float32Array;
  /** The picture at its own size (shrunk to at most 1024 pixels a side), then as the network sees it. */
  readonly pictures: Pictures;
}

/** A training image near another in the network's eyes. */
export interface Neighbour {
  /** Dataset index in the training set. */
  readonly index: number;
  readonly file: string;
  readonly class: number;
  /** Cosine similarity of the last hidden layer's outputs, -1 to 1. */
  readonly similarity: number;
}

/** What a trained model is exported as. */
export const exportFormats = ['onnx', 'savedmodel', 'safetensors'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** What became of running an exported model again, or a sentence that says why that was not done. */
export type ExportCheck =
  | {
      /** What ran the file: `onnxruntime-web 1.30.0`, `TensorFlow 2.21.0`, `Signalbox 0.1.0 (cpu)`. */
      readonly ranIn: string;
      /** Images it was run on, and the largest difference of any output from the engine's own. */
      readonly images: number;
      readonly largestDifference: number;
    }
  | { readonly notRun: string };

/** An exported model. */
export interface ExportReport {
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly check: ExportCheck;
}

export const modelArguments = {
  /** Images of a run's data by dataset index. */
  runPictures: z.strictObject({
    id,
    split: z.enum(['train', 'validation', 'test']),
    indices: z.array(z.int().min(0)).min(1).max(MOST_PICTURES),
  }),
  /** Sizes of images of a run's data by dataset index, so that they can be laid out before they are read. */
  runPictureSizes: z.strictObject({
    id,
    split: z.enum(['train', 'validation', 'test']),
    indices: z.array(z.int().min(0)).max(1_000_000),
  }),
  /** The bytes of a PNG, JPEG, WebP or PPM file. */
  tryPicture: z.strictObject({ id, name: z.string().max(4096), bytes: imageBytes }),
  nearestTraining: z.strictObject({
    id,
    split: z.enum(['validation', 'test']),
    index: z.int().min(0),
    count: z.int().min(1).max(64),
  }),
  /** Writes mistakes.csv and the pictures into a new folder `path`. */
  exportMistakes: z.strictObject({ id, path, indices: z.array(z.int().min(0)).max(1_000_000).nullable() }),
  exportModel: z.strictObject({
    id,
    checkpoint: z.enum(['best', 'last']),
    format: z.enum(exportFormats),
    path,
  }),
};

export interface ModelResults {
  runPictures: Pictures;
  /** In pixels, in the order asked for. */
  runPictureSizes: { readonly widths: Uint32Array; readonly heights: Uint32Array };
  tryPicture: Answer;
  nearestTraining: { readonly neighbours: readonly Neighbour[]; readonly pictures: Pictures };
  exportMistakes: { readonly path: string; readonly images: number };
  exportModel: ExportReport;
}
