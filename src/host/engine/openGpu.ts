import { fail } from '../../shared/problem.ts';

/**
 * Workgroup memory is cleared by a loop in the shader, not by Vulkan's extension: SwiftShader writes that out number by
 * number, which makes it compile for seconds.
 */
const SMALL_SHADERS = 'disable-dawn-features=use_vulkan_zero_initialize_workgroup_memory_extension';

let opened: Promise<GPU> | null = null;

/**
 * WebGPU in Node: Dawn, by the optional package `webgpu`. Opened once a process. Throws ProblemError where the package
 * is not there, or was made for another system.
 */
export function openGpu(): Promise<GPU> {
  opened ??= open();
  return opened;
}

async function open(): Promise<GPU> {
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    return create([SMALL_SHADERS]);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return fail(
      'no-webgpu',
      `WebGPU cannot be had here: the optional package webgpu is not installed or does not fit this system (${reason})`,
    );
  }
}
