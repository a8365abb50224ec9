import { join } from 'node:path';
import { homeFolder } from '../app/homeFolder.ts';

/** Where TensorFlow lies once `signalbox setup tensorflow` has brought it. All absolute. */
export interface TensorflowPlaces {
  /** Holds all that is named below; removing it removes TensorFlow. */
  readonly folder: string;
  /** Says what is installed; written last, so that without it nothing is. */
  readonly manifest: string;
  /** A Python environment of the app's own, where one was asked for. */
  readonly environment: string;
  /** What the tools said the last time that it was set up. */
  readonly log: string;
}

/** The places below SIGNALBOX_TENSORFLOW, or below the app's home folder. */
export function tensorflowPlaces(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  home: () => string = homeFolder,
): TensorflowPlaces {
  const given = environment.SIGNALBOX_TENSORFLOW;
  const folder = given !== undefined && given !== '' ? given : join(home(), 'tensorflow');
  return {
    folder,
    manifest: join(folder, 'installation.json'),
    environment: join(folder, 'environment'),
    log: join(folder, 'setup.log'),
  };
}
