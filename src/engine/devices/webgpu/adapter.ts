/** What an adapter is, as far as WebGPU tells. */
export interface AdapterDescription {
  /** For people: `NVIDIA GeForce RTX 3060`. */
  readonly name: string;
  /** It computes on the processor: SwiftShader, llvmpipe, WARP. */
  readonly isSoftware: boolean;
}

/** Names under which software goes for a GPU, where the adapter does not say so itself. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software|microsoft basic render/i;

/** Describes an adapter by what it tells of itself. */
export function describeAdapter(info: Partial<GPUAdapterInfo>): AdapterDescription {
  const { vendor = '', architecture = '', device = '', description = '', isFallbackAdapter = false } = info;
  const words = description === '' ? `${vendor} ${architecture}`.trim() : description;
  const isSoftware =
    isFallbackAdapter || SOFTWARE.test([vendor, architecture, device, description].join(' '));
  return { name: words === '' ? 'a GPU that gives no name' : words, isSoftware };
}

/** Threads of each subgroup of an adapter; null where that is not told, or not one number for all shaders. */
export function sizeOfSubgroups({
  subgroupMinSize,
  subgroupMaxSize,
}: Partial<GPUAdapterInfo>): number | null {
  return subgroupMinSize !== undefined && subgroupMinSize === subgroupMaxSize ? subgroupMinSize : null;
}
