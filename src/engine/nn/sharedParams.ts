/** Torch's in-place flag: memory is planned by the compiler, so it changes nothing here and is kept for round trips. */
export const inplace = {
  kind: 'boolean',
  default: false,
  description: 'Torch computes in place where set; kept in the file, without effect here',
} as const;

const size = (dflt: number, description: string) =>
  ({ kind: 'integer', default: dflt, min: 1, max: 4096, unit: 'pixels', description }) as const;
const padding = (dflt: number | null, description: string) =>
  ({ kind: 'integer', default: dflt, min: 0, max: 4096, unit: 'pixels', description }) as const;

/** Kernel size of a window, width before height. */
export const kernel = { kW: size(3, 'Width of the window'), kH: size(3, 'Height of the window') };
export const poolKernel = { kW: size(2, 'Width of the window'), kH: size(2, 'Height of the window') };
export const stride = {
  dW: size(1, 'Step of the window in width'),
  dH: size(1, 'Step of the window in height'),
};
export const pad = {
  padW: padding(0, 'Zeros added left and right'),
  padH: padding(0, 'Zeros added above and below'),
};
