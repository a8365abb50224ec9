import { INSTALLER } from '../host/tensorflow/runInstaller.ts';
import type { SetupResult } from '../host/tensorflow/setupResult.ts';

/** What is being done, for people; said before anything is fetched. */
export const stageWords = {
  environment: 'Making a Python environment.',
  install: 'Downloading TensorFlow from the Python package index; this takes minutes.',
  build: "Building TensorFlow's addon; half a minute or so.",
  download: `Downloading TensorFlow ${INSTALLER.tensorflow} from ${INSTALLER.host}, some 400 MB.`,
  test: 'Trying it.',
} as const;

/** What setting up came to, in a line. */
export function resultWords({ already, installation, gpu, device }: SetupResult): string {
  const { version, how, manifest } = installation;
  const cuda = manifest.cuda === null ? '' : `, for CUDA ${manifest.cuda}`;
  const made = how === 'wheel' ? `built against ${manifest.libraries}` : "from the package's own installer";
  const where = gpu ? device : 'the processor';
  return `TensorFlow ${version} is there${already ? ' already' : ''}: ${made}${cuda}; it computes on ${where}`;
}
