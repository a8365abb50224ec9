import { expect, test } from 'vitest';
import { createPageToken, type TokenPlaces } from './pageToken.ts';

/** A tab's address, history and storage; `storage` null where nothing may be kept. */
function tab(hash: string, kept: Map<string, string> | null = new Map()) {
  const location = { hash, pathname: '/' };
  const addresses: string[] = [];
  const places: TokenPlaces = {
    location,
    history: {
      replaceState: (_data, _unused, url) => {
        addresses.push(url);
        location.hash = '';
      },
    },
    storage: kept && {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
    },
  };
  return { location, addresses, kept, token: createPageToken(places) };
}

test('the token goes from the address into the tab, and the address forgets it', () => {
  const { token, addresses, kept } = tab('#token=ab-C_9');
  expect(token.current()).toBeNull();
  expect(token.takeFromAddress()).toBe(true);
  expect(token.current()).toBe('ab-C_9');
  expect(addresses).toEqual(['/']);
  expect([...(kept ?? [])]).toEqual([['signalbox-token', 'ab-C_9']]);
});

test('a page that is loaded anew has its token still', () => {
  const { token } = tab('', new Map([['signalbox-token', 'abc']]));
  expect(token.takeFromAddress()).toBe(false);
  expect(token.current()).toBe('abc');
});

test('a new address replaces the token', () => {
  const { token, kept } = tab('#token=new', new Map([['signalbox-token', 'old']]));
  token.takeFromAddress();
  expect([token.current(), kept?.get('signalbox-token')]).toEqual(['new', 'new']);
});

test.each(['', '#', '#token=', '#token=a b', '#token=<x>', '#other=abc', '#token=abc&more=1'])(
  'the fragment %j has no token, and is left alone',
  (hash) => {
    const { token, addresses } = tab(hash);
    expect(token.takeFromAddress()).toBe(false);
    expect([token.current(), addresses]).toEqual([null, []]);
  },
);

test.each<[string, TokenPlaces['storage']]>([
  ['is none', null],
  [
    'throws',
    {
      getItem: () => {
        throw new Error('SecurityError');
      },
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    },
  ],
])('where the storage %s, the token is kept as long as the page', (_what, storage) => {
  const location = { hash: '#token=abc', pathname: '/' };
  const token = createPageToken({ location, history: { replaceState: () => {} }, storage });
  expect(token.takeFromAddress()).toBe(true);
  token.keep('def');
  expect(token.current()).toBe('def');
});
