import { join, sep } from 'node:path';

/**
 * The file that an address's path stands for, or undefined where it stands for none below `folder`. The answer is
 * a real path, so a link that leads out of the folder is refused as well as `..`.
 *
 * @param folder the only folder that is served, absolute
 * @param pathname of the address, still percent-encoded; `/` is `/index.html`
 * @param realPath resolves every link in a path and throws where there is no such file: `fs.realpathSync`
 */
export function pageFile(
  folder: string,
  pathname: string,
  realPath: (path: string) => string,
): string | undefined {
  const wanted = decode(pathname === '/' ? '/index.html' : pathname);
  if (wanted === undefined || !wanted.startsWith('/') || /[\0\\:]/.test(wanted)) return undefined;
  try {
    const served = realPath(folder);
    const found = realPath(join(served, wanted));
    return found.startsWith(served + sep) ? found : undefined;
  } catch {
    return undefined;
  }
}

function decode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
