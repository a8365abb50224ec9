import type { HostHandlers } from '../../shared/api/contract.ts';
import type { DocumentResults } from '../../shared/api/documents.ts';
import type { AppContext } from '../app/context.ts';
import { confined, liesWithin } from '../files/confine.ts';
import { listFolder, listRoots, makeFolder } from './folders.ts';
import { createJournals } from './journals.ts';
import { openProject, saveProject } from './projects.ts';
import { createRecentDocuments } from './recentDocuments.ts';
import { readTemplates } from './templates.ts';

/** Opens, saves and lists project files within the context's roots, and keeps what is not saved yet. */
export function createDocumentService(context: AppContext): HostHandlers<keyof DocumentResults> {
  const { roots, homeFolder, surface } = context;
  const recent = createRecentDocuments(homeFolder);
  const journals = createJournals(homeFolder);
  const allowed = (path: string) => confined(path, roots(), undefined, { surface });
  /** In the app's own window, what was chosen in a dialog once may be opened again at a later start. */
  const allowedProject = (path: string) => {
    const known = surface === 'electron' ? recent.list().map((document) => document.path) : [];
    return confined(path, [...roots(), ...known], undefined, { surface });
  };
  return {
    templates: () => readTemplates(),
    listFolder: ({ path, files }) =>
      path === null ? listRoots(roots()) : listFolder(allowed(path), roots(), files),
    makeFolder: ({ path }) => {
      const folder = allowed(path);
      makeFolder(folder);
      return listFolder(folder, roots(), 'none');
    },
    openDocument: ({ path }) => {
      const opened = openProject(allowedProject(path));
      recent.add(opened.path);
      return opened;
    },
    saveDocument: ({ path, text, expected }) => {
      const file = allowedProject(path);
      const hash = saveProject(file, text, expected);
      recent.add(file);
      return { path: file, hash };
    },
    recentDocuments: () =>
      // Another start of the command may have had other roots; what a page cannot open it is not shown.
      recent
        .list()
        .filter(({ path }) => surface === 'electron' || roots().some((root) => liesWithin(path, root))),
    clearRecentDocuments: () => {
      recent.clear();
      return null;
    },
    writeJournal: async (journal, page) => {
      await journals.write(journal, page);
      return null;
    },
    journals: () => journals.list(),
    dropJournal: async ({ id }) => {
      await journals.drop(id);
      return null;
    },
  };
}
