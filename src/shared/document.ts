import { z } from 'zod';
import './withoutEval.ts';

/** The version of the project file this program writes. */
export const DOCUMENT_VERSION = 1;

/**
 * Limits of a project file; beyond one of them it is refused with a sentence. `nodeWires`: that lead to one node, and
 * output ports of one node that wires name; no module has so many ports.
 */
export const DOCUMENT_LIMITS = {
  bytes: 16 * 1024 * 1024,
  depth: 64,
  nodes: 5000,
  wires: 20_000,
  nodeWires: 200,
  labelLength: 200,
  /** Pixels from the canvas's origin. */
  position: 10_000_000,
} as const;

const NODE_ID = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

const nodeId = z
  .string()
  .regex(NODE_ID, 'must be a letter followed by up to 63 letters, digits or underscores');
const place = z.number().min(-DOCUMENT_LIMITS.position).max(DOCUMENT_LIMITS.position);
const portName = z.string().min(1).max(64);
const params = z.record(z.string().min(1).max(64), z.unknown());
const portSchema = z.strictObject({ node: z.string(), port: portName });

const nodeSchema = z.strictObject({
  id: nodeId,
  type: z.string().min(1).max(100),
  params: params.default({}),
  position: z.strictObject({ x: place, y: place }).optional(),
  label: z.string().max(DOCUMENT_LIMITS.labelLength).optional(),
});

const choiceSchema = z.strictObject({ type: z.string().min(1).max(100), params: params.default({}) });

/** Limits of a number of epochs; a fraction ends a run within an epoch. */
export const EPOCHS = { least: 0, most: 1_000_000 } as const;

/** Weight averaging: each average moves by 1 - decay of the way to its weight, every so many steps. */
export const averagingSchema = z.strictObject({
  decay: z.number().min(0).max(1).default(0.98),
  every: z.int().min(1).max(1_000_000).default(5),
});

const trainingSchema = z.strictObject({
  criterion: choiceSchema,
  optimiser: choiceSchema,
  schedule: choiceSchema.default({ type: 'constant', params: {} }),
  augmentation: z.string().default('none'),
  epochs: z.number().min(EPOCHS.least).max(EPOCHS.most).default(20),
  batchSize: z.int().min(1).max(1_000_000).default(32),
  /** Images are drawn by the number of their class to the power of minus this: 0 each once, 1 every class as often. */
  balance: z.number().min(0).max(1).default(0),
  /** Null: the weights themselves are what is evaluated and kept for use. */
  averaging: averagingSchema.nullable().default(null),
});

/** The project file: nodes, wires by port name, and how to train them. Node ids name the tensors (`conv1.weight`). */
export const documentSchema = z.strictObject({
  version: z.literal(DOCUMENT_VERSION),
  nodes: z.array(nodeSchema).max(DOCUMENT_LIMITS.nodes),
  wires: z.array(z.strictObject({ from: portSchema, to: portSchema })),
  training: trainingSchema,
});

export type GraphDocument = z.infer<typeof documentSchema>;
export type GraphNode = GraphDocument['nodes'][number];
export type Wire = GraphDocument['wires'][number];
export type TrainingSettings = GraphDocument['training'];
export type Averaging = z.infer<typeof averagingSchema>;
/** A criterion, optimiser or schedule by type, with its parameters. */
export type Choice = z.infer<typeof choiceSchema>;
