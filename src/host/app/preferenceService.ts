import type { ApplicationResults } from '../../shared/api/application.ts';
import type { HostHandlers } from '../../shared/api/contract.ts';
import { listDevices } from '../engine/listDevices.ts';
import { programVersion } from '../paths.ts';
import type { AppContext } from './context.ts';
import { createPreferenceStore } from './preferences.ts';

/** Answers what a page asks first: who the host is, what the person prefers, what can be computed on. */
export function createPreferenceService(context: AppContext): HostHandlers<keyof ApplicationResults> {
  const { roots, homeFolder, runsFolder, surface, broadcast } = context;
  const store = createPreferenceStore(homeFolder);
  const version = programVersion();
  return {
    hello: () => ({
      version,
      platform: process.platform,
      surface,
      roots: roots(),
      runsFolder,
      preferences: store.read(),
    }),
    setPreferences: (part) => {
      const preferences = store.change(part);
      broadcast({ kind: 'preferences', preferences });
      return preferences;
    },
    devices: () => listDevices(),
  };
}
