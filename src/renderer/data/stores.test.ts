import { beforeEach, describe, expect, test } from 'vitest';
import { preferencesSchema } from '../../shared/api/application.ts';
import type { AppEvent, HostApi } from '../../shared/api/contract.ts';
import type { DataSummary, GtsrbState } from '../../shared/api/data.ts';
import { createConnectionStore, provideHost } from '../host/hostClient.ts';
import { usePreferences } from '../store/preferencesStore.ts';
import { useView } from '../store/viewStore.ts';
import { useTraining } from '../training/trainingStore.ts';
import { chooseData } from './changeData.ts';
import { describeData, useDescriptionStore } from './descriptionStore.ts';
import { controlGtsrb, loadGtsrb, startGtsrb, useGtsrb } from './gtsrbStore.ts';

const summary: DataSummary = {
  classes: [{ name: 'Stop', train: 31, test: 7 }],
  train: 31,
  test: 7,
  tracks: 2,
  smallest: { width: 15, height: 17 },
  largest: { width: 250, height: 231 },
  badCount: 0,
  bad: [],
};

const absent: GtsrbState = {
  state: 'absent',
  folder: '/home/ann/gtsrb',
  files: [{ name: 'a.zip', bytes: 0, total: 90 }],
  share: null,
  bytesPerSecond: 0,
  sentence: null,
  source: '',
  citation: '',
  terms: '',
};

let listeners: Set<(event: AppEvent) => void>;
/** The answers that the host still owes, oldest first, with what was asked. */
let asked: { argument: unknown; answer: (value: unknown) => void; refuse: (error: Error) => void }[];

function tell(event: AppEvent): void {
  for (const listener of listeners) listener(event);
}

function ask(argument: unknown): Promise<never> {
  return new Promise((answer, refuse) => {
    asked.push({ argument, answer: answer as (value: unknown) => void, refuse });
  });
}

beforeEach(() => {
  listeners = new Set();
  asked = [];
  const call = new Proxy({} as HostApi, { get: () => ask });
  provideHost({
    call,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connection: createConnectionStore(),
  });
  useDescriptionStore.setState({ of: null, state: 'none', progress: null, summary: null, sentence: null });
  useGtsrb.setState({ gtsrb: null, sentence: null });
  usePreferences.setState({ preferences: preferencesSchema.parse({}) });
  useView.setState({ notice: null });
  useTraining.setState({ data: { data: 'signs', test: null, validationShare: 0.3, limit: 9 } });
});

describe('looking at data', () => {
  test('follows the progress of its own request only', async () => {
    const done = describeData({ data: '/data/a', test: null });
    const { request } = asked[0].argument as { request: string };
    tell({ kind: 'data', request: 'another', split: 'train', done: 3, total: 4 });
    expect(useDescriptionStore.getState().progress).toBeNull();
    tell({ kind: 'data', request, split: 'test', done: 5, total: 7 });
    expect(useDescriptionStore.getState().progress).toEqual({ split: 'test', done: 5, total: 7 });
    asked[0].answer(summary);
    await done;
    expect(useDescriptionStore.getState()).toMatchObject({ state: 'known', progress: null, summary });
    expect(listeners.size).toBe(0);
  });

  test('drops what was asked before, whichever answers first', async () => {
    const first = describeData({ data: '/data/a', test: null });
    const second = describeData({ data: '/data/b', test: '/data/c' });
    asked[1].answer({ ...summary, tracks: 5 });
    await second;
    asked[0].answer(summary);
    await first;
    expect(useDescriptionStore.getState()).toMatchObject({ state: 'known', summary: { tracks: 5 } });
    expect(useDescriptionStore.getState().of).toBe('["/data/b","/data/c"]');
  });

  test('says why a folder cannot be read', async () => {
    const done = describeData({ data: '/data/gone', test: null });
    asked[0].refuse(new Error('/data/gone: there is no such folder'));
    await done;
    expect(useDescriptionStore.getState()).toMatchObject({
      state: 'fault',
      summary: null,
      sentence: '/data/gone: there is no such folder',
    });
  });
});

describe('choosing a folder', () => {
  test('trains on it and remembers it once it was read, with share and limit as they were', async () => {
    const done = chooseData('/data/a', null);
    expect(useTraining.getState().data).toEqual({
      data: '/data/a',
      test: null,
      validationShare: 0.3,
      limit: 9,
    });
    asked[0].answer(summary);
    await Promise.resolve();
    await Promise.resolve();
    expect(usePreferences.getState().preferences.recentData).toEqual(['/data/a']);
    expect(asked[1].argument).toEqual({ recentData: ['/data/a'] });
    asked[1].answer({ ...usePreferences.getState().preferences });
    await done;
  });

  test('does not remember one that cannot be read', async () => {
    const done = chooseData('/data/gone', null);
    asked[0].refuse(new Error('gone'));
    await done;
    expect(usePreferences.getState().preferences.recentData).toEqual([]);
    expect(asked).toHaveLength(1);
  });
});

describe('getting GTSRB', () => {
  test('says that it is ready when it becomes so, and offers to train on it', async () => {
    startGtsrb();
    const loaded = loadGtsrb();
    asked[0].answer(absent);
    await loaded;
    tell({ kind: 'gtsrb', state: { ...absent, state: 'unpacking' } });
    expect(useView.getState().notice).toBeNull();
    tell({ kind: 'gtsrb', state: { ...absent, state: 'ready' } });
    const { notice } = useView.getState();
    expect(notice?.text).toBe('GTSRB is ready to train on');
    notice?.action?.run();
    expect(useTraining.getState().data.data).toBe('/home/ann/gtsrb');
  });

  test('says nothing where it was ready all along', async () => {
    startGtsrb();
    tell({ kind: 'gtsrb', state: { ...absent, state: 'ready' } });
    tell({ kind: 'gtsrb', state: { ...absent, state: 'ready' } });
    expect(useView.getState().notice).toBeNull();
  });

  test('keeps what it stands at where it cannot be controlled, and says why', async () => {
    const loaded = loadGtsrb();
    asked[0].answer(absent);
    await loaded;
    const cancelled = controlGtsrb('cancel');
    asked[1].refuse(new Error('a.zip cannot be removed: it is in use'));
    await cancelled;
    expect(useGtsrb.getState()).toEqual({ gtsrb: absent, sentence: 'a.zip cannot be removed: it is in use' });
  });
});
