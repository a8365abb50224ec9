import type { Compiled } from '../engine/compiler/compile.ts';
import { compile } from '../engine/compiler/compile.ts';
import type { InputFormat } from '../engine/data/prepare.ts';
import { type Interpolation, interpolations } from '../engine/data/transform.ts';
import { analyse, type Graph } from '../engine/graph/analyse.ts';
import { modules } from '../engine/nn/registry.ts';
import { type ResolvedTraining, resolveTraining } from '../engine/training/settings.ts';
import type { GraphDocument } from '../shared/document.ts';
import { fail, type Problem, ProblemError } from '../shared/problem.ts';
import { requireDevice } from './requireDevice.ts';

/** A project without a fault, and what follows from it for data and devices. */
export interface Model {
  readonly document: GraphDocument;
  readonly graph: Graph;
  readonly training: ResolvedTraining;
}

/** Every fault of a project: of its graph, then of its training settings. */
export function judge(document: GraphDocument): { model: Model | null; problems: readonly Problem[] } {
  const { graph, problems } = analyse(document, modules);
  const settings = resolveTraining(document.training, graph);
  const all = [...problems, ...settings.problems];
  const model = graph && settings.training ? { document, graph, training: settings.training } : null;
  return { model, problems: all };
}

/** The model of a project; throws the first fault, and says how many more there are. */
export function requireModel(document: GraphDocument): Model {
  const { model, problems } = judge(document);
  if (model) return model;
  const [first, ...others] = problems;
  const more = others.length > 0 ? ` (and ${others.length} more; signalbox check lists them)` : '';
  throw new ProblemError({ ...first, message: `${first.message}${more}` });
}

/** How images become the input of a graph; throws a sentence about its Input where images cannot. */
export function imageInput({ graph }: Model): { format: InputFormat; interpolation: Interpolation } {
  const { id, params } = graph.input;
  const { size, mean, deviation, resize } = params as {
    size: number[];
    mean: number[];
    deviation: number[];
    resize: string;
  };
  if (size.length !== 3) {
    const message = `${id} (Input): takes a vector of ${size[0]} numbers, but the data are images; expected a size of channels x height x width`;
    fail('not-an-image', message, { node: id });
  }
  const [channels, height, width] = size;
  const each = (list: readonly number[]) =>
    Array.from({ length: channels }, (_, c) => list[list.length === 1 ? 0 : c]);
  const format = { width, height, channels: channels as 1 | 3, mean: each(mean), deviation: each(deviation) };
  return { format, interpolation: interpolations.find((name) => name === resize) ?? 'bicubic' };
}

/** Checks that the network ends in as many scores as the data have classes. */
export function requireClasses({ graph }: Model, classes: readonly string[]): void {
  const { id, definition, outputShapes } = graph.output;
  const [scores] = outputShapes[0];
  if (scores === classes.length) return;
  const message = `${id} (${definition.type}): the network ends in ${scores} scores, but the data have ${classes.length} classes; expected as many`;
  fail('class-count', message, { node: id });
}

/** Compiles a model for a kind of device and batches of up to `capacity` images. */
export function compileModel(
  { graph, training }: Model,
  device: string,
  capacity: number,
): Compiled['program'] {
  const kind = requireDevice(device);
  return compile(graph, training, { capacity, target: kind.target }).program;
}
