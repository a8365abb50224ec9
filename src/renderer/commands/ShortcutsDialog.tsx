import { Dialog } from '../controls/Dialog.tsx';
import { closeOverlay, useView } from '../store/viewStore.ts';
import { ShortcutsEditor } from './ShortcutsEditor.tsx';

/** All commands with their keys, to be read and to be changed. */
export function ShortcutsDialog() {
  const isOpen = useView((state) => state.overlay?.kind === 'shortcuts');
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={closeOverlay} width={680}>
      <ShortcutsEditor />
    </Dialog>
  );
}
