import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { AppEvent, HostApi } from '../../shared/api/contract.ts';

/** Whether the host can be heard. Edits go on without it; calls fail with the sentence until it is back. */
export interface ConnectionState {
  readonly state: 'connecting' | 'connected' | 'lost';
  readonly sentence: string | null;
}

/** The page's line to the host, the same in Electron and in a browser. */
export interface HostClient {
  readonly call: HostApi;
  /** Follows what the host tells; returns how to stop. What was watched is watched anew after a reconnection. */
  onEvent(listener: (event: AppEvent) => void): () => void;
  readonly connection: UseBoundStore<StoreApi<ConnectionState>>;
}

/** A connection's state as a store. */
export function createConnectionStore(): HostClient['connection'] {
  return create<ConnectionState>(() => ({ state: 'connecting', sentence: null }));
}

let client: HostClient | null = null;

/** Says once, at the page's start, who the host is. */
export function provideHost(host: HostClient): void {
  client = host;
}

/** The host. */
export function host(): HostClient {
  if (client === null) throw new Error('provideHost comes before the first call.');
  return client;
}
