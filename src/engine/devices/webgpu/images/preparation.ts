import type { InputFormat } from '../../../data/prepare.ts';
import type { Range } from '../arena.ts';
import { line } from '../emit/grid.ts';
import { usage } from '../flags.ts';
import type { Gpu } from '../gpu.ts';
import { RUN_BYTES } from '../kernel.ts';
import type { Pipelines } from '../pipelines.ts';
import { colourKernel } from './colourKernel.ts';
import { RESIZE_THREADS, resizeKernel } from './resizeKernel.ts';

/** What images go through on their way into the input: resized from their pages, then coloured and normalised. */
export interface Preparation {
  /** Resizes those of the first `count` images that lie on a page. */
  resize(pass: GPUComputePassEncoder, page: number, count: number): void;
  colour(pass: GPUComputePassEncoder, count: number): void;
  dispose(): void;
}

export interface PreparationParts {
  readonly format: InputFormat;
  /** What images lie on, by page number. */
  readonly pages: readonly GPUBuffer[];
  /** SLOT_WORDS words an image. */
  readonly slots: GPUBuffer;
  readonly input: Range;
  readonly capacity: number;
}

/** Compiles the kernels for a format and binds them to pages. */
export async function bindPreparation(
  { device }: Gpu,
  pipelines: Pipelines,
  { format, pages, slots, input, capacity }: PreparationParts,
): Promise<Preparation> {
  const { width, height, channels } = format;
  const isOwn = channels === 3;
  const [resizing, colouring] = await Promise.all([
    pipelines.compile({ label: 'resize of images', source: resizeKernel(format), bindings: 3 }),
    pipelines.compile({ label: 'colours of images', source: colourKernel(format), bindings: isOwn ? 2 : 3 }),
  ]);
  const made: GPUBuffer[] = [];
  const make = (label: string, size: number, flags: number) => {
    const buffer = device.createBuffer({ label, size, usage: flags });
    made.push(buffer);
    return buffer;
  };
  const bind = (layout: GPUBindGroupLayout, resources: readonly GPUBindingResource[]) =>
    device.createBindGroup({
      layout,
      entries: resources.map((resource, binding) => ({ binding, resource })),
    });
  // Grey is made of colours that have no place in an input of one channel.
  const rgb = isOwn ? input : { buffer: make('colours', capacity * 3 * width * height * 4, usage.STORAGE) };
  const rounds = pages.map((buffer, page) => {
    const numbers = make('page', RUN_BYTES, usage.UNIFORM | usage.COPY_DST);
    device.queue.writeBuffer(numbers, 0, Uint32Array.of(page));
    return {
      data: bind(resizing.layout, [{ buffer }, { buffer: slots }, rgb]),
      numbers: bind(pipelines.runLayout, [{ buffer: numbers }]),
    };
  });
  const coloured = bind(colouring.layout, [{ buffer: slots }, rgb, ...(isOwn ? [] : [input])]);
  const [none] = rounds;
  return {
    resize(pass, page, count) {
      pass.setPipeline(resizing.pipeline);
      pass.setBindGroup(0, rounds[page].data);
      pass.setBindGroup(1, rounds[page].numbers);
      pass.dispatchWorkgroups(Math.ceil((width * height) / RESIZE_THREADS), count);
    },
    colour(pass, count) {
      pass.setPipeline(colouring.pipeline);
      pass.setBindGroup(0, coloured);
      pass.setBindGroup(1, none.numbers);
      pass.dispatchWorkgroups(...line(count));
    },
    dispose() {
      for (const buffer of made) buffer.destroy();
    },
  };
}
