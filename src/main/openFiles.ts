import { isAbsolute, resolve } from 'node:path';

/**
 * The project file among a program's arguments, absolute; null where there is none. Arguments come from outside
 * (another start of the program, the desktop), so that switches, other endings, control characters and what is no
 * file are passed over.
 *
 * @param args without the program itself
 * @param folder that relative paths are meant in
 * @param isFile whether there is a plain file of that path
 */
export function projectArgument(
  args: readonly string[],
  folder: string,
  isFile: (path: string) => boolean,
): string | null {
  for (const argument of args) {
    if (!looksLikeProject(argument)) continue;
    const path = isAbsolute(argument) ? resolve(argument) : resolve(folder, argument);
    if (isFile(path)) return path;
  }
  return null;
}

function looksLikeProject(argument: string): boolean {
  const { length } = argument;
  if (length > 4096 || argument.startsWith('-') || /^[a-z][a-z0-9+.-]+:/i.test(argument)) return false;
  return argument.toLowerCase().endsWith('.json') && ![...argument].some((c) => c < ' ' || c === '\u007f');
}
