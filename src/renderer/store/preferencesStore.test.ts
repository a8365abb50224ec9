import { beforeEach, expect, test } from 'vitest';
import { type Preferences, preferencesSchema } from '../../shared/api/application.ts';
import type { AppEvent } from '../../shared/api/contract.ts';
import { ProblemError } from '../../shared/problem.ts';
import { createConnectionStore, provideHost } from '../host/hostClient.ts';
import { changePreferences, startPreferences, usePreferences } from './preferencesStore.ts';
import { useView } from './viewStore.ts';

const defaults = preferencesSchema.parse({});

/** A host whose answers to setPreferences wait to be given. */
function fakeHost(first: Partial<Preferences> = {}) {
  let kept: Preferences = { ...defaults, ...first };
  const answers: { readonly give: () => void; readonly refuse: (error: Error) => void }[] = [];
  const listeners: ((event: AppEvent) => void)[] = [];
  const connection = createConnectionStore();
  const call = {
    hello: async () => ({
      version: '1.2.3',
      platform: 'linux',
      surface: 'serve',
      roots: ['/home/ada'],
      runsFolder: '/home/ada/runs',
      preferences: kept,
    }),
    setPreferences: (change: Partial<Preferences>) => {
      const after = { ...kept, ...change };
      kept = after;
      return new Promise((resolve, reject) => {
        answers.push({ give: () => resolve(after), refuse: reject });
      });
    },
  };
  provideHost({
    call: call as never,
    onEvent: (listener) => {
      listeners.push(listener);
      return () => {};
    },
    connection,
  });
  const tell = (preferences: Preferences) => {
    kept = preferences;
    for (const listener of listeners) listener({ kind: 'preferences', preferences });
  };
  return { answers, connection, tell };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const shown = () => usePreferences.getState().preferences;

beforeEach(() => {
  usePreferences.setState({ preferences: defaults, hello: null });
  useView.setState({ theme: 'system', notice: null });
});

test('they come with the hello, and change with what other pages choose', async () => {
  const { tell } = fakeHost({ theme: 'dark', wheel: 'scroll' });
  startPreferences();
  await settled();
  expect(shown()).toMatchObject({ theme: 'dark', wheel: 'scroll' });
  expect(usePreferences.getState().hello?.version).toBe('1.2.3');
  expect(useView.getState().theme).toBe('dark');
  tell({ ...defaults, theme: 'light' });
  expect(useView.getState().theme).toBe('light');
});

test('a change shows at once, and an answer to an earlier one does not take a later one back', async () => {
  const { answers } = fakeHost();
  const first = changePreferences({ theme: 'dark' });
  const second = changePreferences({ theme: 'light' });
  expect(shown().theme).toBe('light');
  answers[0].give();
  await first;
  expect(shown().theme).toBe('light');
  answers[1].give();
  await second;
  expect(shown().theme).toBe('light');
});

test('what the host cannot keep stays on the page, and is said', async () => {
  const { answers } = fakeHost();
  const change = changePreferences({ wheel: 'scroll' });
  answers[0].refuse(new ProblemError({ code: 'disk-full', message: 'The disk is full' }));
  await change;
  expect(shown().wheel).toBe('scroll');
  expect(useView.getState().notice?.text).toBe('Not kept for the next start: The disk is full');
});

test('after a lost connection they are asked for anew', async () => {
  const { connection, tell } = fakeHost({ theme: 'dark' });
  startPreferences();
  await settled();
  usePreferences.setState({ preferences: defaults });
  tell({ ...defaults, theme: 'light' });
  usePreferences.setState({ preferences: defaults });
  connection.setState({ state: 'lost' });
  connection.setState({ state: 'connected' });
  await settled();
  expect(shown().theme).toBe('light');
});
