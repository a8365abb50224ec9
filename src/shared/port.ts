/**
 * One end of a two-way line between processes: a child's IPC channel, a MessagePort, a WebSocket.
 * Everything goes by copy and arrives in order; nothing is transferred.
 */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once when the other end is gone, with the reason where one is known. */
  onClose(listener: (reason: string) => void): void;
  close(): void;
}
