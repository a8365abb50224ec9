/** One repair the app can offer for a problem: a sentence, and the change to the document it stands for. */
export interface Mend {
  readonly title: string;
  readonly change: MendChange;
}

/** The changes a mend can make; each is applied to the document in one undo step. */
export type MendChange =
  | { readonly kind: 'setParam'; readonly node: string; readonly param: string; readonly value: unknown }
  | {
      readonly kind: 'insertNode';
      readonly type: string;
      readonly params: Record<string, unknown>;
      readonly before: PortReference;
    }
  | { readonly kind: 'removeWire'; readonly to: PortReference };

/** A port of a node, both by name. */
export interface PortReference {
  readonly node: string;
  readonly port: string;
}

/**
 * A fault as a value: one sentence that names what is wrong, what was found and what was expected.
 * The same value serves the wire being dragged, the badge on a node, the Train button and `signalbox check`.
 */
export interface Problem {
  /** Stable, kebab-case, for programs: `cycle`, `shape-mismatch`, `param-range`. */
  readonly code: string;
  /** One sentence for a person. */
  readonly message: string;
  readonly node?: string;
  readonly port?: string;
  readonly param?: string;
  readonly file?: string;
  readonly mends?: readonly Mend[];
}

/** Thrown where a value cannot carry the problem up (input and output, mostly); ends a command with exit code 1 and its sentence. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, options?: { cause?: unknown }) {
    super(problem.message, options);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Shorthand for the common throw. */
export function fail(code: string, message: string, where: Omit<Problem, 'code' | 'message'> = {}): never {
  throw new ProblemError({ code, message, ...where });
}
