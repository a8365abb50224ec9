import { useEffect } from 'react';
import { create } from 'zustand';
import type { DeviceChoice } from '../../shared/api/application.ts';
import { automaticDevice, plainDevice } from '../../shared/devices.ts';
import { host } from '../host/hostClient.ts';

export interface DeviceState {
  /** Null until the host has answered. */
  readonly devices: readonly DeviceChoice[] | null;
  /** Why the devices are not known. */
  readonly sentence: string | null;
}

/** What the host can train on; asked for once, as looking for devices takes a moment. */
export const useDeviceStore = create<DeviceState>(() => ({ devices: null, sentence: null }));

let asked: Promise<void> | null = null;

/** Asks the host for its devices where it was not asked before, or the answer was a fault. */
export function loadDevices(): Promise<void> {
  asked ??= host()
    .call.devices({})
    .then(
      (devices) => useDeviceStore.setState({ devices, sentence: null }),
      (error: Error) => {
        asked = null;
        useDeviceStore.setState({ sentence: error.message });
      },
    );
  return asked;
}

/** Asks anew: something that devices depend on has changed. */
export function reloadDevices(): Promise<void> {
  asked = null;
  return loadDevices();
}

/** The devices, for a component; a lost connection that came back asks anew. */
export function useDevices(): DeviceState {
  const isConnected = host().connection((connection) => connection.state === 'connected');
  useEffect(() => {
    if (isConnected) void loadDevices();
  }, [isConnected]);
  return useDeviceStore();
}

/** The device that a name stands for; `auto` stands for what the host would take. */
export function chosenDevice(devices: readonly DeviceChoice[], name: string): DeviceChoice | undefined {
  return name === 'auto' ? automaticDevice(devices) : devices.find((device) => device.name === name);
}

/** A device in a line: its description, with its name before it where it does not begin with it. */
export function deviceWords(device: DeviceChoice): string {
  const { name } = device;
  const words = deviceDescription(device);
  return words.startsWith(name) ? words : `${name}: ${words}`;
}

/** What a device would run on, and that one which only imitates a graphics card is slow. */
export function deviceDescription({ kind, description }: DeviceChoice): string {
  return kind === 'software' ? `${description}; slow` : description;
}

/** A device's name in a list to choose from. */
export function deviceTitle({ name, available, kind }: DeviceChoice): string {
  if (!available) return `${name}, not available`;
  return kind === 'software' ? `${name} (software, for tests)` : name;
}

/**
 * The devices that a run which ended on `own` can be resumed on instead; none that only imitates a graphics card. Where
 * it is not known what there is, the processor stands for all.
 */
export function otherDevices(devices: readonly DeviceChoice[] | null, own: string): readonly string[] {
  const names = devices
    ? devices.filter(({ available, kind }) => available && kind !== 'software').map(({ name }) => name)
    : [plainDevice];
  return names.filter((name) => name !== own);
}
