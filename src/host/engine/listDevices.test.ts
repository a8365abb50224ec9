import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeviceReport, DevicesRequest } from '../../engine/api.ts';
import { deviceKinds } from '../../engine/devices/registry.ts';
import type { EnginePlace } from '../../shared/desktopHost.ts';
import { forkEngine, setEngineLauncher } from './launchEngine.ts';
import { forgetDevices, listDevices } from './listDevices.ts';
import { fakeEngine } from './testing/fakeEngine.ts';

beforeEach(forgetDevices);
afterEach(() => {
  forgetDevices();
  setEngineLauncher(forkEngine);
});

/** Devices of two places: one in a window, all others in a process; `window` says what becomes of the window. */
function twoPlaces(window: () => 'lives' | 'dies') {
  const asked: [EnginePlace, readonly string[] | undefined][] = [];
  setEngineLauncher(
    (place) => {
      const engine = fakeEngine({
        devices: async ({ names }: DevicesRequest) => {
          asked.push([place, names]);
          if (place === 'window' && window() === 'dies') {
            engine.die();
            return new Promise(() => {});
          }
          const found = names?.map((name) => ({
            name,
            available: true,
            description: `${name} in a ${place}`,
          }));
          return found as DeviceReport[];
        },
      });
      return engine;
    },
    (device) => (device === 'cpu' ? 'window' : 'process'),
  );
  return asked;
}

const names = [...deviceKinds.keys()];
const others = names.filter((name) => name !== 'cpu');

test('each place is asked after its own devices alone, once, and they come in one list', async () => {
  const asked = twoPlaces(() => 'lives');
  const found = await listDevices();
  expect(found.map(({ name }) => name)).toEqual(names);
  expect(found.map(({ description }) => description)).toEqual(
    names.map((name) => `${name} in a ${name === 'cpu' ? 'window' : 'process'}`),
  );
  await listDevices();
  expect(Object.fromEntries(asked)).toEqual({ window: ['cpu'], process: others });
  expect(asked).toHaveLength(2);
});

test('a window that dies says why of its devices, leaves the others, and is asked anew the next time', async () => {
  let state: 'lives' | 'dies' = 'dies';
  twoPlaces(() => state);
  const found = await listDevices();
  expect(found.find(({ name }) => name === 'cpu')).toMatchObject({
    name: 'cpu',
    available: false,
    description: "the engine's process is gone: it was ended; nothing ran on it",
  });
  expect(found.filter(({ available }) => available).map(({ name }) => name)).toEqual(others);
  state = 'lives';
  expect((await listDevices()).every(({ available }) => available)).toBe(true);
});
