import { nameOf } from './hostPath.ts';

/** What a project is called: its file's name without folder and `.json`. */
export function projectName(path: string): string {
  const name = nameOf(path);
  return name.toLowerCase().endsWith('.json') ? name.slice(0, -'.json'.length) : name;
}

/** A name that a file may have on every system, made of a project's name. */
export function fileNameFor(name: string): string {
  const plain = [...name].map((c) => (c < ' ' || '<>:"/\\|?*\u007f'.includes(c) ? '-' : c)).join('');
  const trimmed = plain.replace(/^[. ]+|[. ]+$/g, '').slice(0, 100);
  return `${trimmed === '' ? 'project' : trimmed}.json`;
}
