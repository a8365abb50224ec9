import { FolderPlus, FolderUp } from 'lucide-react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { Button, IconButton } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { TextField } from '../controls/fields.tsx';
import { Notice } from '../controls/Notice.tsx';
import { byteWords } from '../figures/quantities.ts';
import { whenWords } from '../run/runWords.ts';
import styles from './FileDialog.module.css';
import { FolderCrumbs } from './FolderCrumbs.tsx';
import { FolderList } from './FolderList.tsx';
import { type FileRequest, useFileRequest } from './fileRequest.ts';
import { nameOf } from './hostPath.ts';
import { NewFolder } from './NewFolder.tsx';
import { type FileBrowser, useFileBrowser } from './useFileBrowser.ts';

/** The page's own dialog for files and folders, among those that the host may use. */
export function FileDialog() {
  const request = useFileRequest((state) => state.request);
  return request === null ? null : <OpenDialog request={request} />;
}

function OpenDialog({ request }: { readonly request: FileRequest }) {
  const browser = useFileBrowser(request);
  const form = useId();
  const { listing, typed } = browser;
  const chosen = typed.trim() === '' ? (listing?.path ?? '') : typed.trim();
  const words = { open: 'Open', save: 'Save', folder: `Choose ${nameOf(chosen)}` };
  return (
    <Dialog
      title={request.title}
      isOpen
      onClose={() => request.answer(null)}
      width={720}
      footer={
        <>
          <Button onPress={() => request.answer(null)}>Cancel</Button>
          <Button look="primary" type="submit" form={form}>
            {words[request.kind]}
          </Button>
        </>
      }
    >
      <div className={styles.dialog}>
        <Where browser={browser} />
        <FolderList browser={browser} kind={request.kind} />
        {listing !== null && listing.omitted > 0 ? (
          <p className={styles.note}>{listing.omitted} more are not listed; their name can be typed below.</p>
        ) : null}
        <NameForm id={form} request={request} browser={browser} />
        {browser.fault === null ? null : <Notice kind="fault">{browser.fault}</Notice>}
        <Confirmation request={request} browser={browser} />
      </div>
    </Dialog>
  );
}

/** The folder that is shown, the way up, and how to make another one in it. */
function Where({ browser }: { readonly browser: FileBrowser }) {
  const [isMaking, setIsMaking] = useState(false);
  const line = useRef<HTMLDivElement>(null);
  const { listing } = browser;
  const end = () => {
    // The field that had the focus goes.
    line.current?.querySelector<HTMLElement>('button[aria-pressed]')?.focus();
    setIsMaking(false);
  };
  return (
    <>
      <div className={styles.where} ref={line}>
        <IconButton
          label="Folder above"
          icon={<FolderUp aria-hidden />}
          isDisabled={listing?.parent == null}
          onPress={browser.goUp}
        />
        <FolderCrumbs path={listing?.path ?? null} onGo={browser.goTo} />
        <IconButton
          label="New folder"
          icon={<FolderPlus aria-hidden />}
          pressed={isMaking}
          isDisabled={listing?.path == null}
          onPress={() => setIsMaking(!isMaking)}
        />
      </div>
      {isMaking ? <NewFolder onMake={browser.makeFolder} onDone={end} /> : null}
    </>
  );
}

const labels = { open: 'Name or path', save: 'Name or path', folder: 'Folder, by name or path' };

function NameForm({
  id,
  request,
  browser,
}: {
  readonly id: string;
  readonly request: FileRequest;
  readonly browser: FileBrowser;
}) {
  const form = useRef<HTMLFormElement>(null);
  const { kind, name, endings } = request;
  useEffect(() => {
    if (kind !== 'save') return;
    const input = form.current?.querySelector('input');
    input?.focus();
    const ending = endings.find((one) => name.endsWith(`.${one}`));
    input?.setSelectionRange(0, ending === undefined ? name.length : name.length - ending.length - 1);
  }, [kind, name, endings]);
  return (
    <form
      id={id}
      ref={form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        browser.submit();
      }}
    >
      <TextField
        label={labels[kind]}
        value={browser.typed}
        onChange={browser.type}
        placeholder={kind === 'folder' ? (browser.listing?.path ?? '') : undefined}
      />
    </form>
  );
}

/** Asks, where the person is looking, before a file is written over. */
function Confirmation({
  request,
  browser,
}: {
  readonly request: FileRequest;
  readonly browser: FileBrowser;
}) {
  const { confirming } = browser;
  if (confirming === null) return null;
  const { path, entry } = confirming;
  const sentence =
    entry === null
      ? `The folder is too large to see whether ${nameOf(path)} is there already; if so it is replaced.`
      : `${entry.name} is there already (${byteWords(entry.bytes)}, ${whenWords(new Date(entry.changed).toISOString(), new Date())}).`;
  return (
    <Notice
      kind="warning"
      actions={
        <Button look="danger" onPress={() => request.answer(path)}>
          {entry === null ? 'Write it' : 'Replace it'}
        </Button>
      }
    >
      {sentence}
    </Notice>
  );
}
