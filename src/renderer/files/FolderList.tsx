import { FileImage, FileJson, File as FilePicture, Folder } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { ListBox, ListBoxItem, Text } from 'react-aria-components';
import type { FolderEntry } from '../../shared/api/documents.ts';
import { byteWords } from '../figures/quantities.ts';
import { whenWords } from '../run/runWords.ts';
import styles from './FileDialog.module.css';
import type { FileRequest } from './fileRequest.ts';
import { hasEnding, nameOf } from './hostPath.ts';
import type { FileBrowser } from './useFileBrowser.ts';

/** What the folder holds: arrows and letters choose, Enter or a double click goes in or takes, Backspace goes up. */
export function FolderList({
  browser,
  kind,
}: {
  readonly browser: FileBrowser;
  readonly kind: FileRequest['kind'];
}) {
  const { listing, typed } = browser;
  if (listing === null) return <div className={styles.list} aria-busy />;
  const entryOf = (key: unknown) => listing.entries.find(({ path }) => path === key) ?? null;
  const pointed = listing.entries.find((entry) => entry.name === typed && entry.kind === 'file');
  const now = new Date();
  return (
    <div className={styles.list} onKeyDownCapture={(event) => goUpOn(event, browser)}>
      <ListBox
        key={listing.path}
        aria-label={`In ${nameOf(listing.path ?? '')}`}
        className={styles.entries}
        items={listing.entries}
        selectionMode="single"
        selectionBehavior="replace"
        defaultSelectedKeys={pointed === undefined ? [] : [pointed.path]}
        onSelectionChange={(keys) => browser.point(entryOf([...keys][0]))}
        onAction={(key) => {
          const entry = entryOf(key);
          if (entry !== null) browser.take(entry);
        }}
        autoFocus={browser.focusesList}
        renderEmptyState={() => <p className={styles.nothing}>{emptyWords[kind]}</p>}
      >
        {(entry) => <Row entry={entry} now={now} />}
      </ListBox>
    </div>
  );
}

const emptyWords = {
  open: 'There is nothing here that can be opened.',
  save: 'There is nothing here yet.',
  folder: 'There is no folder in here. The button below chooses this one.',
};

function goUpOn(event: KeyboardEvent, browser: FileBrowser): void {
  if (event.key !== 'Backspace') return;
  event.preventDefault();
  browser.goUp();
}

function Row({ entry, now }: { readonly entry: FolderEntry; readonly now: Date }) {
  const { path, name, kind, bytes, changed } = entry;
  const Picture =
    kind === 'folder'
      ? Folder
      : hasEnding(name, ['json'])
        ? FileJson
        : hasEnding(name, ['png', 'jpg', 'jpeg', 'webp', 'ppm'])
          ? FileImage
          : FilePicture;
  return (
    <ListBoxItem id={path} textValue={name} className={styles.entry}>
      <Picture aria-hidden className={kind === 'folder' ? styles.folder : styles.file} />
      <Text slot="label" className={styles.name}>
        {name}
      </Text>
      <Text slot="description" className={styles.facts}>
        <span className="only-spoken">{kind === 'folder' ? 'Folder, ' : 'File, '}</span>
        <span className={styles.size}>{kind === 'folder' ? '' : byteWords(bytes)}</span>
        <span className={styles.when}>{whenWords(new Date(changed).toISOString(), now)}</span>
      </Text>
    </ListBoxItem>
  );
}
