import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { HostFolders } from './hostProcess.ts';

/** Where the app keeps things: projects and runs in the person's documents, the rest in its own data folder. */
export function appFolders(): HostFolders {
  const projects = join(app.getPath('documents'), 'Signalbox');
  mkdirSync(projects, { recursive: true });
  const root = realpathSync(projects);
  return { roots: [root], homeFolder: app.getPath('userData'), runsFolder: join(root, 'runs') };
}
