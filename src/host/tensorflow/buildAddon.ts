import { copyFileSync, cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from '../../shared/problem.ts';
import { withFile } from '../files/fileProblem.ts';
import { bindingGyp, canLink, WHEEL_LINK } from './bindingGyp.ts';
import type { InstalledPackage } from './packageFolder.ts';
import type { Tool } from './tool.ts';
import type { Wheel } from './wheel.ts';

/** What the build is made with: each found before anything is built. */
export interface BuildTools {
  readonly node: string;
  readonly nodeGyp: string;
  /** Holds `include/node`. */
  readonly headers: string;
}

/** Its file, wherever it lies. */
export const ADDON = 'tfjs_binding.node';

/**
 * Builds the addon from the package's sources against a wheel, and puts it in `folder`, which is there. Takes half a
 * minute. Throws ProblemError where the build fails.
 */
export async function buildAddon(
  folder: string,
  wheel: Wheel,
  { folder: packageFolder }: InstalledPackage,
  { node, nodeGyp, headers }: BuildTools,
  tool: Tool,
): Promise<void> {
  if (!canLink(wheel.folder)) {
    fail(
      'bad-path',
      `TensorFlow lies in ${wheel.folder}, and the linker takes no spaces or other signs of that path: install it where the path has none`,
    );
  }
  tool.stage('build');
  const work = withFile('make a folder in', tmpdir(), () => mkdtempSync(join(tmpdir(), 'signalbox-build-')));
  try {
    withFile('write in', work, () => {
      cpSync(join(packageFolder, 'binding'), join(work, 'binding'), { recursive: true });
      symlinkSync(wheel.folder, join(work, WHEEL_LINK));
      writeFileSync(join(work, 'binding.gyp'), bindingGyp(wheel.folder));
    });
    const options = ['rebuild', `--nodedir=${headers}`, `--python=${wheel.python}`];
    const { status, lines } = await tool.run(node, [nodeGyp, ...options], { folder: work });
    const built = join(work, 'build', 'Release', ADDON);
    if (status !== 0 || !tool.surroundings.exists(built)) {
      fail('build-failed', `TensorFlow's addon could not be built: ${tool.whyFailed(lines)}`);
    }
    withFile('write in', folder, () => copyFileSync(built, join(folder, ADDON)));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
