import { session } from 'electron';

/**
 * Puts the page's policy once more on whatever is loaded in this session, however it came. It is written out here,
 * not composed, so that who reads or scans the main process finds it in one place; a test holds it to be
 * `contentSecurityPolicy` of src/shared/pagePolicy.ts.
 */
export function enforceContentPolicy(): void {
  session.defaultSession.webRequest.onHeadersReceived((details, answer) => {
    answer({
      responseHeaders: {
        ...details.responseHeaders,
        'Content-Security-Policy': [
          "default-src 'none'; script-src app://signalbox 'wasm-unsafe-eval'; worker-src app://signalbox; style-src app://signalbox; font-src app://signalbox; img-src app://signalbox blob:; connect-src app://signalbox; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types signalbox-worker",
        ],
      },
    });
  });
}
