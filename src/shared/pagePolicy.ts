/** The one trusted-types policy of the page: it makes addresses of the page's own workers. */
export const WORKER_POLICY = 'signalbox-worker';

/** What the page's policy depends on: how it reaches its own files, and where else it may connect to. */
export interface PageSources {
  /** `'self'` over HTTP, an origin such as `app://signalbox` elsewhere. */
  readonly own: string;
  /** Origins of the page's line to its host, beside its own: `ws://127.0.0.1:8137`. */
  readonly lines?: readonly string[];
}

/**
 * The content security policy of the page: code, style, fonts and workers are its own files alone, pictures may be
 * made in the page, no text ever becomes code, and no other page may hold it in a frame.
 */
export function contentSecurityPolicy({ own, lines = [] }: PageSources): string {
  return [
    "default-src 'none'",
    `script-src ${own} 'wasm-unsafe-eval'`,
    `worker-src ${own}`,
    `style-src ${own}`,
    `font-src ${own}`,
    `img-src ${own} blob:`,
    `connect-src ${[own, ...lines].join(' ')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${WORKER_POLICY}`,
  ].join('; ');
}

/** Headers of every answer that reaches the page, faults included: isolated from all other origins. */
export function pageHeaders(sources: PageSources): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(sources),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
}
