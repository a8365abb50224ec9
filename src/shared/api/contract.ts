import type { z } from 'zod';
import { type ApplicationResults, applicationArguments, type Preferences } from './application.ts';
import { type DataResults, dataArguments, type GtsrbState } from './data.ts';
import { type DocumentResults, documentArguments } from './documents.ts';
import { type ModelResults, modelArguments } from './models.ts';
import { type ProfileResults, profileArguments } from './profile.ts';
import { type RunEvent, type RunResults, runArguments } from './runs.ts';
import { type TensorflowResults, type TensorflowState, tensorflowArguments } from './tensorflow.ts';

/**
 * Everything a page may ask of the host: the name of each call and the schema of its one argument. Electron's bridge
 * and the WebSocket carry the same calls; arguments are checked where they arrive.
 */
export const hostCalls = {
  ...applicationArguments,
  ...documentArguments,
  ...dataArguments,
  ...runArguments,
  ...modelArguments,
  ...tensorflowArguments,
  ...profileArguments,
} as const;

export type HostCall = keyof typeof hostCalls;

export type HostResults = ApplicationResults &
  DocumentResults &
  DataResults &
  RunResults &
  ModelResults &
  TensorflowResults &
  ProfileResults;

/** What a call takes, before defaults are filled in. */
export type HostArgument<K extends HostCall> = z.input<(typeof hostCalls)[K]>;

/** The calls as the page makes them. A ProblemError arrives as one. */
export type HostApi = { readonly [K in HostCall]: (argument: HostArgument<K>) => Promise<HostResults[K]> };

/** The calls as the host answers them, arguments checked and defaults filled in. */
export type HostHandlers<K extends HostCall = HostCall> = {
  readonly [N in K]: (
    argument: z.output<(typeof hostCalls)[N]>,
    page: PageConnection,
  ) => HostResults[N] | Promise<HostResults[N]>;
};

/** What the host tells a page unasked. */
export type AppEvent =
  | { readonly kind: 'run'; readonly id: string; readonly events: readonly RunEvent[] }
  /** The list of runs is another one, or the summary of one of them. */
  | { readonly kind: 'runs' }
  | {
      readonly kind: 'data';
      readonly request: string;
      readonly split: 'train' | 'test';
      readonly done: number;
      readonly total: number;
    }
  /** Steps of a profile; `total` is 0 before it is known. */
  | { readonly kind: 'profile'; readonly request: string; readonly done: number; readonly total: number }
  | { readonly kind: 'gtsrb'; readonly state: GtsrbState }
  | { readonly kind: 'tensorflow'; readonly state: TensorflowState }
  | { readonly kind: 'preferences'; readonly preferences: Preferences };

/** One page, as the host's services see it. */
export interface PageConnection {
  /** Tells this page; a page that is gone hears nothing. */
  send(event: AppEvent): void;
  /** Called once when the page is gone. */
  onClose(listener: () => void): void;
}
