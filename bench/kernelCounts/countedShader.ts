import type { Kernel } from '../../src/engine/devices/webgpu/kernel.ts';

/** A kernel's shader that also counts, in one more storage binding after the kernel's own. */
export interface CountedShader {
  readonly source: string;
  /** The operands by whose functions it reads and writes, in the order of the counters. */
  readonly operands: readonly string[];
}

/** 32-bit words of a counter, the lower first. */
const WORDS = 2;

const ACCESSORS = /^fn (set_)?(\w+)\(i: u32(?:, value: (\w+))?\)(?: -> (\w+))? \{ (.*memory\d+\[.*) \}$/gm;
const MAIN = /^(@compute @workgroup_size\([^)]*\))\nfn main\((.*)\) \{$/m;
/** Statements, one after the other, that add a product to one of a thread's sums. */
const PRODUCTS = /(?<=[;{}]\s*)(?:sum\w* \+= [\w.]+ \* [\w.]+;\s*)+/g;

/** Bytes of a shader's counters: of multiply-adds, then the reads and the writes of each operand. */
export function counterBytes(operands: number): number {
  return 4 * WORDS * (1 + 2 * operands);
}

/** The counters' numbers: multiply-adds, then the reads and the writes of each operand. */
export function readCounters(words: Uint32Array): number[] {
  return Array.from({ length: words.length / WORDS }, (_, i) => words[2 * i] + 2 ** 32 * words[2 * i + 1]);
}

/**
 * Rewrites a kernel so that each of its threads counts what it does and adds that up at its end: numbers of 4 bytes
 * read and written through the operands' functions, also those that a condition then throws away, and multiplications
 * with an addition to a sum whose name begins with `sum`. Throws where the text reaches memory in another way.
 */
export function countedShader({ label, source, bindings }: Kernel): CountedShader {
  const operands: string[] = [];
  let accessors = 0;
  const counted = source
    .replace(ACCESSORS, (line, set: string | undefined, name: string, value, result, body: string) => {
      if (!operands.includes(name)) operands.push(name);
      accessors++;
      const counter = `counted_${set ? 'stores' : 'loads'}_${operands.indexOf(name)}`;
      return line.replace(body, `${counter} += ${(value ?? result) === 'vec4f' ? 4 : 1}u; ${body}`);
    })
    .replace(
      PRODUCTS,
      (statements) => `counted_products += ${productsIn(statements, source)}u; ${statements}`,
    );
  const main = MAIN.exec(counted);
  if (main === null || accessors !== counted.match(/memory\d+\[/g)?.length) {
    throw new Error(`${label}: its text is not as writeKernel writes it, so that nothing can be counted`);
  }
  const [found, attributes, parameters] = main;
  const plain = parameters.replaceAll(/@builtin\(\w+\) /g, '');
  const names = plain.split(', ').map((parameter) => parameter.split(':')[0]);
  const counters = ['products', ...operands.flatMap((_, i) => [`loads_${i}`, `stores_${i}`])];
  const text = [
    counted.replace(found, `fn counted_main(${plain}) {`),
    `@group(0) @binding(${bindings.length}) var<storage, read_write> counters: array<atomic<u32>>;`,
    ...counters.map((name) => `var<private> counted_${name}: u32;`),
    `fn add_counted(at: u32, value: u32) {
  if (value == 0u) { return; }
  let before = atomicAdd(&counters[at], value);
  if (before > 0xffffffffu - value) { atomicAdd(&counters[at + 1u], 1u); }
}
${attributes}
fn main(${parameters}) {
  counted_main(${names.join(', ')});
  ${counters.map((name, i) => `add_counted(${WORDS * i}u, counted_${name});`).join('\n  ')}
}`,
  ];
  return { source: text.join('\n'), operands };
}

/** Multiply-adds of statements, four where the sum is a vector of four. */
function productsIn(statements: string, source: string): number {
  const sums = [...statements.matchAll(/(\w+) \+=/g)].map(([, name]) => name);
  const widthOf = (name: string) => {
    const [, type] = new RegExp(`var ${name}(?:: | = )(\\w+)`).exec(source) ?? [];
    return type?.startsWith('vec4') ? 4 : type?.startsWith('vec2') ? 2 : 1;
  };
  return sums.reduce((total, name) => total + widthOf(name), 0);
}
