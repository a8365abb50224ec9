import { ProblemError } from '../../../shared/problem.ts';
import type { CompileProgress } from '../device.ts';
import { shaderProblem } from './faults.ts';
import { STAGE_COMPUTE } from './flags.ts';
import type { Gpu } from './gpu.ts';
import type { Kernel } from './kernel.ts';

/** A shader that is compiled, and the layout of its storage bindings. */
export interface CompiledKernel {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** A shader to compile: its storage bindings are group 0, numbers that change from run to run are group 1. */
export interface ShaderText {
  readonly label: string;
  readonly source: string;
  /** How many storage bindings it has. */
  readonly bindings: number;
}

/** The pipelines of a device, each compiled once. */
export interface Pipelines {
  /** The layout of group 1: the numbers of the run. */
  readonly runLayout: GPUBindGroupLayout;
  /** Compiles a kernel, beside others. Rejects with a ProblemError where the driver refuses it. */
  compile(kernel: ShaderText): Promise<CompiledKernel>;
  /**
   * Compiles those of some kernels that were not compiled before, all at once, and tells how many shaders that are and
   * how many of them are done, first of all that none is. Rejects as `compile` does.
   */
  compileAll(kernels: readonly Kernel[], onProgress: (progress: CompileProgress) => void): Promise<void>;
}

/** A device's pipelines, none yet. */
export function createPipelines({ device, raise }: Gpu): Pipelines {
  const known = new Map<string, Promise<CompiledKernel>>();
  const layouts = new Map<number, GPUBindGroupLayout>();
  const runLayout = device.createBindGroupLayout({
    entries: [{ binding: 0, visibility: STAGE_COMPUTE, buffer: { type: 'uniform' } }],
  });

  /** All that a kernel binds may be written: what is read lies in the same buffers as what is written. */
  function storageLayout(count: number): GPUBindGroupLayout {
    const layout =
      layouts.get(count) ??
      device.createBindGroupLayout({
        entries: Array.from({ length: count }, (_, binding) => ({
          binding,
          visibility: STAGE_COMPUTE,
          buffer: { type: 'storage' as const },
        })),
      });
    layouts.set(count, layout);
    return layout;
  }

  async function make(label: string, code: string, count: number): Promise<CompiledKernel> {
    const layout = storageLayout(count);
    const module = device.createShaderModule({ label, code });
    try {
      const pipeline = await device.createComputePipelineAsync({
        label,
        layout: device.createPipelineLayout({ bindGroupLayouts: [layout, runLayout] }),
        compute: { module, entryPoint: 'main' },
      });
      return { pipeline, layout };
    } catch (error) {
      raise();
      const { messages } = await module.getCompilationInfo();
      const told = messages.find(({ type }) => type === 'error');
      const reason = told ? `line ${told.lineNum}: ${told.message}` : (error as Error).message;
      throw new ProblemError(shaderProblem(label, reason));
    }
  }

  function compile({ label, source, bindings }: ShaderText): Promise<CompiledKernel> {
    const found = known.get(source) ?? make(label, source, bindings);
    known.set(source, found);
    return found;
  }

  return {
    runLayout,
    compile,
    async compileAll(kernels, onProgress) {
      const missing = new Map<string, ShaderText>();
      for (const { label, source, bindings } of kernels)
        if (!known.has(source)) missing.set(source, { label, source, bindings: bindings.length });
      const total = missing.size;
      let done = 0;
      if (total > 0) onProgress({ done, total });
      await Promise.all(
        [...missing.values()].map(async (shader) => {
          await compile(shader);
          done++;
          onProgress({ done, total });
        }),
      );
    },
  };
}
