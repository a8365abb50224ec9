import { FolderSearch } from 'lucide-react';
import { Button } from '../controls/Button.tsx';
import { findDesktop } from '../host/desktop.ts';
import { notify } from '../store/viewStore.ts';

const desktop = findDesktop();

/** Shows a file where it lies, in the system's file manager; nothing where the page lives in a browser. */
export function ShowInFolder({ path }: { readonly path: string }) {
  if (desktop === null) return null;
  const show = () => {
    desktop.call.showFile({ path }).catch((error: Error) => notify(error.message));
  };
  return (
    <Button icon={<FolderSearch aria-hidden />} onPress={show}>
      Show in folder
    </Button>
  );
}
