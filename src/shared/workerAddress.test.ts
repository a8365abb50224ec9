import { afterEach, expect, test, vi } from 'vitest';
import { WORKER_POLICY } from './pagePolicy.ts';
import { createWorkerAddress } from './workerAddress.ts';

afterEach(() => void vi.unstubAllGlobals());

test('where nothing is demanded the address is the file itself', () => {
  expect(createWorkerAddress('/assets/worker.js')()).toBe('/assets/worker.js');
});

test('where the page demands trusted types it comes from the one policy, made once, which passes that file alone', () => {
  const made: string[] = [];
  let rule: (url: string) => string = (url) => url;
  vi.stubGlobal('trustedTypes', {
    createPolicy: (name: string, { createScriptURL }: { createScriptURL: (url: string) => string }) => {
      made.push(name);
      rule = createScriptURL;
      return { createScriptURL: (url: string) => `trusted ${createScriptURL(url)}` };
    },
  });
  const address = createWorkerAddress('/assets/worker.js');
  expect([address(), address()]).toEqual(['trusted /assets/worker.js', 'trusted /assets/worker.js']);
  expect(made).toEqual([WORKER_POLICY]);
  expect(() => rule('https://evil.example/x.js')).toThrow('Only /assets/worker.js is started as a worker.');
});
