import { expect, test } from 'vitest';
import { writeDocument } from '../../shared/documentFile.ts';
import { emptyDocument } from '../store/documentStore.ts';
import { readProjectFile } from './fileDrop.ts';

function file(name: string, content: string | Uint8Array, size?: number) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, size: size ?? bytes.length, arrayBuffer: async () => new Uint8Array(bytes).buffer };
}

test('a project is read', async () => {
  expect(await readProjectFile(file('my signs.JSON', writeDocument(emptyDocument)))).toEqual(emptyDocument);
});

test.each([
  [
    'photo.png',
    'abc',
    undefined,
    'photo.png is not a Signalbox project: expected a file whose name ends in .json',
  ],
  ['huge.json', '{}', 17_000_001, 'huge.json is too large: 17000001 bytes, at most 16777216 are read'],
  ['other.json', '[1]', undefined, 'other.json is not a Signalbox project: expected a JSON object'],
  ['cut.json', '{ "version": 1, "nod', undefined, 'cut.json'],
  ['latin.json', new Uint8Array([0x22, 0xe4, 0x22]), undefined, 'latin.json is not UTF-8 text'],
])('%s is refused with a sentence', async (name, content, size, sentence) => {
  await expect(readProjectFile(file(name, content, size))).rejects.toThrow(sentence);
});
