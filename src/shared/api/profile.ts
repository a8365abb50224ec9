import { z } from 'zod';
import '../withoutEval.ts';
import { DOCUMENT_LIMITS } from '../document.ts';
import type { ProfileRow } from '../profile.ts';

/** Names a profile among those that one page asks for. */
const request = z.string().min(1).max(64);

/** Where the time of a training step goes. */
export interface NetworkProfile {
  /** By node, `criterion` and `optimiser` among them; a node without an operation of its own has no row. */
  readonly rows: readonly ProfileRow[];
  /** Median of the timed steps. They compute on random images: reading and preparing images is not in it. */
  readonly millisecondsPerStep: number;
  readonly imagesPerSecond: number;
  /** Steps that were timed. */
  readonly steps: number;
  readonly batchSize: number;
  /** What it ran on, for people: `cpu, 2 threads, relaxed SIMD 4x16`. */
  readonly device: string;
}

export const profileArguments = {
  /**
   * Times training steps of a project as it stands, in an engine of its own, then answers; progress comes as `profile`
   * events with the same `request`. Refused while a run is under way or another profile is measured; a run that starts
   * meanwhile ends it, and so does the page that leaves.
   */
  profileProject: z.strictObject({
    request,
    text: z.string().max(DOCUMENT_LIMITS.bytes),
    name: z.string().min(1).max(200),
    device: z.string().max(40),
  }),
  /** Ends the page's profile of that name; nothing happens where it is not under way. */
  cancelProfile: z.strictObject({ request }),
};

export interface ProfileResults {
  profileProject: NetworkProfile;
  cancelProfile: null;
}
