import type { Place } from './place.ts';

/** Workgroups of a dispatch, by the number of images in the batch. */
export type Workgroups = (n: number) => readonly [x: number, y: number, z: number];

/** What an element of an operand is in a kernel; `vec4` takes four float32 at once. */
export type ElementType = 'f32' | 'i32' | 'u32' | 'vec4';

/** An operand of a kernel: where it lies, and as what the kernel sees it. */
export interface Operand {
  readonly place: Place;
  readonly type: ElementType;
}

/** A storage binding of a kernel: a run of bytes of the device's memory. */
export interface Binding {
  readonly address: number;
  readonly bytes: number;
  readonly type: ElementType;
}

/** One dispatch: a shader and what it works on. */
export interface Kernel {
  /** For profiles and faults: `convolution product`. */
  readonly label: string;
  /** The shader, whole; kernels with the same text share a pipeline. */
  readonly source: string;
  /** By binding number. */
  readonly bindings: readonly Binding[];
  readonly workgroups: Workgroups;
}

/** How a kernel is written. */
export interface KernelText {
  readonly label: string;
  /** By the name under which the body reads (`x(i)`) and writes (`set_x(i, value)`) each. */
  readonly operands: Readonly<Record<string, Operand | null>>;
  readonly workgroupSize: readonly [x: number, y?: number, z?: number];
  readonly workgroups: Workgroups;
  /** Functions, constants and workgroup variables beside `main`. */
  readonly declarations?: string;
  /** What `main` does; it knows `group`, `groups`, `local`, `lane` and `run`, and functions also `subgroup_lane`. */
  readonly body: string;
}

/** The numbers of a run, written before each: see `writeRun`. */
export const RUN_STRUCT = 'struct Run { n: u32, step: u32, epoch: u32, key0: u32, key1: u32 }';

/** Bytes of the buffer that holds them. */
export const RUN_BYTES = 32;

const wgslTypes: Readonly<Record<ElementType, string>> = {
  f32: 'f32',
  i32: 'i32',
  u32: 'u32',
  vec4: 'vec4f',
};

/** Elements of a place begin at `shift` numbers from its address; a vector of four counts as one. */
function shiftOf({ place, type }: Operand, label: string, name: string): number {
  if (type !== 'vec4') return place.shift;
  if (place.shift % 4 !== 0) throw new Error(`${label}: ${name} does not begin at a vector of four`);
  return place.shift / 4;
}

/**
 * Writes a shader: a storage binding for each place among the operands, and two functions for each operand,
 * `name(i)` and `set_name(i, value)`, i counted in elements from its first. Operands that lie in one place (in-place
 * operations, tensors of one segment) share a binding, since WebGPU allows no two writable ones over the same bytes.
 */
export function writeKernel(text: KernelText): Kernel {
  const { label, operands, workgroupSize, workgroups, declarations = '', body } = text;
  const bindings: { address: number; bytes: number; type: ElementType }[] = [];
  const accessors: string[] = [];
  for (const [name, operand] of Object.entries(operands)) {
    if (operand === null) continue;
    const { place, type } = operand;
    let at = bindings.findIndex(({ address }) => address === place.address);
    if (at === -1) at = bindings.push({ address: place.address, bytes: place.bytes, type }) - 1;
    else bindings[at].bytes = Math.max(bindings[at].bytes, place.bytes);
    if (bindings[at].type !== type) {
      throw new Error(
        `${label}: ${name} is ${type}, and what lies in the same place is ${bindings[at].type}`,
      );
    }
    const shift = shiftOf(operand, label, name);
    const index = shift === 0 ? 'i' : `i + ${shift}u`;
    const element = wgslTypes[type];
    accessors.push(
      `fn ${name}(i: u32) -> ${element} { return memory${at}[${index}]; }`,
      `fn set_${name}(i: u32, value: ${element}) { memory${at}[${index}] = value; }`,
    );
  }
  requireApart(label, bindings);
  const declared = bindings.map(
    ({ type }, i) =>
      `@group(0) @binding(${i}) var<storage, read_write> memory${i}: array<${wgslTypes[type]}>;`,
  );
  const groups = /\bgroups\b/.test(body) ? ', @builtin(num_workgroups) groups: vec3u' : '';
  // WGSL tells a thread's number within its subgroup to main alone.
  const bySubgroups = /\bsubgroup_lane\b/.test(declarations);
  const subgroup = bySubgroups ? ', @builtin(subgroup_invocation_id) own_subgroup_lane: u32' : '';
  const source = [
    ...(bySubgroups ? ['enable subgroups;', 'var<private> subgroup_lane: u32;'] : []),
    RUN_STRUCT,
    '@group(1) @binding(0) var<uniform> run: Run;',
    ...declared,
    ...accessors,
    declarations,
    `@compute @workgroup_size(${workgroupSize.join(', ')})`,
    `fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u, @builtin(local_invocation_index) lane: u32${groups}${subgroup}) {`,
    ...(bySubgroups ? ['  subgroup_lane = own_subgroup_lane;'] : []),
    body,
    '}',
  ].join('\n');
  return { label, source, bindings, workgroups };
}

function requireApart(label: string, bindings: readonly Binding[]): void {
  const ordered = [...bindings].sort((a, b) => a.address - b.address);
  for (let i = 1; i < ordered.length; i++) {
    const { address, bytes } = ordered[i - 1];
    if (address + bytes > ordered[i].address) throw new Error(`${label}: two operands overlap`);
  }
}

/** A float32 as WGSL writes it. Throws where it is none that WGSL can write. */
export function float(value: number): string {
  const rounded = Math.fround(value);
  if (!Number.isFinite(rounded)) throw new Error(`${value} cannot be written in a shader`);
  const text = String(rounded);
  return `${/[.e]/.test(text) ? text : `${text}.0`}f`;
}
