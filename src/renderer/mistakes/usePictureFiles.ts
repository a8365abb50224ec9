import { type DragEvent, useEffect, useEffectEvent, useState } from 'react';
import { focusKind, isInDialog } from '../commands/focusKind.ts';
import { notify } from '../store/viewStore.ts';

/** Takes files that are dropped on an element; `isOver` while they are dragged over it. */
export function useFileDrop(take: (files: readonly File[]) => void) {
  const [isOver, setOver] = useState(false);
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');
  // A picture dragged out of another page is no file here, but an address that the browser would go to.
  const hasAddress = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('text/uri-list');
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!hasFiles(event) && !hasAddress(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(hasFiles(event));
    },
    onDragLeave: (event: DragEvent) => {
      // Leaving a child tells the parent too: what counts is where the pointer went.
      const to = event.relatedTarget;
      if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      setOver(false);
      if (!hasFiles(event) && !hasAddress(event)) return;
      event.preventDefault();
      const files = [...event.dataTransfer.files];
      if (files.length > 0) take(files);
      else notify('That is no file: save the picture, then drop it here.');
    },
  };
  return { isOver, handlers };
}

/** Takes files that are pasted while the component is shown and no dialog is open. */
export function usePastedFiles(take: (files: readonly File[]) => void): void {
  const answer = useEffectEvent((event: ClipboardEvent) => {
    const { activeElement } = document;
    if (event.defaultPrevented || isInDialog(activeElement)) return;
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      take(files.map(named));
    } else if (focusKind(activeElement) !== 'field') {
      notify('The clipboard holds no picture.');
    }
  });
  useEffect(() => {
    document.addEventListener('paste', answer);
    return () => document.removeEventListener('paste', answer);
  }, []);
}

/** What browsers call a picture that was never a file says nothing. */
function named(file: File): File {
  return file.name === 'image.png' || file.name === '' ? new File([file], 'Pasted picture') : file;
}
