import { pagePlatform } from '../commands/platform.ts';
import { isDirty, useDocument } from '../store/documentStore.ts';

/** What a window's title bar or a browser's tab says: an asterisk where there is something to save. */
export function windowTitle(name: string, isEdited: boolean): string {
  return `${isEdited ? '*' : ''}${name.slice(0, 200)} • Signalbox`;
}

/** Keeps the page's title at what is open. */
export function startTitle(): void {
  const show = () => {
    const title = titleNow();
    if (document.title !== title) document.title = title;
  };
  show();
  useDocument.subscribe(show);
}

/** The title of what is open now. macOS marks a window with unsaved edits by itself. */
export function titleNow(marksByItself = false): string {
  const state = useDocument.getState();
  const isMarked = marksByItself && pagePlatform() === 'darwin';
  return windowTitle(state.name, isDirty(state) && !isMarked);
}
