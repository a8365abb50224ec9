import { type Answered, asAnswer } from '../shared/answer.ts';
import { type AppEvent, type HostApi, type HostCall, hostCalls } from '../shared/api/contract.ts';
import { createChunkedPort } from '../shared/chunkedPort.ts';
import type { Port } from '../shared/port.ts';
import { ProblemError } from '../shared/problem.ts';
import { connect } from '../shared/rpc.ts';

/** Whether the host can be heard, as the page's connection store has it. */
export interface LineState {
  readonly state: 'connecting' | 'connected' | 'lost';
  readonly sentence: string | null;
}

/** The page's line to the host: over whichever port came last, since a host that died is started again. */
export interface HostLine {
  readonly calls: { readonly [K in HostCall]: (argument: unknown) => Promise<Answered> };
  attach(port: Port): void;
  onEvent(listener: (event: AppEvent) => void): void;
  /** Told at once of the state as it is, then of each change. */
  onState(listener: (state: LineState) => void): void;
}

const LOST = "The host's process is gone; it is started again. Edits are kept here meanwhile.";

/** A line that waits for its port: calls made before it comes are sent when it does. */
export function createHostLine(): HostLine {
  const listeners: ((event: AppEvent) => void)[] = [];
  const watchers: ((state: LineState) => void)[] = [];
  let state: LineState = { state: 'connecting', sentence: null };
  let arrived: (api: HostApi) => void = () => {};
  let api = new Promise<HostApi>((resolve) => {
    arrived = resolve;
  });
  /** The line that calls go over; what an older one tells of its end, which may come late, is known already. */
  let current: Port | null = null;
  const lose = () => {
    current = null;
    api = new Promise((resolve) => {
      arrived = resolve;
    });
    show({ state: 'lost', sentence: LOST });
  };
  const show = (next: LineState) => {
    state = next;
    for (const watcher of watchers) watcher(state);
  };
  const handlers = {
    event: (event: AppEvent) => {
      for (const listener of listeners) listener(event);
    },
  };
  const names = Object.keys(hostCalls) as HostCall[];
  return {
    calls: Object.fromEntries(
      names.map((name) => [
        name,
        (argument: unknown) => asAnswer(async () => (await api)[name](argument as never)),
      ]),
    ) as HostLine['calls'],
    attach: (port) => {
      const closed = () => new ProblemError({ code: 'connection-lost', message: LOST });
      const remote = connect<HostApi & Record<string, never>>(createChunkedPort(port), handlers, closed);
      if (current !== null) lose();
      current = port;
      port.onClose(() => {
        if (current === port) lose();
      });
      arrived(remote as unknown as HostApi);
      api = Promise.resolve(remote as unknown as HostApi);
      show({ state: 'connected', sentence: null });
    },
    onEvent: (listener) => void listeners.push(listener),
    onState: (listener) => {
      watchers.push(listener);
      listener(state);
    },
  };
}
