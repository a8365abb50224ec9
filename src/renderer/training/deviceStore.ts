import { useEffect } from 'react';
import { create } from 'zustand';
import type { DeviceChoice } from '../../shared/api/application.ts';
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

/** The device that a name stands for: `auto` is the first that can be had. */
export function chosenDevice(devices: readonly DeviceChoice[], name: string): DeviceChoice | undefined {
  return name === 'auto'
    ? devices.find(({ available }) => available)
    : devices.find((device) => device.name === name);
}

/** A device in a line: its description, with its name before it where it does not begin with it. */
export function deviceWords({ name, description }: DeviceChoice): string {
  return description.startsWith(name) ? description : `${name}: ${description}`;
}
