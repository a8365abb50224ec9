import { join } from 'node:path';
import { type CacheSurroundings, currentSurroundings } from '../data/cacheFolder.ts';

/** Where preferences, journals and downloaded data are kept: SIGNALBOX_HOME, or the system's data folder. */
export function homeFolder(
  { environment, platform, home }: CacheSurroundings = currentSurroundings(),
): string {
  const given = environment.SIGNALBOX_HOME;
  if (given !== undefined && given !== '') return given;
  if (platform === 'win32') return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'signalbox');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'signalbox');
  const base = environment.XDG_DATA_HOME;
  // The XDG specification: a relative path is to be ignored.
  return join(base?.startsWith('/') ? base : join(home, '.local', 'share'), 'signalbox');
}
