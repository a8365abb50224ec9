import { type Problem, ProblemError } from '../../../shared/problem.ts';
import { formatBytes } from './formatBytes.ts';

/** The fault of a device that the driver or the system took away. */
export function lostProblem(reason: string): Problem {
  const why = reason === '' ? '' : ` (${firstLine(reason)})`;
  return {
    code: 'device-lost',
    message: `the GPU was lost${why}: its driver was reset, it was removed, or another program overloaded it`,
  };
}

/** The fault of memory that the GPU does not have. */
export function outOfMemoryProblem(bytes: number, what: string): Problem {
  return {
    code: 'gpu-out-of-memory',
    message: `the GPU has no ${formatBytes(bytes)} left for ${what}; a smaller batch needs less`,
  };
}

/** The fault of a shader that the driver refused. */
export function shaderProblem(label: string, reason: string): Problem {
  return {
    code: 'shader-failed',
    message: `the GPU's driver cannot run the shader of ${label}: ${firstLine(reason)}`,
  };
}

/** What the device did not allow; our own fault, unless its memory ran out. */
export function uncapturedFault(error: GPUError): Error {
  if (error instanceof GPUOutOfMemoryError) {
    const message = `the GPU's memory ran out (${firstLine(error.message)}); a smaller batch needs less`;
    return new ProblemError({ code: 'gpu-out-of-memory', message });
  }
  return new Error(`WebGPU refused a call: ${error.message}`);
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0].replace(/\.$/, '');
}
