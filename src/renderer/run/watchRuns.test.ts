import { expect, test } from 'vitest';
import type { RunDetails, RunEvent } from '../../shared/api/runs.ts';
import { createRunWatcher } from './watchRuns.ts';

const note = (seq: number): RunEvent => ({ seq, kind: 'note', sentence: `note ${seq}` });

/** A host whose answers come when the test says, and a list of what the page heard. */
function setting() {
  const heard: string[] = [];
  const waiting = new Map<string, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const later =
    (name: string) =>
    ({ id }: { id: string }) =>
      new Promise<never>((resolve, reject) => waiting.set(`${name} ${id}`, { resolve, reject }));
  const watcher = createRunWatcher(
    {
      runDetails: later('details'),
      watchRun: later('watch'),
      unwatchRun: async ({ id }) => {
        heard.push(`unwatch ${id}`);
        return null;
      },
    },
    {
      opened: ({ summary }) => heard.push(`opened ${summary.id}`),
      happened: (id, events) => heard.push(`${id}: ${events.map(({ seq }) => seq).join(' ')}`),
      failed: (id, sentence) => heard.push(`failed ${id}: ${sentence}`),
      closed: (id) => heard.push(`closed ${id}`),
    },
  );
  const answer = async (name: string, value: unknown) => {
    waiting.get(name)?.resolve(value as never);
    await Promise.resolve();
    await Promise.resolve();
  };
  const refuse = async (name: string, sentence: string) => {
    waiting.get(name)?.reject(new Error(sentence));
    await Promise.resolve();
    await Promise.resolve();
  };
  const details = (id: string, seq: number) => ({ summary: { id }, seq }) as unknown as RunDetails;
  return { heard, watcher, answer, refuse, details };
}

test('a watched run is read, then followed from where it was read', async () => {
  const { heard, watcher, answer, details } = setting();
  watcher.watch(new Set(['a']));
  await answer('details a', details('a', 7));
  await answer('watch a', { events: [note(8), note(9)] });
  watcher.receive('a', [note(10)]);
  expect(heard).toEqual(['opened a', 'a: 8 9', 'a: 10']);
});

test('events told before the answer wait for it, and none is passed on twice', async () => {
  const { heard, watcher, answer, details } = setting();
  watcher.watch(new Set(['a']));
  watcher.receive('a', [note(6)]);
  await answer('details a', details('a', 7));
  watcher.receive('a', [note(9), note(10)]);
  await answer('watch a', { events: [note(8), note(9)] });
  watcher.receive('a', [note(10), note(11)]);
  expect(heard).toEqual(['opened a', 'a: 8 9', 'a: 10', 'a: 11']);
});

test('events of runs that nobody watches are dropped', async () => {
  const { heard, watcher, answer, details } = setting();
  watcher.watch(new Set(['a']));
  await answer('details a', details('a', 3));
  await answer('watch a', { events: [] });
  watcher.receive('b', [note(4)]);
  watcher.watch(new Set());
  watcher.receive('a', [note(5)]);
  expect(heard).toEqual(['opened a', 'closed a', 'unwatch a']);
});

test('an answer for a run that was left meanwhile is dropped', async () => {
  const { heard, watcher, answer, details } = setting();
  watcher.watch(new Set(['a']));
  watcher.watch(new Set(['b']));
  await answer('details a', details('a', 3));
  await answer('details b', details('b', 1));
  expect(heard).toEqual(['closed a', 'unwatch a', 'opened b']);
});

test('after a reconnection a run is read anew, even where the host counts from the start again', async () => {
  const { heard, watcher, answer, details } = setting();
  watcher.watch(new Set(['a']));
  await answer('details a', details('a', 500));
  await answer('watch a', { events: [] });
  watcher.reopen();
  await answer('details a', details('a', 2));
  await answer('watch a', { events: [note(3)] });
  watcher.receive('a', [note(4)]);
  expect(heard).toEqual(['opened a', 'opened a', 'a: 3', 'a: 4']);
});

test('a run that cannot be read says why, and is tried again when it is asked for again', async () => {
  const { heard, watcher, answer, refuse, details } = setting();
  watcher.watch(new Set(['a']));
  await refuse('details a', 'there is no run folder a');
  watcher.watch(new Set(['a']));
  await answer('details a', details('a', 0));
  expect(heard).toEqual(['failed a: there is no run folder a', 'opened a']);
});
