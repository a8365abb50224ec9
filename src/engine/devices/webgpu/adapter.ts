import { formatBytes } from './formatBytes.ts';

/** What an adapter is, as far as WebGPU tells. */
export interface AdapterDescription {
  /** For people: `NVIDIA GeForce RTX 3060`. */
  readonly name: string;
  /** It computes on the processor: SwiftShader, llvmpipe, WARP. */
  readonly isSoftware: boolean;
}

/** Names under which software goes for a GPU, where the adapter does not say so itself. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software|microsoft basic render/i;

/**
 * Describes an adapter by what it tells of itself: systems put the card's name into `description` or `device`, the
 * driver's into the other or nowhere, and browsers leave out both.
 */
export function describeAdapter(info: Partial<GPUAdapterInfo>): AdapterDescription {
  const { vendor = '', architecture = '', device = '', description = '', isFallbackAdapter = false } = info;
  const parts = [description, device, `${vendor} ${architecture}`.trim()].filter((part) => part !== '');
  const [first = 'a GPU that gives no name', ...rest] = parts;
  const isTold = architecture !== '' && known(first, architecture);
  const further = isTold ? [] : rest.filter((part) => !known(first, part));
  const name = further.length === 0 ? first : `${first} (${further.join(', ')})`;
  return { name, isSoftware: isFallbackAdapter || SOFTWARE.test(parts.join(' ')) };
}

/** Whether a text says all that a part does, however it is written. */
function known(text: string, part: string): boolean {
  const letters = (from: string) => from.toLowerCase().replace(/[^a-z0-9]+/g, '');
  return letters(text).includes(letters(part));
}

/** What an adapter gives at once and has beyond what all have, for people; how much memory it has WebGPU does not tell. */
export function describeAbilities(
  { maxBufferSize }: Pick<GPUSupportedLimits, 'maxBufferSize'>,
  features: ReadonlySet<string>,
): string {
  const has = [
    ...(features.has('subgroups') ? ['subgroups'] : []),
    ...(features.has('timestamp-query') ? ['times of operations'] : []),
  ];
  return [`buffers of up to ${formatBytes(maxBufferSize)}`, ...has].join(', ');
}

/** Threads of each subgroup of an adapter; null where that is not told, or not one number for all shaders. */
export function sizeOfSubgroups({
  subgroupMinSize,
  subgroupMaxSize,
}: Partial<GPUAdapterInfo>): number | null {
  return subgroupMinSize !== undefined && subgroupMinSize === subgroupMaxSize ? subgroupMinSize : null;
}
