import type { Procedure } from '../device.ts';
import { type BoundOperation, cutByCost } from './procedure.ts';

/** Milliseconds that one submit may take: drivers reset a GPU that is silent for two seconds, and screens wait for it. */
const SUBMIT_MILLISECONDS = 250;
/** What the slowest GPU does in a millisecond before any step was timed, in the unit of `cost`. */
const SLOWEST = 5e7;
/** Steps that may wait on the GPU: enough that it never waits for us. */
const UNDER_WAY = 3;

/** Decides in how many submits a procedure runs, and keeps the caller from running far ahead of the GPU. */
export interface Pacing {
  /** The operations of a procedure by submit: one, unless the last took too long for that. */
  submits(procedure: Procedure): readonly (readonly BoundOperation[])[];
  /** To be called after a run's last submit; resolves at once, or when the GPU has caught up. */
  submitted(procedure: Procedure): Promise<void> | undefined;
}

/** Paces the procedures of one Program by a clock in milliseconds. */
export function createPacing(
  queue: Pick<GPUQueue, 'onSubmittedWorkDone'>,
  procedures: Readonly<Record<Procedure, readonly BoundOperation[]>>,
  now: () => number,
): Pacing {
  const cuts = {} as Record<Procedure, readonly (readonly BoundOperation[])[]>;
  const waiting: Promise<void>[] = [];
  let idleSince = 0;

  function cut(procedure: Procedure, milliseconds: number): void {
    const pieces = Math.max(1, Math.ceil(milliseconds / SUBMIT_MILLISECONDS));
    if (cuts[procedure]?.length !== pieces) cuts[procedure] = cutByCost(procedures[procedure], pieces);
  }
  for (const procedure of ['step', 'evaluate'] as const) {
    const cost = procedures[procedure].reduce((sum, operation) => sum + operation.cost, 0);
    cut(procedure, cost / SLOWEST);
  }

  return {
    submits: (procedure) => cuts[procedure],
    submitted(procedure) {
      const asked = now();
      const done = queue.onSubmittedWorkDone().then(() => {
        const ended = now();
        cut(procedure, ended - Math.max(asked, idleSince));
        idleSince = ended;
        waiting.shift();
      });
      waiting.push(done);
      return waiting.length >= UNDER_WAY ? waiting[0] : undefined;
    },
  };
}
