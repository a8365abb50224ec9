import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import { WORKER_POLICY } from '../../shared/pagePolicy.ts';

interface ScriptPolicy {
  createScriptURL(url: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): ScriptPolicy;
}

let policy: ScriptPolicy | null = null;

/**
 * Starts ELK in a worker of its own, from a file of its own. Where the page demands trusted types, its address goes
 * through the one policy of the page, which lets that file pass and no other.
 */
export function startElkWorker(): Worker {
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  policy ??= trustedTypes?.createPolicy(WORKER_POLICY, { createScriptURL: onlyElk }) ?? null;
  return new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, { name: 'layout' });
}

function onlyElk(url: string): string {
  if (url !== workerUrl) throw new TypeError(`Only ${workerUrl} is started as a worker.`);
  return url;
}
