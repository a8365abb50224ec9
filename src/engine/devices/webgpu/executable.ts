import { type Program, type ValueId, valueElements } from '../../compiler/program.ts';
import { keyWords } from '../../random/streams.ts';
import type { CompileProgress, Executable, Position, Procedure } from '../device.ts';
import { type Arena, createArena, type Range } from './arena.ts';
import { bindProcedure, kernelsOf } from './bind.ts';
import { usage } from './flags.ts';
import type { Gpu } from './gpu.ts';
import { createImageLoader } from './images/imageLoader.ts';
import { RUN_BYTES } from './kernel.ts';
import { createPacing } from './pacing.ts';
import type { Pipelines } from './pipelines.ts';
import { type BoundOperation, encodeOperations } from './procedure.ts';
import { createProfiler, type Profiler } from './profiler.ts';
import { createReadback } from './readback.ts';

const NANOSECONDS = 1e6;

/**
 * Takes a Program's memory on the GPU, compiles its kernels and binds them, so that a run makes nothing anew: it is one
 * submit (several where one would take the GPU too long). Rejects with a ProblemError where the GPU has too little
 * memory or its driver refuses a shader.
 */
export async function createExecutable(
  gpu: Gpu,
  pipelines: Pipelines,
  program: Program,
  onProgress: (progress: CompileProgress) => void = () => {},
): Promise<Executable> {
  const arena = await createArena(gpu, program);
  try {
    const kernels = (procedure: Procedure) => kernelsOf(program, procedure, arena.place, gpu.subgroupSize);
    const [ofStep, ofEvaluate] = [kernels('step'), kernels('evaluate')];
    await pipelines.compileAll([...ofStep, ...ofEvaluate].flat(), onProgress);
    const [step, evaluate] = await Promise.all([
      bindProcedure(gpu, pipelines, program, 'step', ofStep, arena),
      bindProcedure(gpu, pipelines, program, 'evaluate', ofEvaluate, arena),
    ]);
    return assemble(gpu, pipelines, program, arena, { step, evaluate });
  } catch (error) {
    arena.dispose();
    throw error;
  }
}

function assemble(
  gpu: Gpu,
  pipelines: Pipelines,
  program: Program,
  arena: Arena,
  procedures: Readonly<Record<Procedure, readonly BoundOperation[]>>,
): Executable {
  const { device, raise } = gpu;
  const { queue } = device;
  const { values, capacity } = program;
  const runNumbers = device.createBuffer({
    label: 'run',
    size: RUN_BYTES,
    usage: usage.UNIFORM | usage.COPY_DST,
  });
  const runGroup = device.createBindGroup({
    layout: pipelines.runLayout,
    entries: [{ binding: 0, resource: { buffer: runNumbers } }],
  });
  const numbers = new Uint32Array(RUN_BYTES / 4);
  const loader = createImageLoader(gpu, pipelines, { input: rangeOf(program.input, capacity), capacity });
  const pacing = createPacing(queue, procedures, gpu.now);
  const readback = createReadback(gpu);
  let profiler: Profiler | null = null;

  function rangeOf(id: ValueId, n: number): Range {
    const { address, shift } = arena.place(id);
    return arena.range(address + 4 * shift, 4 * valueElements(values[id], n));
  }

  function write(id: ValueId, data: ArrayLike<number>): void {
    const { buffer, offset } = rangeOf(id, 1);
    const copied = values[id].type === 'int32' ? Int32Array.from(data) : Float32Array.from(data);
    queue.writeBuffer(buffer, offset, copied);
  }

  function writeRun(n: number, { seed, step, epoch }: Position): void {
    if (n < 1 || n > capacity) throw new Error(`a batch of ${n} does not fit: 1 to ${capacity}`);
    numbers.set([n, step, epoch, ...keyWords(seed)]);
    queue.writeBuffer(runNumbers, 0, numbers);
  }

  /** Encodes what `fill` does and has the GPU do it. */
  function submit(fill: (encoder: GPUCommandEncoder) => void): void {
    const encoder = device.createCommandEncoder();
    fill(encoder);
    queue.submit([encoder.finish()]);
  }

  function encodeAll(encoder: GPUCommandEncoder, operations: readonly BoundOperation[], n: number): void {
    const pass = encoder.beginComputePass();
    loader.encode(pass);
    pass.setBindGroup(1, runGroup);
    encodeOperations(pass, operations, n);
    pass.end();
  }

  for (const { value, data } of program.constants) write(value, data);

  return {
    bind: (images, format) => loader.bind(images, format),
    load(batch) {
      raise();
      if (batch.count > capacity)
        throw new Error(`a batch of ${batch.count} does not fit: at most ${capacity}`);
      const { buffer, offset } = rangeOf(program.labels, 1);
      queue.writeBuffer(buffer, offset, batch.labels as Int32Array<ArrayBuffer>, 0, batch.count);
      loader.load(batch);
    },
    run(procedure, n, position) {
      raise();
      writeRun(n, position);
      for (const operations of pacing.submits(procedure))
        submit((encoder) => encodeAll(encoder, operations, n));
      return pacing.submitted(procedure);
    },
    async read(id, n, into) {
      raise();
      const { type } = values[id];
      await readback.read(rangeOf(id, n), (bytes) =>
        into.set(type === 'int32' ? new Int32Array(bytes) : new Float32Array(bytes)),
      );
      raise();
    },
    write(id, data) {
      raise();
      write(id, data);
    },
    ...(gpu.features.has('timestamp-query') && {
      async profile(procedure: Procedure, n: number, position: Position, into: Float64Array) {
        raise();
        const operations = procedures[procedure];
        const most = Math.max(procedures.step.length, procedures.evaluate.length);
        const timing = profiler ?? createProfiler(gpu, most);
        profiler = timing;
        writeRun(n, position);
        submit((encoder) => {
          encodeAll(encoder, [], n);
          timing.encode(encoder, operations, n, runGroup);
        });
        await readback.read(timing.times(operations.length), (bytes) => {
          const clock = new BigUint64Array(bytes);
          operations.forEach((_, i) => {
            into[i] = Number(clock[2 * i + 1] - clock[2 * i]) / NANOSECONDS;
          });
        });
      },
    }),
    dispose() {
      loader.dispose();
      readback.dispose();
      profiler?.dispose();
      runNumbers.destroy();
      arena.dispose();
    },
  };
}
