import { expect, test } from 'vitest';
import type { DeviceChoice } from '../../shared/api/application.ts';
import { canBeHad, type DeviceSearch, hasGraphicsCard, resolveDevice } from './resolveDevice.ts';

const cpu: DeviceChoice = { name: 'cpu', available: true, kind: 'processor', description: 'cpu, 2 threads' };
const webgpu: DeviceChoice = { name: 'webgpu', available: true, kind: 'gpu', description: 'webgpu, Radeon' };
const none: DeviceChoice = { name: 'tensorflow', available: false, kind: null, description: 'not set up' };

/** A machine with these devices, and how often it was asked for them. */
function machine(devices: DeviceChoice[], may: readonly string[] = ['webgpu']) {
  let asked = 0;
  const search: DeviceSearch = {
    list: async () => {
      asked++;
      return devices;
    },
    isKnown: () => asked > 0,
    mayHave: (name) => may.includes(name),
  };
  return { search, asked: () => asked };
}

test('a device that is named is taken as it is, and nothing is asked', async () => {
  const { search, asked } = machine([cpu, webgpu]);
  expect(await resolveDevice('cpu', search)).toBe('cpu');
  expect(await resolveDevice('abacus', search)).toBe('abacus');
  expect(asked()).toBe(0);
});

test('auto, and nothing, take the best that the machine has', async () => {
  const { search } = machine([cpu, none, webgpu]);
  expect(await resolveDevice('auto', search)).toBe('webgpu');
  expect(await resolveDevice(undefined, search)).toBe('webgpu');
  expect(await resolveDevice('auto', machine([cpu, none, { ...webgpu, kind: 'software' }]).search)).toBe(
    'cpu',
  );
});

test('where nothing better can be there no engine is asked', async () => {
  const { search, asked } = machine([cpu, webgpu], []);
  expect(await resolveDevice('auto', search)).toBe('cpu');
  expect(asked()).toBe(0);
});

test('what was listed before counts, as it is what a page shows', async () => {
  const { search } = machine([cpu, webgpu], []);
  await search.list();
  expect(await resolveDevice('auto', search)).toBe('webgpu');
});

test('where asking fails auto is the processor', async () => {
  const search: DeviceSearch = {
    list: () => Promise.reject(new Error('gone')),
    isKnown: () => false,
    mayHave: () => true,
  };
  expect(await resolveDevice('auto', search)).toBe('cpu');
});

test("a run's own device is had where it is found, or where nobody can say that it is not", async () => {
  const { search, asked } = machine([cpu, none]);
  expect(await canBeHad('cpu', search)).toBe(true);
  expect(await canBeHad('abacus', search)).toBe(false);
  expect(asked()).toBe(0);
  expect(await canBeHad('tensorflow', search)).toBe(false);
  expect(await canBeHad('tensorflow', machine([{ ...none, available: true, kind: 'gpu' }]).search)).toBe(
    true,
  );
  const list = () => Promise.reject(new Error('gone'));
  expect(await canBeHad('tensorflow', { ...search, list })).toBe(true);
});

test('a graphics card shows on Linux by its devices, and is taken for granted elsewhere', () => {
  expect(hasGraphicsCard('linux', () => false)).toBe(false);
  expect(hasGraphicsCard('linux', (path) => path === '/dev/dri')).toBe(true);
  expect(hasGraphicsCard('linux', (path) => path === '/dev/nvidiactl')).toBe(true);
  expect(hasGraphicsCard('win32', () => false)).toBe(true);
  expect(hasGraphicsCard('darwin', () => false)).toBe(true);
});
