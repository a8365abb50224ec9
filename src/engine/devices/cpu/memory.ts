import { fail } from '../../../shared/problem.ts';
import { writeKernelNumbers } from './kernelNumbers.ts';
import { HEADER_BYTES } from './kernels/layout.ts';

const PAGE = 65536;
/** 4 GiB minus a page: all that 32-bit addresses reach, and its end is still a 32-bit number. */
const MOST_PAGES = 65535;
/** Largest alignment of anything: a cache line. */
const LINE = 64;

/** One memory that all threads and all Programs of a device share, given out in blocks. */
export interface SharedMemory {
  readonly memory: WebAssembly.Memory;
  /** The header (kernels/layout.ts) as words. */
  readonly header: Int32Array;
  /** Address of a block of zeros on a cache line; `what` says in a fault what it is for. Throws ProblemError. */
  allocate(bytes: number, what: string): number;
  /** Gives a block back. */
  free(address: number): void;
}

/** Reserves addresses for all that may be needed; memory itself is taken as blocks are. */
export function createSharedMemory(): SharedMemory {
  const memory = reserve();
  const blocks: { readonly address: number; readonly end: number }[] = [];

  function allocate(bytes: number, what: string): number {
    const size = Math.ceil(bytes / LINE) * LINE;
    let address = HEADER_BYTES;
    let place = 0;
    for (; place < blocks.length && blocks[place].address - address < size; place++)
      address = blocks[place].end;
    extend(memory, address + size, size, what);
    blocks.splice(place, 0, { address, end: address + size });
    new Uint8Array(memory.buffer, address, size).fill(0);
    return address;
  }

  function free(address: number): void {
    const place = blocks.findIndex((block) => block.address === address);
    if (place >= 0) blocks.splice(place, 1);
  }

  writeKernelNumbers(memory);
  return { memory, header: new Int32Array(memory.buffer, 0, HEADER_BYTES / 4), allocate, free };
}

/** As many addresses as the system lets us have. */
function reserve(): WebAssembly.Memory {
  for (let maximum = MOST_PAGES; ; maximum = Math.floor(maximum / 2)) {
    try {
      return new WebAssembly.Memory({ initial: 1, maximum, shared: true });
    } catch (error) {
      if (maximum > 1) continue;
      const reason = error instanceof Error ? error.message : String(error);
      fail('memory', `the CPU device cannot reserve any memory that its threads share (${reason})`);
    }
  }
}

function extend(memory: WebAssembly.Memory, end: number, size: number, what: string): void {
  const missing = Math.ceil(end / PAGE) - memory.buffer.byteLength / PAGE;
  if (missing <= 0) return;
  try {
    memory.grow(missing);
  } catch {
    const taken = memory.buffer.byteLength;
    const found = `the CPU device has ${taken} bytes already and could not be given more`;
    fail('memory', `${what} needs ${size} bytes of memory, but ${found}; a smaller batch needs less`);
  }
}
