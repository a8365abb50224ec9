/** Where images come from, as the panel offers it. */
export type DataSource = 'signs' | 'folder' | 'gtsrb';

/** Which source a data choice is of; `gtsrbFolder` is where the downloaded benchmark lies, null while unknown. */
export function sourceOf(data: string, gtsrbFolder: string | null): DataSource {
  if (data === 'signs') return 'signs';
  return data === gtsrbFolder ? 'gtsrb' : 'folder';
}

/** How a data choice is called in a sentence. */
export function dataWords(data: string): string {
  return data === 'signs' ? 'the built-in signs' : data;
}

/** The folders last used, the newest first, with one more: each once, and the drawn signs never. */
export function withRecent(recent: readonly string[], data: string, most: number): string[] {
  return [data, ...recent]
    .filter((folder, i, all) => folder !== 'signs' && all.indexOf(folder) === i)
    .slice(0, most);
}
