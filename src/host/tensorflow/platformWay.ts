import { fail } from '../../shared/problem.ts';
import type { Way } from './manifest.ts';
import { INSTALLER } from './runInstaller.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * How TensorFlow is brought on a machine: built against a wheel on Linux (WSL2 is one), or by the package's own
 * installer where that was asked for. Throws ProblemError where neither can be, or where there is something better.
 */
export function chooseWay(
  { platform, arch }: Pick<Surroundings, 'platform' | 'arch'>,
  wantsInstaller: boolean,
): Way {
  const machine = `${platform}-${arch}`;
  if (wantsInstaller) {
    if (['linux-x64', 'win32-x64', 'darwin-x64'].includes(machine)) return 'installer';
    return fail(
      'unsupported',
      `the package's own installer has nothing for ${machine}: it knows Linux, Windows and macOS on x64`,
    );
  }
  if (machine === 'linux-x64' || machine === 'linux-arm64') return 'wheel';
  const old = `\`signalbox setup tensorflow --installer\` brings TensorFlow ${INSTALLER.tensorflow} of 2022 all the same`;
  const later = 'WebGPU, the way to a card there, comes with a later version of Signalbox';
  if (platform === 'win32') {
    const card = `needs CUDA ${INSTALLER.cuda}`;
    return fail(
      'unsupported',
      `TensorFlow has had no GPU on Windows itself since version 2.11: use WSL2; ${later}${arch === 'x64' ? `; ${old}, which ${card} for a GPU` : ''}`,
    );
  }
  if (platform === 'darwin') {
    return fail(
      'unsupported',
      `TensorFlow has no GPU on macOS; ${later}${arch === 'x64' ? `; ${old}, for the processor` : ''}`,
    );
  }
  return fail(
    'unsupported',
    `TensorFlow is made for Linux on x64 and arm64, and this is ${machine}: choose the device cpu`,
  );
}
