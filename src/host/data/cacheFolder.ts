import { homedir } from 'node:os';
import { join } from 'node:path';

/** What the place of the cache depends on. */
export interface CacheSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly home: string;
}

/** The process's own surroundings. */
export function currentSurroundings(): CacheSurroundings {
  return { environment: process.env, platform: process.platform, home: homedir() };
}

/** Where packed images are kept: SIGNALBOX_CACHE, or the system's cache folder for this program. */
export function cacheFolder(
  { environment, platform, home }: CacheSurroundings = currentSurroundings(),
): string {
  const given = environment.SIGNALBOX_CACHE;
  if (given !== undefined && given !== '') return given;
  if (platform === 'win32')
    return join(environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'signalbox', 'Cache');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'signalbox');
  const base = environment.XDG_CACHE_HOME;
  // The XDG specification: a relative path is to be ignored.
  return join(base?.startsWith('/') ? base : join(home, '.cache'), 'signalbox');
}
