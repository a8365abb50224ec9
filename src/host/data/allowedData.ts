import { realpathSync } from 'node:fs';
import type { AppContext } from '../app/context.ts';
import { confined } from '../files/confine.ts';
import { gtsrbPlaces } from '../gtsrb/places.ts';
import { SIGNS } from './listData.ts';

/**
 * The data that a page names, if it may be read: the drawn signs, or a folder by its real path within the
 * roots or the downloaded GTSRB. Throws ProblemError `outside-roots` for any other.
 */
export function allowedData(
  data: string,
  { roots, homeFolder, surface }: Pick<AppContext, 'roots' | 'homeFolder' | 'surface'>,
): string {
  if (data === SIGNS) return SIGNS;
  return confined(data, [...roots(), realOrSame(gtsrbPlaces(homeFolder).folder)], undefined, { surface });
}

function realOrSame(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
