/**
 * What a device computes on: a graphics card, the processor, or a graphics card that the processor only imitates
 * (SwiftShader, llvmpipe), which is right but slow.
 */
export type Hardware = 'gpu' | 'processor' | 'software';

/** A device as one is chosen by. */
export interface DeviceOffer {
  readonly name: string;
  /** Whether it can be had here and passed its self-test. */
  readonly available: boolean;
  /** Null where it is not available. */
  readonly kind: Hardware | null;
}

/** What `auto` takes, the first that is there; the last of them needs nothing but a processor. */
const order: readonly { readonly name: string; readonly kind: Hardware }[] = [
  { name: 'tensorflow', kind: 'gpu' },
  { name: 'webgpu', kind: 'gpu' },
  { name: 'cpu', kind: 'processor' },
];

/** The device that stands in where nothing better is known. */
export const plainDevice = 'cpu';

/** The devices that `auto` takes rather than the plain one, by name, where they have a graphics card. */
export const preferredDevices: readonly string[] = order
  .map(({ name }) => name)
  .filter((name) => name !== plainDevice);

/**
 * The device that `auto` stands for: TensorFlow with a graphics card, WebGPU on a real one, the processor; undefined
 * where there is none of them. What only imitates a graphics card is taken where it is named, never by itself.
 */
export function automaticDevice<D extends DeviceOffer>(devices: readonly D[]): D | undefined {
  for (const wanted of order) {
    const found = devices.find(
      ({ name, available, kind }) => available && name === wanted.name && kind === wanted.kind,
    );
    if (found) return found;
  }
  return undefined;
}

/** Codes of the problems that a device ends a run by; another device may do better. */
const faults: readonly string[] = [
  'device-lost',
  'gpu-out-of-memory',
  'shader-failed',
  // A device's own memory, or TensorFlow's.
  'memory',
  // A driver that crashes takes the engine along.
  'engine-gone',
];

/** Whether a problem's code says that the device failed, and not the network, the images or the disk. */
export function isDeviceFault(code: string): boolean {
  return faults.includes(code);
}
