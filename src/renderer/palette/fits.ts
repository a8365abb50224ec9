import { resolveNode } from '../../engine/graph/nodes.ts';
import type { ModuleDefinition } from '../../engine/nn/module.ts';
import { resolveParams } from '../../engine/nn/params.ts';
import { modules } from '../../engine/nn/registry.ts';
import type { Shape } from '../../engine/nn/shape.ts';
import type { GraphDocument } from '../../shared/document.ts';
import type { PortReference, Problem } from '../../shared/problem.ts';
import { firstPorts } from '../edits/firstPorts.ts';
import { analysisOf } from '../store/analysisStore.ts';
import { wireKey } from '../store/documentStore.ts';
import type { QuickSearchRequest } from './quickSearchStore.ts';

/** A module that can be wired to where the search was asked for. */
export interface Candidate {
  readonly definition: ModuleDefinition;
  /** Why it refuses the shape that it would get, or null where it takes it or nobody can say. */
  readonly reason: string | null;
}

/**
 * The modules that have a port for the wire, each with the reason where its shape rule, with default parameters,
 * refuses what comes along the wire. Without a wire, all modules.
 */
export function candidates(
  document: GraphDocument,
  { from, wire }: Pick<QuickSearchRequest, 'from' | 'wire'>,
): readonly Candidate[] {
  const source = from ?? document.wires.find((other) => wireKey(other) === wire)?.from;
  const shape = source && shapeAt(document, source);
  return [...modules.values()].flatMap((definition) => {
    const { input, output } = firstPorts({ type: definition.type });
    if (source !== undefined && from?.side !== 'input' && input === null) return [];
    if ((from?.side === 'input' || wire !== undefined) && output === null) return [];
    const second = secondInput(document, definition);
    if (second !== null) return [{ definition, reason: second }];
    if (from?.side === 'input') return [{ definition, reason: feedingFault(document, definition, from) }];
    return [{ definition, reason: shape === undefined ? null : refusal(definition, shape) }];
  });
}

/** The shape that an output puts out, where it is known. */
function shapeAt(document: GraphDocument, { node, port }: PortReference): Shape | undefined {
  const shaped = analysisOf(document).shaped.get(node);
  return shaped?.outputShapes[shaped.outputs.indexOf(port)];
}

/** A graph has one Input. */
function secondInput({ nodes }: GraphDocument, { category }: ModuleDefinition): string | null {
  if (category !== 'Input') return null;
  const first = nodes.find(({ type }) => modules.get(type)?.category === category);
  return first === undefined ? null : `the graph has the Input ${first.id} already, expected one`;
}

/** Only a module without inputs says what it puts out before it is wired. */
function feedingFault(
  document: GraphDocument,
  definition: ModuleDefinition,
  to: PortReference,
): string | null {
  const { params } = resolveParams(definition.params, {});
  if (definition.inputs(params).length > 0) return null;
  const node = document.nodes.find(({ id }) => id === to.node);
  const target = node && resolveNode(node, modules).node;
  const inference = definition.infer({ params, inputs: [], problem });
  if (target?.inputs.length !== 1 || 'code' in inference) return null;
  const judged = target.definition.infer({ params: target.params, inputs: [inference.outputs[0]], problem });
  return 'code' in judged ? judged.message : null;
}

/** What a module with default parameters says against a shape at all its inputs. */
function refusal(definition: ModuleDefinition, shape: Shape): string | null {
  const { params } = resolveParams(definition.params, {});
  const inputs = definition.inputs(params).map(() => shape);
  const inference = definition.infer({ params, inputs, problem });
  return 'code' in inference ? inference.message : null;
}

/** A Problem of no node: the sentence alone. */
function problem(code: string, message: string, where: Partial<Problem> = {}): Problem {
  return { code, message, ...where };
}
