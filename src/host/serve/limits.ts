/** What a server holds against those who send slowly, much, or nothing. Times in milliseconds. */
export interface ServerLimits {
  /** Connections of any kind, pages (each one line), and connections on which nothing is asked. */
  readonly connections: number;
  readonly lines: number;
  readonly silent: number;
  /** From the first byte of a request to the end of its headers, and to its end. */
  readonly headersTime: number;
  readonly requestTime: number;
  /** How often the two are looked at. */
  readonly checkInterval: number;
  /** Without a byte in either direction while an answer is sent. */
  readonly idleTime: number;
  /** For the first message of a line, the token. */
  readonly tokenTime: number;
}

export const SERVER_LIMITS: ServerLimits = {
  connections: 64,
  lines: 16,
  silent: 32,
  headersTime: 5000,
  requestTime: 10_000,
  checkInterval: 1000,
  idleTime: 30_000,
  tokenTime: 5000,
};
