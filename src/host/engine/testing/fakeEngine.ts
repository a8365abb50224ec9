import type { EngineApi, EngineHost } from '../../../engine/api.ts';
import { createChunkedPort } from '../../../shared/chunkedPort.ts';
import { type WebMessagePort, webMessagePort } from '../../../shared/messagePort.ts';
import { connect, type Remote } from '../../../shared/rpc.ts';
import type { LaunchedEngine } from '../launchEngine.ts';

/** An engine that answers as it is told, in this process. */
export interface FakeEngine extends LaunchedEngine {
  /** What it may ask of its host. */
  readonly host: Remote<EngineHost>;
  /** Ends it, as a crash would. */
  die(): void;
}

export function fakeEngine(answers: Partial<EngineApi>): FakeEngine {
  const { port1, port2 } = new MessageChannel();
  const port = webMessagePort(port1 as unknown as WebMessagePort, 'it was ended');
  const line = createChunkedPort(webMessagePort(port2 as unknown as WebMessagePort, 'the host is gone'));
  const handlers = answers as Record<string, (argument: never) => unknown>;
  return { port, runtime: 'a test', host: connect<EngineHost>(line, handlers), die: () => port2.close() };
}
