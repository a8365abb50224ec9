// Compiles the CPU device's kernels, AssemblyScript, to out/kernels/*.wasm: one source, three builds.
//
// Compile-time constants: `asc --use NAME=INTEGER` makes NAME a global constant of type i32 in every file. An `if`
// on such a constant is decided while compiling: the branch that is not taken is not even checked, so that a build
// without relaxed SIMD may name its operations in a branch. (`--use NAME=OTHER` would alias a global instead.)
// The kernels see:
//   RELAXED  0 or 1: whether relaxed SIMD (fused multiply-add) is there
//   TILE     8 or 16: columns of a micro-kernel's tile; 16 is for a runtime that pairs 128-bit operations
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStamp, STAMP, sourceFingerprint } from '../bin/built.js';

const SOURCE = 'src/engine/devices/cpu/kernels';

/** The three builds, by the name of their file. */
export const KERNEL_BUILDS = [
  { name: 'simd-8', relaxed: 0, tile: 8 },
  { name: 'relaxed-8', relaxed: 1, tile: 8 },
  { name: 'relaxed-16', relaxed: 1, tile: 16 },
];

/**
 * Compiles the kernels into out/kernels where they are missing or older than their sources.
 * @param {string} root the folder of the checkout
 * @param {(line: string) => void} say
 */
export async function buildKernels(root, say) {
  const entry = join(root, SOURCE, 'index.ts');
  if (!existsSync(entry)) {
    say(`No kernels to compile: ${SOURCE}/index.ts does not exist.`);
    return;
  }
  const out = join(root, 'out', 'kernels');
  const fingerprint = kernelFingerprint(root);
  const files = KERNEL_BUILDS.map(({ name }) => `${name}.wasm`);
  if (readStamp(join(out, STAMP)) === fingerprint && files.every((file) => existsSync(join(out, file))))
    return;
  mkdirSync(out, { recursive: true });
  rmSync(join(out, STAMP), { force: true });
  for (const build of KERNEL_BUILDS) {
    const bytes = await compile(root, build);
    refuseDataSegments(bytes, build.name);
    const temporary = join(out, `${build.name}.${process.pid}.tmp`);
    writeFileSync(temporary, bytes);
    renameSync(temporary, join(out, `${build.name}.wasm`));
  }
  writeFileSync(join(out, STAMP), `${JSON.stringify({ sources: fingerprint })}\n`);
  say(`Compiled ${files.join(', ')}.`);
}

/** @param {string} root */
function kernelFingerprint(root) {
  const compiler = readFileSync(join(root, 'node_modules', 'assemblyscript', 'package.json'), 'utf8');
  const sources = sourceFingerprint(root, [SOURCE, 'tools/build-kernels.mjs']);
  return createHash('sha256').update(sources).update(JSON.parse(compiler).version).digest('hex');
}

/**
 * The bytes of one build. The memory is imported and shared; its size is the business of whoever brings it.
 * @param {string} root
 * @param {{ name: string, relaxed: number, tile: number }} build
 * @returns {Promise<Uint8Array>}
 */
async function compile(root, { name, relaxed, tile }) {
  const { default: asc } = await import('assemblyscript/asc');
  /** @type {Uint8Array | undefined} */
  let bytes;
  // The compiler takes paths below its base folder and answers with the name it was given.
  const { error, stderr } = await asc.main(
    [
      `${SOURCE}/index.ts`,
      ...['--outFile', `${name}.wasm`],
      ...['--runtime', 'stub', '-O3', '--noAssert'],
      ...['--enable', relaxed ? 'simd,relaxed-simd,threads' : 'simd,threads'],
      ...[
        '--importMemory',
        '--sharedMemory',
        '--noExportMemory',
        '--initialMemory',
        '1',
        '--maximumMemory',
        '65536',
      ],
      ...['--use', `RELAXED=${relaxed}`, '--use', `TILE=${tile}`],
    ],
    {
      readFile: (file, base) => readText(join(base === '.' ? root : base, file)),
      writeFile: (_file, contents) => {
        bytes = typeof contents === 'string' ? undefined : contents;
      },
      listFiles: (folder, base) => listFiles(join(base === '.' ? root : base, folder)),
    },
  );
  if (error || bytes === undefined)
    throw new Error(`Compiling the kernels (${name}) failed.\n${stderr.toString()}`);
  return bytes;
}

/** @param {string} path */
function readText(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** @param {string} folder */
function listFiles(folder) {
  return existsSync(folder) ? readdirSync(folder) : null;
}

/**
 * Every thread that starts writes a module's data segments into the shared memory again, over what others keep
 * there; so a kernel may not have any (no strings, no static arrays).
 * @param {Uint8Array} bytes of a WebAssembly module
 * @param {string} name for the sentence
 */
export function refuseDataSegments(bytes, name) {
  const DATA_SECTION = 11;
  for (let at = 8; at < bytes.length; ) {
    const section = bytes[at];
    const size = readLeb(bytes, at + 1);
    const [count] = readLeb(bytes, size[1]);
    if (section === DATA_SECTION && count > 0) {
      throw new Error(
        `Kernels ${name}: ${count} data segments, but none is allowed; keep tables in the caller.`,
      );
    }
    at = size[1] + size[0];
  }
}

/**
 * An unsigned LEB128 number and the position after it.
 * @param {Uint8Array} bytes
 * @param {number} at
 * @returns {[number, number]}
 */
function readLeb(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}
