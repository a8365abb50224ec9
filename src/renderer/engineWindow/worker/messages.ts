/** What the engine's page says to its worker. */
export type ToEngineWorker =
  /** With one port: the line to the host. */
  | { readonly kind: 'host' }
  /** Bytes that the page and all its workers hold. */
  | { readonly kind: 'memory'; readonly bytes: number };

/** What a worker posts, the engine's or a thread of it, once it listens. */
export const WORKER_READY = 'ready';
