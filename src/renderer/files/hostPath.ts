/** A part of a path that can be gone to. */
export interface Crumb {
  readonly title: string;
  readonly path: string;
}

/** Whether a path stands by itself, as Windows and everyone else write it. */
export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\');
}

/** A name within a folder; the name itself where it is a path of its own. */
export function pathIn(folder: string, name: string): string {
  if (isAbsolute(name)) return name;
  const separator = separatorOf(folder);
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}

/** The last part of a path: the file's or folder's own name. */
export function nameOf(path: string): string {
  return path.split(separatorsOf(path)).findLast((part) => part !== '') ?? path;
}

/** The folder that a path lies in; null for the top one, and for a name alone. */
export function folderOf(path: string): string | null {
  const at = path.length < 2 ? -1 : path.lastIndexOf(separatorOf(path), path.length - 2);
  if (at < 0) return null;
  const above = path.slice(0, at);
  // The top one keeps its separator: `/`, `C:\`.
  return isAbsolute(above) ? above : path.slice(0, at + 1);
}

/** The way from the root that a folder lies in down to it; the folder alone where it lies in none of them. */
export function crumbsOf(path: string, roots: readonly string[]): readonly Crumb[] {
  const root = roots
    .filter((one) => path === one || path.startsWith(pathIn(one, '')))
    .sort((a, b) => b.length - a.length)[0];
  if (root === undefined) return [{ title: nameOf(path), path }];
  const parts = path
    .slice(root.length)
    .split(separatorsOf(path))
    .filter((part) => part !== '');
  const crumbs = [{ title: nameOf(root), path: root }];
  for (const part of parts) crumbs.push({ title: part, path: pathIn(crumbs[crumbs.length - 1].path, part) });
  return crumbs;
}

/** The name with one of the endings, the first where it has none of them; as it is where any will do. */
export function withEnding(name: string, endings: readonly string[]): string {
  return endings.length === 0 || hasEnding(name, endings) ? name : `${name}.${endings[0]}`;
}

/** Whether a name has one of the endings, capital letters or not. */
export function hasEnding(name: string, endings: readonly string[]): boolean {
  return endings.some((ending) => name.toLowerCase().endsWith(`.${ending.toLowerCase()}`));
}

function separatorOf(path: string): '/' | '\\' {
  return path.startsWith('/') || !path.includes('\\') ? '/' : '\\';
}

function separatorsOf(path: string): RegExp | string {
  return separatorOf(path) === '/' ? '/' : /[\\/]/;
}
