import { expect, test } from 'vitest';
import type { FolderEntry, FolderListing } from '../../shared/api/documents.ts';
import { ProblemError } from '../../shared/problem.ts';
import { type Browsing, decide, firstListing } from './browse.ts';
import { folderOf, nameOf } from './hostPath.ts';

const files = ['/p/net.json', '/p/sub/inner.json', '/p/sub.json/odd.json', '/q/big/one.json'];
const folders = ['/p', '/p/sub', '/p/sub.json', '/q', '/q/big'];

/** A host that may use /p and /q; of /q/big it lists some files only. */
async function look(path: string | null): Promise<FolderListing> {
  if (path === null) return listing(null, ['/p', '/q'].map(entryOf));
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  if (!folders.includes(trimmed)) {
    throw new ProblemError({ code: 'file-enoent', message: `could not read folder ${path}` });
  }
  return listing(trimmed, [...folders, ...files].filter((one) => folderOf(one) === trimmed).map(entryOf));
}

function listing(path: string | null, entries: FolderEntry[]): FolderListing {
  return { path, parent: null, entries, omitted: path === '/q/big' ? 7 : 0 };
}

function entryOf(path: string): FolderEntry {
  const kind = folders.includes(path) ? 'folder' : 'file';
  return { name: nameOf(path), path, kind, bytes: 17, changed: 4711 };
}

function browsing(kind: 'folder' | 'open' | 'save', more: Partial<Browsing> = {}): Browsing {
  return { request: { kind, endings: ['json'] }, folder: '/p', look, ignoresCase: false, ...more };
}

test.each([
  ['open', 'net.json', 'answer /p/net.json'],
  ['open', ' /p/sub/inner.json ', 'answer /p/sub/inner.json'],
  ['open', 'sub', 'enter /p/sub'],
  ['open', '/q', 'enter /q'],
  ['open', 'sub.json', 'enter /p/sub.json'],
  ['open', '', 'fault No file is chosen: choose one, or type its name.'],
  ['open', 'gone.json', 'fault There is no file gone.json in /p.'],
  ['open', 'NET.json', 'fault There is no file NET.json in /p.'],
  ['open', 'notes.txt', 'fault notes.txt is not a file whose name ends in .json.'],
  ['open', '/q/big/unlisted.json', 'answer /q/big/unlisted.json'],
  ['save', 'new', 'answer /p/new.json'],
  ['save', 'new.json', 'answer /p/new.json'],
  ['save', 'sub/new', 'answer /p/sub/new.json'],
  ['save', '/q/new', 'answer /q/new.json'],
  ['save', 'net', 'confirm /p/net.json 17'],
  ['save', 'sub', 'enter /p/sub'],
  ['save', '/q/big/unlisted', 'confirm /q/big/unlisted.json -'],
  ['folder', '', 'answer /p'],
  ['folder', 'sub', 'answer /p/sub'],
  ['folder', '/q/', 'answer /q'],
] as const)('to %s, %j: %s', async (kind, typed, expected) => {
  const decision = await decide(typed, browsing(kind));
  const words = {
    answer: () => ('path' in decision ? decision.path : ''),
    enter: () => ('listing' in decision ? decision.listing.path : ''),
    confirm: () => ('entry' in decision ? `${decision.path} ${decision.entry?.bytes ?? '-'}` : ''),
    fault: () => ('sentence' in decision ? decision.sentence : ''),
  };
  expect(`${decision.kind} ${words[decision.kind]()}`).toBe(expected);
});

test.each(['open', 'save', 'folder'] as const)('to %s in a folder that is not there', async (kind) => {
  await expect(decide('/r/nothing', browsing(kind))).rejects.toThrow('could not read folder /r');
});

test('where the disk knows no capital letters, a file of another spelling is the file', async () => {
  expect(await decide('NET', browsing('save', { ignoresCase: true }))).toMatchObject({
    kind: 'confirm',
    path: '/p/net.json',
  });
});

test('a dialog opens where it is asked to, beside a file, or where it was last', async () => {
  const at = async (...places: (string | null)[]) => (await firstListing(places, look)).path;
  expect(await at('/q', '/p')).toBe('/q');
  expect(await at('/p/sub/inner.json', '/q')).toBe('/p/sub');
  expect(await at('/p/sub/renamed.json', '/q')).toBe('/p/sub');
  expect(await at('/gone/net.json', '/q')).toBe('/q');
  expect(await at(null, null)).toBe('/p');
});
