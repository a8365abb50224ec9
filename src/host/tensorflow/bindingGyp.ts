import { LIBRARIES } from './wheel.ts';

/** In the build folder: a link to the wheel's folder, so that no path of a person's gets into a makefile but one. */
export const WHEEL_LINK = 'tensorflow-wheel';

/** What neither make nor the linker can be given. */
const UNSAFE = /[^\p{L}\p{N}/._+@~=:-]/u;

/** Whether libraries in a folder can be named to the linker. */
export function canLink(folder: string): boolean {
  return !UNSAFE.test(folder) && !folder.includes(':');
}

/**
 * What node-gyp builds: the package's own sources against a wheel's headers and libraries, which the addon finds by
 * the wheel's path when it is loaded.
 */
export function bindingGyp(wheelFolder: string): string {
  const target = {
    target_name: 'tfjs_binding',
    sources: ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'],
    include_dirs: [`${WHEEL_LINK}/include`],
    defines: ['NAPI_VERSION=8'],
    // The last of several standards counts: older compilers lack the one that Node's headers name.
    cflags_cc: ['-std=gnu++17'],
    libraries: [
      `-L<(module_root_dir)/${WHEEL_LINK}`,
      `-Wl,-rpath,${wheelFolder}`,
      ...LIBRARIES.map((library) => `-l:${library}`),
    ],
  };
  return `${JSON.stringify({ targets: [target] }, null, 2)}\n`;
}
