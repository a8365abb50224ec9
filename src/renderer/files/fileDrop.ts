import { create } from 'zustand';
import { DOCUMENT_LIMITS } from '../../shared/document.ts';
import { readDocument } from '../../shared/documentFile.ts';
import { fail } from '../../shared/problem.ts';
import { decodeUtf8 } from '../../shared/utf8.ts';
import { useView } from '../store/viewStore.ts';
import { sentenceOf } from './faultWords.ts';
import { projectName } from './projectName.ts';
import { showFault } from './projectStore.ts';
import { showProject } from './showProject.ts';

/** Whether files hang over the canvas's view, to be let go there. */
export const useFileDrop = create<{ readonly isOver: boolean }>(() => ({ isOver: false }));

/**
 * Opens project files that are let go anywhere on the canvas's view. Elsewhere, and whatever else is let go, nothing
 * happens: a browser would leave the page and show the file in its place.
 */
export function startFileDrop(): void {
  addEventListener('dragover', (event) => {
    if (!carriesFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = isTaken() ? 'copy' : 'none';
    show(isTaken());
  });
  addEventListener('dragleave', (event) => {
    // It left the window, not only an element of it.
    if (event.relatedTarget === null) show(false);
  });
  addEventListener('drop', (event) => {
    show(false);
    if (!carriesFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file !== undefined && isTaken()) void openDropped(file);
  });
}

async function openDropped(file: File): Promise<void> {
  try {
    const document = await readProjectFile(file);
    // It lies in no file that the host knows of.
    showProject({ document, name: projectName(file.name), path: null, savedHash: null, saved: null });
  } catch (error) {
    showFault(sentenceOf(error));
  }
}

/** The project in a file of the person's own machine. Throws ProblemError where there is none in it. */
export async function readProjectFile(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>) {
  const { name, size } = file;
  if (!name.toLowerCase().endsWith('.json')) {
    fail('not-a-project', `${name} is not a Signalbox project: expected a file whose name ends in .json`, {
      file: name,
    });
  }
  if (size > DOCUMENT_LIMITS.bytes) {
    fail('too-large', `${name} is too large: ${size} bytes, at most ${DOCUMENT_LIMITS.bytes} are read`, {
      file: name,
    });
  }
  const text = decodeUtf8(new Uint8Array(await file.arrayBuffer()));
  return readDocument(text ?? fail('not-utf8', `${name} is not UTF-8 text`, { file: name }), name);
}

function carriesFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

function isTaken(): boolean {
  const { view, overlay } = useView.getState();
  return view === 'build' && overlay === null;
}

function show(isOver: boolean): void {
  if (useFileDrop.getState().isOver !== isOver) useFileDrop.setState({ isOver });
}
