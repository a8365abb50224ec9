import { expect, test } from 'vitest';
import type { Port } from '../shared/port.ts';
import { createHostLine } from './hostLine.ts';

/** A port whose other end answers every call with a word, and dies when told. */
function answering(word: string) {
  const closers: ((reason: string) => void)[] = [];
  let hear: (message: unknown) => void = () => {};
  const port: Port = {
    post: (message) => {
      const { kind, seq } = message as { kind: string; seq: number };
      if (kind === 'request') queueMicrotask(() => hear({ kind: 'result', seq, result: word }));
    },
    onMessage: (listener) => {
      hear = listener;
    },
    onClose: (listener) => void closers.push(listener),
    close: () => {},
  };
  const die = () => {
    for (const closer of closers) closer('gone');
  };
  return { port, die };
}

function watched() {
  const line = createHostLine();
  const states: string[] = [];
  line.onState(({ state }) => states.push(state));
  return { line, states };
}

test('a call made before there is a line, or between two, is answered by the next one', async () => {
  const { line, states } = watched();
  const early = line.calls.hello({});
  const first = answering('first');
  line.attach(first.port);
  expect(await early).toEqual({ value: 'first' });
  first.die();
  const between = line.calls.hello({});
  line.attach(answering('second').port);
  expect(await between).toEqual({ value: 'second' });
  expect(states).toEqual(['connecting', 'connected', 'lost', 'connected']);
});

test('a line whose end is told only after the next one has come is lost first, and its end changes nothing', async () => {
  const { line, states } = watched();
  const first = answering('first');
  line.attach(first.port);
  line.attach(answering('second').port);
  expect(states).toEqual(['connecting', 'connected', 'lost', 'connected']);
  first.die();
  expect(states).toHaveLength(4);
  expect(await line.calls.hello({})).toEqual({ value: 'second' });
});
