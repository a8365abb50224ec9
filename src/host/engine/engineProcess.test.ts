import { afterEach, expect, test } from 'vitest';
import type { SourceReference } from '../../engine/api.ts';
import { startEngine } from './engineProcess.ts';
import { forkEngine, setEngineLauncher } from './launchEngine.ts';
import { type FakeEngine, fakeEngine } from './testing/fakeEngine.ts';

afterEach(() => setEngineLauncher(forkEngine));

/** An engine that never answers, as its host has it and as it is. */
function silentEngine(): { engine: ReturnType<typeof startEngine>; fake: FakeEngine; devices: string[] } {
  const devices: string[] = [];
  const waiting = () => new Promise<never>(() => {});
  const fake = fakeEngine({ evaluate: waiting });
  setEngineLauncher(
    () => fake,
    (device) => {
      devices.push(device);
      return 'process';
    },
  );
  return { engine: startEngine('some-device', {}, 'all is well'), fake, devices };
}

const source = { images: { cache: '/no/such.sbcache' } } as unknown as SourceReference;

test('an engine is started where its device can be had', async () => {
  const { engine, devices } = silentEngine();
  expect(devices).toEqual(['some-device']);
  await engine.close();
});

test('the last word of an engine that cannot end itself is why its calls fail, and the engine is ended', async () => {
  const { engine, fake } = silentEngine();
  const answer = engine.api.evaluate(source).catch((error: Error) => error.message);
  void fake.host.failed('its worker did not start (no memory)').catch(() => {});
  expect(await answer).toBe(
    "the engine's process is gone: its worker did not start (no memory); all is well",
  );
  await engine.close();
});

test('an engine may read the caches of what it was asked, and no other file', async () => {
  const { engine, fake } = silentEngine();
  await expect(fake.host.cacheSize({ cache: '/no/such.sbcache' })).rejects.toThrow('not part of its work');
  engine.api.evaluate(source).catch(() => {});
  expect(await fake.host.cacheSize({ cache: '/no/such.sbcache' })).toBe(0);
  await expect(fake.host.cacheSize({ cache: '/etc/passwd' })).rejects.toThrow('not part of its work');
  await engine.close();
});
