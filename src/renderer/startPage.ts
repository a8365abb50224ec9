import { type HostClient, provideHost } from './host/hostClient.ts';

/** What goes on behind the page from its start: each feature's own part, one line each. */
export function startPage(host: HostClient): void {
  provideHost(host);
}
