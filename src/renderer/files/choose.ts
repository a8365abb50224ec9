/** What a question for a file says, and where it starts. */
export interface FileQuestion {
  readonly title: string;
  /** Endings without the point that may be chosen: `['json']`. All files where it is empty. */
  readonly endings: readonly string[];
  /** Folder or file to start at; null for where files were chosen last. */
  readonly start: string | null;
}

/** How a person points at files and folders: the window's own dialog, or the page's browser of the host's folders. */
export interface Chooser {
  /** The absolute path, or null where nothing was chosen. */
  folder(question: { readonly title: string; readonly start: string | null }): Promise<string | null>;
  fileToOpen(question: FileQuestion): Promise<string | null>;
  /** `name` is proposed; a file that is there already was agreed to be written over. */
  fileToSave(question: FileQuestion & { readonly name: string }): Promise<string | null>;
}

let chooser: Chooser | null = null;

/** Says once, at the page's start, how files are chosen. */
export function setChooser(implementation: Chooser): void {
  chooser = implementation;
}

function present(): Chooser {
  if (chooser === null) throw new Error('setChooser comes before the first question.');
  return chooser;
}

/** Asks for a folder; null where the person leaves it. */
export function chooseFolder(title: string, start: string | null = null): Promise<string | null> {
  return present().folder({ title, start });
}

/** Asks for a file that exists; null where the person leaves it. */
export function chooseFileToOpen(
  title: string,
  endings: readonly string[] = [],
  start: string | null = null,
): Promise<string | null> {
  return present().fileToOpen({ title, endings, start });
}

/** Asks where a file shall be written; null where the person leaves it. */
export function chooseFileToSave(
  title: string,
  name: string,
  endings: readonly string[] = [],
  start: string | null = null,
): Promise<string | null> {
  return present().fileToSave({ title, name, endings, start });
}
