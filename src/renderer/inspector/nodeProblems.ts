import type { ParamDeclarations } from '../../engine/nn/params.ts';
import type { Problem } from '../../shared/problem.ts';

/** A node's faults, parted by where the inspector shows them. */
export interface NodeProblems {
  /** Sentences at the fields of parameters. */
  readonly faults: ReadonlyMap<string, string>;
  /** The rest, and those that offer a mend: above the fields. */
  readonly notices: readonly Problem[];
}

/** Parts the faults of the node `id` among those of a graph. */
export function nodeProblems(
  problems: readonly Problem[],
  id: string,
  declarations: ParamDeclarations,
): NodeProblems {
  const faults = new Map<string, string>();
  const notices: Problem[] = [];
  for (const problem of problems) {
    const { node, param, mends = [] } = problem;
    if (node !== id) continue;
    const hasField = param !== undefined && Object.hasOwn(declarations, param);
    if (hasField && mends.length === 0 && !faults.has(param)) faults.set(param, ownSentence(problem.message));
    else notices.push(param !== undefined && !hasField ? withRemoval(problem, id, param) : problem);
  }
  return { faults, notices };
}

/** A parameter that its module does not know has no field: it can be taken out of the file. */
function withRemoval(problem: Problem, node: string, param: string): Problem {
  const change = { kind: 'setParam', node, param, value: undefined } as const;
  return { ...problem, mends: [...(problem.mends ?? []), { title: `Remove ${param}`, change }] };
}

/** `conv (SpatialConvolution): parameter kW is 0` -> `Parameter kW is 0`: whose it is, is plain where it is read. */
function ownSentence(message: string): string {
  const own = message.replace(/^\w+ \(\w+\): /, '');
  return own.charAt(0).toUpperCase() + own.slice(1);
}
