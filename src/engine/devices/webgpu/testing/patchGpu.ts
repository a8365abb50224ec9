/** WebGPU whose devices are changed before anyone else has them; `patch` sets members of the device itself. */
export function patchGpu(gpu: GPU, patch: (device: GPUDevice) => void): GPU {
  const patched: Pick<GPU, 'requestAdapter'> = {
    async requestAdapter(options) {
      const adapter = await gpu.requestAdapter(options);
      if (adapter === null) return null;
      const requestDevice = adapter.requestDevice.bind(adapter);
      return set(adapter, 'requestDevice', async (descriptor) => {
        const device = await requestDevice(descriptor);
        patch(device);
        return device;
      });
    },
  };
  return patched as GPU;
}

/** Puts something in the place of a member of one object; others of its class keep theirs. */
export function set<T extends object, K extends keyof T>(object: T, name: K, value: T[K]): T {
  return Object.defineProperty(object, name, { value, configurable: true });
}

/**
 * Makes `device.destroy()` look as if the driver had taken the device away for a reason: what comes after fails as
 * after a real loss, which cannot be provoked.
 */
export function loseInsteadOfDestroy(device: GPUDevice, message: string): void {
  const lost = device.lost.then((info) => ({ ...info, reason: 'unknown' as const, message }));
  set(device, 'lost', lost);
}

/** How often each of what a device and its queue can do was asked for. */
export type Calls = Record<string, number>;

/** Counts the calls on a device and its queue from now on, each by its name. */
export function countCalls(device: GPUDevice): Calls {
  const calls: Calls = {};
  for (const object of [device, device.queue]) {
    const names = Object.getOwnPropertyNames(Object.getPrototypeOf(object)) as (keyof typeof object)[];
    for (const name of names) {
      const method: unknown = object[name];
      if (name === ('constructor' as string) || typeof method !== 'function') continue;
      const counted = (...args: unknown[]) => {
        calls[name] = (calls[name] ?? 0) + 1;
        return method.apply(object, args);
      };
      set(object, name, counted as never);
    }
  }
  return calls;
}

/** A buffer that was taken. */
export interface TakenBuffer {
  readonly label: string;
  readonly size: number;
}

/** The buffers that a device has from now on, without those that were destroyed since. */
export function watchBuffers(device: GPUDevice): ReadonlySet<TakenBuffer> {
  const held = new Set<TakenBuffer>();
  const createBuffer = device.createBuffer.bind(device);
  set(device, 'createBuffer', (descriptor) => {
    const buffer = createBuffer(descriptor);
    const taken = { label: descriptor.label ?? '', size: descriptor.size };
    held.add(taken);
    const destroy = buffer.destroy.bind(buffer);
    return set(buffer, 'destroy', () => {
      held.delete(taken);
      destroy();
      return undefined;
    });
  });
  return held;
}
