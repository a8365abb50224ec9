import type { Shape } from '../../nn/shape.ts';
import type { NodeAttributes } from './messages.ts';

/** What a module's writer works on: one node of the graph, and the ONNX graph that it adds to. */
export interface WriterContext<P> {
  readonly params: P;
  /** Names of the values at the input ports. */
  readonly inputs: readonly string[];
  /** Shapes per image at the input ports and at the output port. */
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  /** The name of one of the module's own tensors as an initialiser; it is put in the file. */
  tensor(name: string): string;
  /** Puts another float32 tensor in the file, all of one value; returns its name. */
  filled(name: string, shape: Shape, value: number): string;
  /** Puts a list of int64 in the file, as the shape operand of an operator; returns its name. */
  integers(name: string, values: readonly number[]): string;
  /** Adds an operator that makes the node's output, or the named value on the way to it; returns the value's name. */
  operator(type: string, inputs: readonly string[], attributes?: NodeAttributes, value?: string): string;
  /** Throws a ProblemError that names the node: the module as it is set cannot be held by ONNX. */
  refuse(message: string): never;
}

/** Writes a module as ONNX operators with its evaluate-mode meaning; returns the name of the value at its output. */
export type ModuleWriter = (context: WriterContext<never>) => string;

/** Declares a writer with the parameters that it reads of its module. */
export function defineWriter<P>(writer: (context: WriterContext<P>) => string): ModuleWriter {
  return writer;
}

/** Writes a module that changes nothing in evaluate mode: no operator, the value passes on. */
export const passOn: ModuleWriter = ({ inputs: [input] }) => input;
