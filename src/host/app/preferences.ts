import { join } from 'node:path';
import { type Preferences, preferencesSchema } from '../../shared/api/application.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { readKept, writeKept } from '../files/keptJson.ts';

/** The preferences of one home folder. */
export interface PreferenceStore {
  read(): Preferences;
  /** Keeps a change durably and returns the whole; throws ProblemError where the disk refuses it. */
  change(part: Partial<Preferences>): Preferences;
}

/** Preferences in `preferences.json`; without the file, or with a damaged one, the defaults. */
export function createPreferenceStore(
  homeFolder: string,
  files: FileSystem = nodeFileSystem,
): PreferenceStore {
  const path = join(homeFolder, 'preferences.json');
  const read = () => readKept(path, preferencesSchema, files) ?? preferencesSchema.parse({});
  return {
    read,
    change: (part) => {
      const given = Object.entries(part).filter(([, value]) => value !== undefined);
      const changed = { ...read(), ...Object.fromEntries(given) };
      writeKept(path, changed, files);
      return changed;
    },
  };
}
