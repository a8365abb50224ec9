import { ProblemError } from '../../shared/problem.ts';
import { copyNodes, pasteNodes } from '../edits/clipboard.ts';
import type { Position } from '../edits/position.ts';
import { edit, useDocument } from '../store/documentStore.ts';
import { notify } from '../store/viewStore.ts';
import { removeSelected, showAdded } from './canvasEdits.ts';
import { say } from './canvasStore.ts';
import { placeForNew, shownCanvas } from './flow.ts';

/** What was copied last here, for where the browser does not hand its clipboard over. */
let copied: string | null = null;

/** Follows copy, cut and paste while the canvas is shown; returns how to stop. Fields keep them to themselves. */
export function followClipboard(): () => void {
  const onCopy = (event: ClipboardEvent) => answerCopy(event, false);
  const onCut = (event: ClipboardEvent) => answerCopy(event, true);
  document.addEventListener('copy', onCopy);
  document.addEventListener('cut', onCut);
  document.addEventListener('paste', answerPaste);
  return () => {
    document.removeEventListener('copy', onCopy);
    document.removeEventListener('cut', onCut);
    document.removeEventListener('paste', answerPaste);
  };
}

/** Copies the selected nodes, from a menu; `cut`: takes them away too. */
export async function copySelected(cut: boolean): Promise<void> {
  const text = selectedText();
  if (text === null) return;
  copied = text;
  // The older way asks for no permission, which the app's own window grants to nobody.
  const took = document.execCommand(cut ? 'cut' : 'copy');
  if (!took) await navigator.clipboard.writeText(text).catch(() => undefined);
  if (!took && cut) removeSelected();
}

/** Pastes from a menu: what the clipboard holds, or where that may not be read, what was copied here last. */
export async function pasteFromMenu(at: Position | null): Promise<void> {
  const text = await navigator.clipboard.readText().catch(() => copied);
  if (text === null)
    notify('The browser keeps its clipboard from menus: press Ctrl+V (Cmd+V on a Mac) instead.');
  else paste(text, at);
}

function answerCopy(event: ClipboardEvent, cut: boolean): void {
  if (!isForCanvas() || !isTextUnselected()) return;
  const text = selectedText();
  if (text === null || event.clipboardData === null) return;
  copied = text;
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
  const { size } = useDocument.getState().selection;
  if (cut) removeSelected();
  say(`${cut ? 'Cut' : 'Copied'} ${size === 1 ? '1 module' : `${size} modules`}.`);
}

function answerPaste(event: ClipboardEvent): void {
  if (!isForCanvas() || event.clipboardData === null) return;
  event.preventDefault();
  const text = event.clipboardData.getData('text/plain');
  const [file] = event.clipboardData.files;
  if (text === '' && file !== undefined) {
    const what = file.type.startsWith('image/') ? 'a picture' : 'a file';
    notify(`The clipboard holds ${what}, expected nodes copied from Signalbox or the text of a project.`);
    return;
  }
  const { flow, atPointer } = placeForNew();
  paste(text, atPointer ? flow : null);
}

function paste(text: string, at: Position | null): void {
  let ids: string[] = [];
  try {
    edit('Paste', (draft) => {
      ids = pasteNodes(draft, text, at);
    });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    notify(error.message);
    return;
  }
  showAdded(ids);
}

function selectedText(): string | null {
  const { document, selection } = useDocument.getState();
  return selection.size === 0 ? null : copyNodes(document, selection);
}

/** A field, a dialog or another view keeps the clipboard to itself. */
function isForCanvas(): boolean {
  const focused = document.activeElement;
  const isElsewhere = focused?.closest('input, textarea, select, [contenteditable], [role="dialog"]') ?? null;
  return shownCanvas() !== null && isElsewhere === null;
}

function isTextUnselected(): boolean {
  return getSelection()?.isCollapsed ?? true;
}
