import { create } from 'zustand';
import type { ListedFiles } from '../../shared/api/documents.ts';
import type { Chooser } from './choose.ts';

/** What the page's own file dialog is open for. */
export interface FileRequest {
  readonly kind: 'folder' | 'open' | 'save';
  readonly title: string;
  /** Endings without the point; all files where it is empty. */
  readonly endings: readonly string[];
  /** Folder or file to start at; null for where files were chosen last. */
  readonly start: string | null;
  /** What a file to save is called unless the person says otherwise. */
  readonly name: string;
  /** Ends the question; null: the person thought better of it. */
  readonly answer: (path: string | null) => void;
}

/** The question that the file dialog is open for, if it is. */
export const useFileRequest = create<{ readonly request: FileRequest | null }>(() => ({ request: null }));

/** Asks in the page itself, among the folders that the host may use: for where the system's dialogs are not to be had. */
export const pageChooser: Chooser = {
  folder: (question) => ask({ ...question, kind: 'folder', endings: [], name: '' }),
  fileToOpen: (question) => ask({ ...question, kind: 'open', name: '' }),
  fileToSave: (question) => ask({ ...question, kind: 'save' }),
};

function ask(question: Omit<FileRequest, 'answer'>): Promise<string | null> {
  useFileRequest.getState().request?.answer(null);
  return new Promise((resolve) => {
    const request: FileRequest = {
      ...question,
      answer: (path) => {
        if (useFileRequest.getState().request === request) useFileRequest.setState({ request: null });
        resolve(path);
      },
    };
    useFileRequest.setState({ request });
  });
}

/** Which files a folder is listed with for a question. */
export function listedFiles({ kind, endings }: FileRequest): ListedFiles {
  return kind === 'folder' ? 'none' : endings.length === 0 ? 'all' : [...endings];
}
