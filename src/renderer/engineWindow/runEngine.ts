import { createChunkedPort } from '../../shared/chunkedPort.ts';
import { type WebMessagePort, webMessagePort } from '../../shared/messagePort.ts';
import { connect } from '../../shared/rpc.ts';
import { type ToEngineWorker, WORKER_READY } from './worker/messages.ts';

/** As much of a Worker as is used. */
export interface EngineWorker<P> {
  postMessage(message: ToEngineWorker, ports: P[]): void;
  addEventListener(name: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(name: 'error', listener: (event: { readonly message?: string }) => void): void;
}

/**
 * Hands the line to the host on to the engine's worker, as soon as that listens. Where it does not start, the host is
 * told why; afterwards the worker tells of its own end.
 *
 * @param sample tells now and then how many bytes the page and its workers hold
 */
export function runEngine<P extends WebMessagePort>(
  port: P,
  worker: EngineWorker<P>,
  sample: (tell: (bytes: number) => void) => void,
): void {
  let settled = false;
  worker.addEventListener('message', ({ data }) => {
    if (settled || data !== WORKER_READY) return;
    settled = true;
    worker.postMessage({ kind: 'host' }, [port]);
    sample((bytes) => worker.postMessage({ kind: 'memory', bytes }, []));
  });
  worker.addEventListener('error', ({ message }) => {
    if (settled) return;
    settled = true;
    const line = createChunkedPort(webMessagePort(port, 'the host is gone'));
    const host = connect<{ failed(reason: string): void }>(line, {});
    void host.failed(`its worker did not start${message ? ` (${message})` : ''}`);
  });
}
