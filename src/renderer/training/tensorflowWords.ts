import type { TensorflowPlan, TensorflowResult } from '../../shared/api/tensorflow.ts';
import { byteWords } from '../figures/quantities.ts';

/** What Start costs: `About 335 MB from the Python package index (pypi.org), 1.6 GB on the disk.` */
export function planCost({ source, downloadBytes, diskBytes }: TensorflowPlan): string {
  return source === null
    ? 'It takes no room to speak of.'
    : `About ${byteWords(downloadBytes)} come from ${source}; on the disk that is ${byteWords(diskBytes)}.`;
}

/** What is there: `TensorFlow 2.21.0 for CUDA 12.5.1 is there and computes on NVIDIA H100.` */
export function resultWords({ version, cuda, device }: TensorflowResult): string {
  const made = cuda === null ? '' : ` for CUDA ${cuda}`;
  const where = device === null ? '' : ` and computes on ${device === 'cpu' ? 'the processor' : device}`;
  return `TensorFlow ${version}${made} is there${where}.`;
}
