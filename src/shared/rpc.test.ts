import { expect, test } from 'vitest';
import { CHUNK_BYTES, createChunkedPort } from './chunkedPort.ts';
import type { Port } from './port.ts';
import { type Problem, ProblemError } from './problem.ts';
import { connect } from './rpc.ts';
import { createLine } from './testing/line.ts';

interface Sums {
  add(numbers: readonly number[]): Promise<number>;
  later(name: string): Promise<string>;
  refuse(problem: Problem): Promise<never>;
  crash(message: string): Promise<never>;
  weights(count: number): Promise<Float32Array>;
  unclonable(reason: string): Promise<object>;
}

type Handlers = Record<string, (argument: never) => unknown>;

/** Two sides joined both ways; a call's answer comes once `settle` has delivered it. */
function joined(wrap: (port: Port) => Port = (port) => port, closed?: (reason: string) => Error) {
  const line = createLine(structuredClone);
  const waiting = new Map<string, (text: string) => void>();
  const handlers = (side: string): Handlers => ({
    add: (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0),
    later: (name: string) => new Promise((resolve) => waiting.set(`${side} ${name}`, resolve)),
    refuse: async (problem: Problem) => {
      throw new ProblemError(problem);
    },
    crash: (message: string) => {
      throw new TypeError(message);
    },
    weights: (count: number) => Float32Array.from({ length: count }, (_, i) => i / 8),
    unclonable: () => ({ run: () => 1 }),
  });
  const left = connect<Sums>(wrap(line.left), handlers('left'), closed);
  const right = connect<Sums>(wrap(line.right), handlers('right'), closed);
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) {
      line.deliver();
      await Promise.resolve();
    }
  };
  const answered = async <T>(call: Promise<T>): Promise<T> => {
    call.catch(() => {});
    await settle();
    return call;
  };
  return { line, left, right, waiting, settle, answered };
}

test('a call is answered with what its handler returns', async () => {
  const { left, answered } = joined();
  expect(await answered(left.add([2, 3, 37]))).toBe(42);
});

test('answers find their calls whatever order they come in', async () => {
  const { left, waiting, settle, answered } = joined();
  const calls = [left.later('a'), left.later('b'), left.later('c')];
  await settle();
  for (const name of ['c', 'a', 'b']) waiting.get(`right ${name}`)?.(`answer ${name}`);
  expect(await answered(Promise.all(calls))).toEqual(['answer a', 'answer b', 'answer c']);
});

test('both sides call at once, and neither takes the answer of the other', async () => {
  const { left, right, waiting, settle, answered } = joined();
  const calls = [left.later('x'), right.later('x'), left.add([1, 2]), right.add([10, 20])];
  await settle();
  waiting.get('left x')?.('from left');
  waiting.get('right x')?.('from right');
  expect(await answered(Promise.all(calls))).toEqual(['from right', 'from left', 3, 30]);
});

test('a ProblemError crosses as a ProblemError with all it says', async () => {
  const { left, answered } = joined();
  const problem: Problem = {
    code: 'shape-mismatch',
    message: 'conv1 (SpatialConvolution): found 3x5x5, expected 4x5x5',
    node: 'conv1',
    port: 'input',
    mends: [{ title: 'Set it', change: { kind: 'setParam', node: 'conv1', param: 'nInputPlane', value: 3 } }],
  };
  const error = await answered(left.refuse(problem)).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ProblemError);
  expect((error as ProblemError).problem).toEqual(problem);
  expect((error as ProblemError).message).toBe(problem.message);
});

test('any other error crosses as an Error with its stack, and is no Problem', async () => {
  const { left, answered } = joined();
  const error = await answered(left.crash('x is not a function')).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(ProblemError);
  expect((error as Error).message).toMatch(/^TypeError: x is not a function\n.*rpc\.test\.ts/);
});

test.each(['missing', 'constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'there is no call named %s',
  async (method) => {
    const { left, answered } = joined();
    const call = (left as unknown as Record<string, (argument: unknown) => Promise<unknown>>)[method](1);
    await expect(answered(call)).rejects.toThrow(`there is no call ${method}`);
  },
);

test('an answer that cannot be copied fails the call', async () => {
  const { left, answered } = joined();
  await expect(answered(left.unclonable('a function'))).rejects.toThrow('could not be cloned');
});

test('an argument that cannot be copied fails the call at once, and the next one works', async () => {
  const { left, line, answered } = joined();
  const add = left.add as unknown as (argument: unknown) => Promise<number>;
  await expect(add(() => 1)).rejects.toThrow('could not be cloned');
  expect(line.posted).toEqual([]);
  expect(await answered(left.add([5, 6]))).toBe(11);
});

test('a line that closes fails the calls under way and all later ones', async () => {
  const gone = (reason: string) => new ProblemError({ code: 'engine-gone', message: `gone: ${reason}` });
  const { left, right, line, settle } = joined(undefined, gone);
  const calls = [left.later('a'), left.later('b'), right.later('c')];
  const outcome = Promise.allSettled(calls);
  await settle();
  line.cut('it was ended by SIGKILL');
  const messages = (await outcome).map((one) =>
    one.status === 'rejected' ? one.reason.message : 'answered',
  );
  expect(messages).toEqual(new Array(3).fill('gone: it was ended by SIGKILL'));
  await expect(left.add([1])).rejects.toThrow('gone: it was ended by SIGKILL');
});

test('a remote is no promise, so that it can be awaited and returned', async () => {
  const { left } = joined();
  expect(await left).toBe(left);
});

test('over a chunked port large arguments and answers cross both ways at once', async () => {
  const { left, right, answered } = joined(createChunkedPort);
  const count = CHUNK_BYTES / 2;
  const list = [0.5, 0.25, ...new Array<number>(1000).fill(0.125)];
  const [there, back, sum] = await answered(
    Promise.all([left.weights(count), right.weights(count + 5), left.add(list)]),
  );
  expect([there.length, back.length, sum]).toEqual([count, count + 5, 125.75]);
  expect([there[count - 1], back[count + 4]]).toEqual([(count - 1) / 8, (count + 4) / 8]);
});
