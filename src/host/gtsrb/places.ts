import { join } from 'node:path';

/** Where "Get GTSRB" puts things. */
export interface GtsrbPlaces {
  /** The data folder, there once it is whole. */
  readonly folder: string;
  /** Archives on their way, and what is being unpacked; gone once the data folder is there. */
  readonly work: string;
}

/** The places below the app's home folder. */
export function gtsrbPlaces(homeFolder: string): GtsrbPlaces {
  const datasets = join(homeFolder, 'datasets');
  return { folder: join(datasets, 'GTSRB'), work: join(datasets, '.gtsrb') };
}
