import { cpSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fail } from '../../shared/problem.ts';
import { withFile } from '../files/fileProblem.ts';
import { ADDON } from './buildAddon.ts';
import type { InstalledPackage } from './packageFolder.ts';
import type { Tool } from './tool.ts';

/** The TensorFlow that the package's installer downloads, and what that is made for. */
export const INSTALLER = { tensorflow: '2.9.1', cuda: '11.2', host: 'storage.googleapis.com' } as const;

/** What was installed, as paths below the folder that was given. */
export interface Installed {
  readonly addon: string;
  readonly libraries: string;
}

/**
 * Lets the package's own installer download the addon and its libtensorflow, in a copy of the package in `folder`, so
 * that node_modules stays as npm made it. Throws ProblemError where that fails.
 */
export async function runInstaller(
  folder: string,
  { folder: packageFolder }: InstalledPackage,
  node: string,
  tool: Tool,
): Promise<Installed> {
  tool.stage('download');
  withFile('write in', folder, () => cpSync(packageFolder, folder, { recursive: true }));
  const modules = dirname(dirname(packageFolder));
  const { environment } = tool.surroundings;
  const { status, lines } = await tool.run(node, [join('scripts', 'install.js'), 'gpu', 'download'], {
    folder,
    environment: {
      ...environment,
      // What the copy requires, and the program that it starts, lie where npm put them.
      NODE_PATH: modules,
      PATH: [join(modules, '.bin'), environment.PATH ?? ''].join(delimiter),
    },
  });
  const addon = status === 0 ? findAddon(folder) : null;
  if (addon !== null) return { addon, libraries: join('deps', 'lib') };
  const isOffline = lines.some((line) =>
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|ECONNRESET/.test(line),
  );
  const why = isOffline
    ? `${INSTALLER.host} cannot be reached; is this computer online?`
    : tool.whyFailed(lines);
  return fail(
    'installer-failed',
    `the package's own installer could not bring TensorFlow ${INSTALLER.tensorflow}: ${why}`,
  );
}

/** `lib/napi-v8/tfjs_binding.node`, whichever version of the interface it chose; null where there is none. */
function findAddon(folder: string): string | null {
  const lib = join(folder, 'lib');
  if (!readdirSync(folder).includes('lib')) return null;
  const versions = readdirSync(lib).filter((name) => /^napi-v\d+$/.test(name));
  const found = versions.find((name) => readdirSync(join(lib, name)).includes(ADDON));
  return found === undefined ? null : ['lib', found, ADDON].join('/');
}
