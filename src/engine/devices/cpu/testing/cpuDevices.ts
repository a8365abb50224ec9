import type { Platform } from '../../../platform.ts';
import { type CpuDevice, type CpuDeviceOptions, createCpuDevice } from '../device.ts';

/** CPU devices of a test file, one for each choice of options. */
export interface CpuDevices {
  deviceOf(options: CpuDeviceOptions): Promise<CpuDevice>;
  dispose(): Promise<void>;
}

/** Opens each device when it is first asked for. */
export function createCpuDevices(platform: Platform): CpuDevices {
  const devices = new Map<string, Promise<CpuDevice>>();
  return {
    deviceOf(options) {
      const name = JSON.stringify(options);
      const device = devices.get(name) ?? createCpuDevice(platform, options);
      devices.set(name, device);
      return device;
    },
    async dispose() {
      for (const device of devices.values()) (await device).dispose();
    },
  };
}
