import { useSyncExternalStore } from 'react';
import type { Pictures } from '../../shared/api/pictures.ts';
import type { PictureLoader } from './pictureLoader.ts';

/** A picture as a packet of one, null until it is read. */
export function usePicture(loader: PictureLoader, index: number): Pictures | null {
  return useSyncExternalStore(loader.subscribe, () => loader.picture(index));
}

/** Why pictures could not be read, null while they can. */
export function usePictureFault(loader: PictureLoader): string | null {
  return useSyncExternalStore(loader.subscribe, loader.fault);
}
