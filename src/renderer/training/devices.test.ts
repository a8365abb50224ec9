import { expect, test } from 'vitest';
import type { DeviceChoice } from '../../shared/api/application.ts';
import { chosenDevice, deviceTitle, deviceWords, otherDevices } from './deviceStore.ts';

const cpu: DeviceChoice = { name: 'cpu', available: true, kind: 'processor', description: 'cpu, 2 threads' };
const missing: DeviceChoice = { name: 'tensorflow', available: false, kind: null, description: 'not set up' };
const imitated: DeviceChoice = {
  name: 'webgpu',
  available: true,
  kind: 'software',
  description: 'SwiftShader',
};
const real: DeviceChoice = { ...imitated, kind: 'gpu', description: 'webgpu, Radeon' };

test('auto stands for what the host would take, a name for itself', () => {
  expect(chosenDevice([cpu, missing, imitated], 'auto')).toBe(cpu);
  expect(chosenDevice([cpu, missing, real], 'auto')).toBe(real);
  expect(chosenDevice([cpu, missing, imitated], 'webgpu')).toBe(imitated);
  expect(chosenDevice([cpu], 'abacus')).toBe(undefined);
});

test('what only imitates a graphics card says that it is slow, wherever it is named', () => {
  expect([cpu, missing, imitated, real].map(deviceTitle)).toEqual([
    'cpu',
    'tensorflow, not available',
    'webgpu (software, for tests)',
    'webgpu',
  ]);
  expect(deviceWords(imitated)).toBe('webgpu: SwiftShader; slow');
  expect(deviceWords(real)).toBe('webgpu, Radeon');
});

test('a run that failed goes on on every other device that can be had, and is none the slower for it', () => {
  expect(otherDevices([cpu, missing, real], 'webgpu')).toEqual(['cpu']);
  expect(otherDevices([cpu, missing, real], 'tensorflow')).toEqual(['cpu', 'webgpu']);
  expect(otherDevices([cpu, missing, imitated], 'cpu')).toEqual([]);
  expect(otherDevices(null, 'webgpu')).toEqual(['cpu']);
  expect(otherDevices(null, 'cpu')).toEqual([]);
});
