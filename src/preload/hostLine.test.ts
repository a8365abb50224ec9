import { expect, onTestFinished, test } from 'vitest';
import { createChunkedPort } from '../shared/chunkedPort.ts';
import type { Port } from '../shared/port.ts';
import { connect } from '../shared/rpc.ts';
import { createHostLine } from './hostLine.ts';

/** A port whose other end answers `hello` with a word, and tells of its end when told. */
function answering(word: string) {
  const { port1, port2 } = new MessageChannel();
  const closers: ((reason: string) => void)[] = [];
  const portOf = (end: MessagePort): Port => ({
    post: (message) => end.postMessage(message),
    onMessage: (listener) => {
      end.onmessage = ({ data }) => listener(data);
    },
    onClose: (listener) => void closers.push(listener),
    close: () => end.close(),
  });
  onTestFinished(() => port1.close());
  connect(createChunkedPort(portOf(port2)), { hello: () => word });
  const die = () => {
    for (const closer of closers) closer('gone');
  };
  return { port: portOf(port1), die };
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
