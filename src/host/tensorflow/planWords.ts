import type { TensorflowPlan } from '../../shared/api/tensorflow.ts';
import type { Preparation } from './prepare.ts';
import { INSTALLER } from './runInstaller.ts';
import type { Stage } from './tool.ts';

/** What each part is called while it goes on. */
export const stageNames: Readonly<Record<Stage, string>> = {
  environment: 'Making a Python environment',
  install: 'Downloading TensorFlow',
  build: 'Building the addon',
  download: 'Downloading TensorFlow',
  test: 'Trying it',
};

/** What setting up will do, for a person to decide on. */
export function planWords(preparation: Preparation, folder: string): TensorflowPlan {
  if (preparation.way === 'installer') {
    const sentence = `TensorFlow ${INSTALLER.tensorflow} is downloaded by its package's own installer into ${folder}.`;
    return { sentence, source: INSTALLER.host, downloadBytes: 0.4e9, diskBytes: 1.5e9 };
  }
  const { wheel, python, requirement } = preparation;
  if (wheel !== null) {
    const made = wheel.cuda === null ? 'for the processor' : `for CUDA ${wheel.cuda}`;
    const sentence = `TensorFlow ${wheel.version} (${made}) is in ${wheel.folder}. The addon that reaches it is built here in half a minute; nothing is downloaded.`;
    return { sentence, source: null, downloadBytes: 0, diskBytes: 0 };
  }
  const sentence = `Python ${python.version} has no TensorFlow. An environment of its own is made in ${folder}, pip downloads ${requirement.name} into it, and the addon that reaches it is built here.`;
  const { downloadBytes, diskBytes } = requirement;
  return { sentence, source: 'the Python package index (pypi.org)', downloadBytes, diskBytes };
}
