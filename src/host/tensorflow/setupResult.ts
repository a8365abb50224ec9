import type { Installation } from './installation.ts';
import { hasNvidiaCard, nvidiaName } from './nvidia.ts';
import type { SetupParts } from './prepare.ts';

/** What setting up came to. */
export interface SetupResult {
  /** Nothing was to do. */
  readonly already: boolean;
  readonly installation: Installation;
  readonly gpu: boolean;
  /** The GPU's name, or `cpu`. */
  readonly device: string;
  /** What could be better, with what to do; null where nothing. */
  readonly note: string | null;
}

/** Puts the result together, and looks whether a card is left unused. */
export async function resultOf(
  already: boolean,
  installation: Installation,
  gpu: boolean,
  { run, surroundings }: SetupParts,
): Promise<SetupResult> {
  const hasCard = hasNvidiaCard(surroundings);
  const device = gpu ? ((await nvidiaName(run, surroundings)) ?? 'a GPU') : 'cpu';
  const { cuda, python } = installation.manifest;
  let note: string | null = null;
  if (hasCard && !gpu) {
    const command = `${python ?? 'python3'} -m pip install "tensorflow[and-cuda]"`;
    note =
      cuda === null
        ? `There is an NVIDIA card, and this TensorFlow computes on the processor alone: run \`${command}\`, then this again.`
        : `There is an NVIDIA card, and TensorFlow does not find it: its driver may be too old for CUDA ${cuda}, or NVIDIA's libraries are missing, which \`${command}\` brings.`;
  }
  return { already, installation, gpu, device, note };
}
