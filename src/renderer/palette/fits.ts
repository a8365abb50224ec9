import { resolveNode } from '../../engine/graph/nodes.ts';
import type { ModuleDefinition } from '../../engine/nn/module.ts';
import { resolveParams } from '../../engine/nn/params.ts';
import { modules } from '../../engine/nn/registry.ts';
import type { Shape } from '../../engine/nn/shape.ts';
import type { GraphDocument } from '../../shared/document.ts';
import type { Problem } from '../../shared/problem.ts';
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
  const all = [...modules.values()];
  if (from?.side === 'input') {
    return all.flatMap((definition) =>
      definition.outputs.length === 0
        ? []
        : [{ definition, reason: feedingFault(document, definition, from) }],
    );
  }
  const source = from ?? document.wires.find((other) => wireKey(other) === wire)?.from;
  if (source === undefined) return all.map((definition) => ({ definition, reason: null }));
  const shaped = analysisOf(document).shaped.get(source.node);
  const shape = shaped?.outputShapes[shaped.outputs.indexOf(source.port)];
  return all.flatMap((definition) => {
    const { params } = resolveParams(definition.params, {});
    const inputs = definition.inputs(params);
    const hasPorts = inputs.length > 0 && (wire === undefined || definition.outputs.length > 0);
    if (!hasPorts) return [];
    return [
      {
        definition,
        reason:
          shape === undefined
            ? null
            : refusal(
                definition,
                inputs.map(() => shape),
              ),
      },
    ];
  });
}

/** Only a module without inputs says what it puts out before it is wired. */
function feedingFault(
  document: GraphDocument,
  definition: ModuleDefinition,
  to: { readonly node: string; readonly port: string },
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

function refusal(definition: ModuleDefinition, inputs: readonly Shape[]): string | null {
  const { params } = resolveParams(definition.params, {});
  const inference = definition.infer({ params, inputs, problem });
  return 'code' in inference ? inference.message : null;
}

/** A Problem of no node: the sentence alone. */
function problem(code: string, message: string, where: Partial<Problem> = {}): Problem {
  return { code, message, ...where };
}
