import type { Run } from './run.ts';
import type { Surroundings } from './surroundings.ts';

/** What a driver for NVIDIA's cards leaves; the last is where WSL2 keeps Windows' own. */
const TRACES = ['/proc/driver/nvidia/version', '/dev/nvidiactl', '/usr/lib/wsl/lib/nvidia-smi'];

/** Whether there is an NVIDIA card with its driver. */
export function hasNvidiaCard({ exists }: Pick<Surroundings, 'exists'>): boolean {
  return TRACES.some(exists);
}

/** The first card's name as its driver says it; null where that cannot be told. */
export async function nvidiaName(run: Run, { exists }: Pick<Surroundings, 'exists'>): Promise<string | null> {
  const program = exists(TRACES[2]) ? TRACES[2] : 'nvidia-smi';
  const { status, output } = await run(program, ['--query-gpu=name', '--format=csv,noheader']);
  const name = output.split('\n')[0].trim().slice(0, 100);
  return status === 0 && name !== '' ? name : null;
}
