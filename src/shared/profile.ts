/** Which part of a step an operation belongs to. */
export type Phase = 'forward' | 'backward' | 'update';

export const phases: readonly Phase[] = ['forward', 'backward', 'update'];

/** What one operation of a training step took. */
export interface OperationTime {
  /** Of the engine's table of operations. */
  readonly name: string;
  /** The node it was lowered from; `criterion` and `optimiser` are no nodes. */
  readonly node: string;
  readonly phase: Phase;
  /** Median over the steps. */
  readonly milliseconds: number;
  /** Multiplications and additions of its products, as they are defined. */
  readonly flops: number;
}

/** What all operations of a step with one name, or of one node, took together. */
export interface ProfileRow extends Readonly<Record<Phase, number>> {
  readonly name: string;
  /** A step: the sum of the three phases, which are milliseconds too. */
  readonly milliseconds: number;
  /** Of all operations of the step, 0 to 1. */
  readonly share: number;
  /**
   * The rate of its products in GFLOP/s as they are defined, which a shorter way to the same sums may take beyond the
   * machine's; null where it has no products.
   */
  readonly gigaflops: number | null;
}

/** A profile by node, `criterion` and `optimiser` among them, in the order in which a step comes to them. */
export function rowsByNode(profile: readonly OperationTime[]): ProfileRow[] {
  return rowsBy(profile, ({ node }) => node);
}

/** A profile by operation, what takes most first. */
export function rowsByOperation(profile: readonly OperationTime[]): ProfileRow[] {
  return rowsBy(profile, ({ name }) => name).sort((a, b) => b.milliseconds - a.milliseconds);
}

function rowsBy(profile: readonly OperationTime[], key: (time: OperationTime) => string): ProfileRow[] {
  const groups = new Map<string, OperationTime[]>();
  for (const time of profile) {
    const group = groups.get(key(time)) ?? [];
    groups.set(key(time), group);
    group.push(time);
  }
  const total = sum(profile);
  return [...groups].map(([name, times]) => {
    const milliseconds = sum(times);
    const flops = times.reduce((all, time) => all + time.flops, 0);
    const inPhase = (phase: Phase) => sum(times.filter((time) => time.phase === phase));
    return {
      name,
      forward: inPhase('forward'),
      backward: inPhase('backward'),
      update: inPhase('update'),
      milliseconds,
      share: total > 0 ? milliseconds / total : 0,
      gigaflops: flops > 0 && milliseconds > 0 ? flops / milliseconds / 1e6 : null,
    };
  });
}

function sum(times: readonly OperationTime[]): number {
  return times.reduce((all, time) => all + time.milliseconds, 0);
}
