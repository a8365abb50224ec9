import { useEffect, useRef, useState } from 'react';
import type { FolderEntry, FolderListing } from '../../shared/api/documents.ts';
import { host } from '../host/hostClient.ts';
import { usePreferences } from '../store/preferencesStore.ts';
import { type Decision, decide, firstListing, type Look } from './browse.ts';
import { sentenceOf } from './faultWords.ts';
import { type FileRequest, listedFiles } from './fileRequest.ts';
import { folderOf, pathIn } from './hostPath.ts';

/** The file dialog's state and what can be done in it. */
export interface FileBrowser {
  /** Null until the first folder was read. */
  readonly listing: FolderListing | null;
  /** The name or path in the field. */
  readonly typed: string;
  readonly fault: string | null;
  /** The file that would be written over. */
  readonly confirming: Extract<Decision, { kind: 'confirm' }> | null;
  /** The list takes the keyboard's focus when another folder is shown. */
  readonly focusesList: boolean;
  type(text: string): void;
  /** Puts a name from the list into the field. */
  point(entry: FolderEntry | null): void;
  /** Goes into a folder of the list, or takes a file of it. */
  take(entry: FolderEntry): void;
  goTo(path: string): void;
  goUp(): void;
  /** Takes what is typed. */
  submit(): void;
  /** Makes a folder in the one that is shown, and goes into it. Throws ProblemError. */
  makeFolder(name: string): Promise<void>;
}

/** Where each kind of question was answered last. */
const lastFolders = new Map<string, string>();

/** Browses the host's folders for an answer to a question. */
export function useFileBrowser(request: FileRequest): FileBrowser {
  const [listing, setListing] = useState<FolderListing | null>(null);
  const [typed, setTyped] = useState(request.name);
  const [fault, setFault] = useState<string | null>(null);
  const [confirming, setConfirming] = useState<FileBrowser['confirming']>(null);
  const [focusesList, setFocusesList] = useState(request.kind !== 'save');
  const hello = usePreferences((state) => state.hello);
  const turn = useRef(0);
  /** What was taken before there was a folder to take it in. */
  const early = useRef<string | null>(null);
  const look: Look = (path) => host().call.listFolder({ path, files: listedFiles(request) });

  /** Runs what reads folders; of two that overlap the later one counts. */
  async function attempt<T>(read: () => Promise<T>, then: (result: T) => void): Promise<void> {
    turn.current++;
    const own = turn.current;
    setFault(null);
    setConfirming(null);
    try {
      const result = await read();
      if (own === turn.current) then(result);
    } catch (error) {
      if (own === turn.current) setFault(sentenceOf(error));
    }
  }

  function show(next: FolderListing): void {
    setListing(next);
    // A proposed name stays, what pointed into the folder before does not.
    if (request.kind !== 'save') setTyped('');
  }

  function answer(path: string): void {
    const folder = request.kind === 'folder' ? path : folderOf(path);
    if (folder !== null) lastFolders.set(memoryKey(request), folder);
    request.answer(path);
  }

  function follow(decision: Decision): void {
    if (decision.kind === 'answer') answer(decision.path);
    else if (decision.kind === 'enter') {
      setTyped(request.kind === 'save' ? request.name : '');
      setFocusesList(request.kind !== 'save');
      show(decision.listing);
    } else if (decision.kind === 'confirm') setConfirming(decision);
    else setFault(decision.sentence);
  }

  function takeName(name: string, within: FolderListing | null = listing): void {
    const ignoresCase = hello !== null && hello.platform !== 'linux';
    const folder = within?.path ?? hello?.roots[0] ?? '/';
    void attempt(() => decide(name, { request, folder, look, ignoresCase }), follow);
  }

  function goTo(path: string): void {
    setFocusesList(true);
    void attempt(() => look(path), show);
  }

  useEffect(() => {
    const { start } = request;
    // What was typed meanwhile stays; what was taken meanwhile is taken now.
    const shown = (first: FolderListing) => {
      setListing(first);
      if (early.current !== null) takeName(early.current, first);
      early.current = null;
    };
    void attempt(() => firstListing([start, lastFolders.get(memoryKey(request)) ?? null], look), shown);
  }, [request]);

  return {
    listing,
    typed,
    fault,
    confirming,
    focusesList,
    type: (text) => {
      setTyped(text);
      early.current = null;
      // A list that comes now leaves the field to who types.
      setFocusesList(false);
      setFault(null);
      setConfirming(null);
    },
    point: (entry) => {
      // The name of a file to save stays while one looks for its folder.
      if (entry === null || (request.kind === 'save' && entry.kind === 'folder')) return;
      setTyped(entry.name);
      setConfirming(null);
    },
    take: (entry) => {
      if (entry.kind === 'folder') goTo(entry.path);
      // By its path: a name may look like a path of another system.
      else takeName(entry.path);
    },
    goTo,
    goUp: () => {
      if (listing?.parent != null) goTo(listing.parent);
    },
    submit: () => {
      if (listing === null) early.current = typed;
      else takeName(typed);
    },
    makeFolder: async (name) => {
      const path = listing?.path ?? null;
      if (path === null) return;
      const made = await host().call.makeFolder({ path: pathIn(path, name.trim()) });
      setFocusesList(request.kind !== 'save');
      show(made);
    },
  };
}

function memoryKey({ kind, endings }: FileRequest): string {
  return kind === 'folder' ? 'folder' : endings.join(' ');
}
