import { ProblemError } from '../../shared/problem.ts';

/** The node that TensorFlow names in a fault: `{{node step/conv1/Conv2D}}` was written for `conv1`. */
const AT_NODE = /\{\{node [a-z_]+\/([A-Za-z][A-Za-z0-9_]*)\//;

/** A fault of a session run as a sentence where a person can do something about it; else the error as it is. */
export function runProblem(error: unknown): unknown {
  const text = error instanceof Error ? error.message : String(error);
  const node = AT_NODE.exec(text)?.[1];
  const where = node === undefined ? '' : ` at ${node}`;
  const place = node === undefined ? {} : { node };
  if (
    /OOM when allocating|RESOURCE_EXHAUSTED|out of memory|failed to allocate|CUDA_ERROR_OUT_OF_MEMORY/i.test(
      text,
    )
  ) {
    const wanted = /shape\[([0-9,]+)\]/.exec(text)?.[1];
    const what = wanted === undefined ? '' : ` for a tensor of ${wanted.replaceAll(',', 'x')}`;
    const message = `TensorFlow ran out of memory${where}${what}; take a smaller batch, or another device`;
    return new ProblemError({ code: 'memory', message, ...place });
  }
  if (
    /CUDA_ERROR|device.*(lost|unavailable)|cudaError|GPU.*(lost|fallen off)|failed to (enqueue|launch|synchronize)/i.test(
      text,
    )
  ) {
    const reason = text.split('\n')[0].slice(0, 200);
    const message = `TensorFlow's GPU failed${where} (${reason}); resume the run, on another device if it fails again`;
    return new ProblemError({ code: 'device-lost', message, ...place });
  }
  return error;
}
