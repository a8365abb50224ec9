import type { ProjectContent } from './projectStore.ts';

/** What a journal holds. */
export type JournalContent = Pick<ProjectContent, 'document' | 'name' | 'path' | 'savedHash'>;

/** What the host was given last, by journal; null: a journal that is there, of which it is not known what it holds. */
export type WrittenJournals = ReadonlyMap<string, JournalContent | null>;

/** Which journals are to be written, and which to be dropped after that, so that the host has what is unsaved. */
export function journalSteps(
  written: WrittenJournals,
  unsaved: ReadonlyMap<string, JournalContent>,
): { readonly write: readonly string[]; readonly drop: readonly string[] } {
  return {
    write: [...unsaved].filter(([id, content]) => !isSame(written.get(id), content)).map(([id]) => id),
    drop: [...written.keys()].filter((id) => !unsaved.has(id)),
  };
}

/** Documents by identity: one that was edited is another object. */
function isSame(written: JournalContent | null | undefined, content: JournalContent): boolean {
  return (
    written?.document === content.document &&
    written.path === content.path &&
    written.name === content.name &&
    written.savedHash === content.savedHash
  );
}
