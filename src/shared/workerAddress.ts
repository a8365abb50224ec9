import { WORKER_POLICY } from './pagePolicy.ts';

interface ScriptPolicy {
  createScriptURL(url: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): ScriptPolicy;
}

/**
 * The address of a worker's file as `new Worker` takes it. Where the page demands trusted types it goes through the one
 * policy of the page, which lets that file pass and no other; so a page, or a worker, makes one address only.
 */
export function createWorkerAddress(file: string): () => string {
  let policy: ScriptPolicy | null = null;
  const onlyFile = (url: string) => {
    if (url !== file) throw new TypeError(`Only ${file} is started as a worker.`);
    return url;
  };
  return () => {
    const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
    policy ??= trustedTypes?.createPolicy(WORKER_POLICY, { createScriptURL: onlyFile }) ?? null;
    return policy?.createScriptURL(file) ?? file;
  };
}
