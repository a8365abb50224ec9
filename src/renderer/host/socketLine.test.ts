import { expect, test } from 'vitest';
import { LONGEST_SILENCE } from '../../shared/lineProtocol.ts';
import { encodeMessage } from '../../shared/messageCodec.ts';
import { ProblemError } from '../../shared/problem.ts';
import { type LineSocket, openSocketLine } from './socketLine.ts';

/** A WebSocket that does what the test says, and a clock that only the test moves. */
function socket() {
  const sent: unknown[] = [];
  let closed = 0;
  const made: LineSocket = {
    binaryType: 'blob',
    readyState: 1,
    onopen: null,
    onmessage: null,
    onclose: null,
    send: (data) => void sent.push(data),
    close: () => {
      closed++;
    },
  };
  const call = (handler: unknown, event: object) => (handler as (event: object) => void)?.call(made, event);
  const alarms = new Map<object, { at: number; run: () => void }>();
  let time = 0;
  return {
    made,
    sent,
    closings: () => closed,
    opens: () => call(made.onopen, {}),
    brings: (data: unknown) => call(made.onmessage, { data }),
    closes: (code: number) => call(made.onclose, { code }),
    after: (milliseconds: number, run: () => void) => {
      const key = {};
      alarms.set(key, { at: time + milliseconds, run });
      return () => void alarms.delete(key);
    },
    passes: (milliseconds: number) => {
      time += milliseconds;
      for (const [key, { at, run }] of alarms) {
        if (at > time) continue;
        alarms.delete(key);
        run();
      }
    },
  };
}

async function opened() {
  const fake = socket();
  const opening = openSocketLine(fake.made, 'the token', fake.after);
  fake.opens();
  fake.brings('a token to keep');
  const { port, token } = await opening;
  const got: unknown[] = [];
  const reasons: string[] = [];
  port.onMessage((message) => got.push(message));
  port.onClose((reason) => reasons.push(reason));
  return { fake, port, token, got, reasons };
}

const codeOf = async (opening: Promise<unknown>) => {
  const error = await opening.catch((caught: unknown) => caught);
  return error instanceof ProblemError ? error.problem.code : error;
};

test('the token is the first word, and the welcome brings the one to come back with', async () => {
  const { fake, token } = await opened();
  expect([fake.sent, token, fake.made.binaryType]).toEqual([['the token'], 'a token to keep', 'arraybuffer']);
});

test('messages come out as they went in, signs of life do not', async () => {
  const { fake, got } = await opened();
  fake.brings(encodeMessage({ a: Float32Array.of(1.5) }).buffer);
  fake.brings(new ArrayBuffer(0));
  fake.brings(encodeMessage('b').buffer);
  expect(got).toEqual([{ a: Float32Array.of(1.5) }, 'b']);
});

test('a token that is not taken is refused for good', async () => {
  const fake = socket();
  const opening = openSocketLine(fake.made, 'old', fake.after);
  fake.opens();
  fake.closes(4401);
  expect(await codeOf(opening)).toBe('token-refused');
});

test.each([1006, 1001, 4408, 4429])(
  'a line that is closed with %i before the welcome is lost',
  async (code) => {
    const fake = socket();
    const opening = openSocketLine(fake.made, 'the token', fake.after);
    fake.opens();
    fake.closes(code);
    expect(await codeOf(opening)).toBe('connection-lost');
  },
);

test('a server that never answers is given up', async () => {
  const fake = socket();
  const opening = openSocketLine(fake.made, 'the token', fake.after);
  fake.passes(LONGEST_SILENCE);
  expect(await codeOf(opening)).toBe('connection-lost');
  expect(fake.closings()).toBe(1);
});

test('a line that falls silent is closed, and one with signs of life is not', async () => {
  const { fake, reasons } = await opened();
  for (let i = 0; i < 10; i++) {
    fake.passes(LONGEST_SILENCE - 1);
    fake.brings(new ArrayBuffer(0));
  }
  expect(reasons).toEqual([]);
  fake.passes(LONGEST_SILENCE);
  expect([reasons, fake.closings()]).toEqual([['it does not answer any more'], 1]);
});

test('garbage closes the line, once', async () => {
  const { fake, got, reasons } = await opened();
  fake.brings(new Uint8Array(9).fill(9).buffer);
  fake.brings(encodeMessage('late').buffer);
  fake.closes(1006);
  expect([got, reasons]).toEqual([[], ['it answers what Signalbox does not']]);
});

test('nothing is sent over a line that is closed, and who asks later is told as well', async () => {
  const { fake, port, reasons } = await opened();
  fake.closes(1006);
  port.post('x');
  port.onClose((reason) => reasons.push(`later: ${reason}`));
  expect(fake.sent).toHaveLength(1);
  expect(reasons).toEqual(['it is gone', 'later: it is gone']);
});
