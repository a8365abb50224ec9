import { expect, test } from 'vitest';
import type { AppEvent, HostHandlers, PageConnection } from '../../shared/api/contract.ts';
import { createChunkedPort } from '../../shared/chunkedPort.ts';
import { MOST_CALLS } from '../../shared/lineProtocol.ts';
import { type Problem, ProblemError } from '../../shared/problem.ts';
import { connect } from '../../shared/rpc.ts';
import { createLine } from '../../shared/testing/line.ts';
import { connectPage } from './connectPage.ts';

/** A page joined to some handlers; `settle` delivers all that is under way. */
function joined(
  handlers: Partial<Record<keyof HostHandlers, (argument: never, page: PageConnection) => unknown>>,
) {
  const line = createLine(structuredClone);
  const heard: AppEvent[] = [];
  const connection = connectPage(line.right, handlers as unknown as HostHandlers);
  const event = (told: AppEvent) => void heard.push(told);
  const page = connect<Record<string, (argument: never) => unknown>>(createChunkedPort(line.left), { event });
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) {
      line.deliver();
      await Promise.resolve();
    }
  };
  const answered = async (call: Promise<unknown>) => {
    const outcome = call.catch((error: unknown) => error);
    await settle();
    return outcome;
  };
  return { line, page, heard, connection, settle, answered };
}

function problemOf(error: unknown): Problem | undefined {
  return error instanceof ProblemError ? error.problem : undefined;
}

test('an argument is checked, its defaults are filled in, and the handler knows the page', async () => {
  const seen: unknown[] = [];
  const { page, connection, answered } = joined({
    describeData: (argument, who) => seen.push(argument, who === connection),
  });
  await answered(page.describeData({ request: 'r', choice: { data: 'signs' } } as never));
  const choice = { data: 'signs', test: null, validationShare: null, limit: null };
  expect(seen).toEqual([{ request: 'r', choice }, true]);
});

test('an argument that is wrong is refused with the call and the field', async () => {
  const { page, answered } = joined({});
  const wrong = page.describeData({ request: 'r', choice: { data: 'signs', limit: 0 } } as never);
  expect(problemOf(await answered(wrong))).toMatchObject({
    code: 'bad-argument',
    message: expect.stringMatching(/^describeData: field choice\.limit is not as expected: /),
  });
  expect(problemOf(await answered(page.hello(undefined as never)))).toMatchObject({
    code: 'bad-argument',
    message: expect.stringMatching(/^hello: the argument is not as expected: /),
  });
});

test('a profile is asked for with a name, a project and a device, and nothing else', async () => {
  const seen: unknown[] = [];
  const { page, answered } = joined({ profileProject: (argument) => void seen.push(argument) });
  const whole = { request: 'profile-1', text: '{}', name: 'small', device: 'auto' };
  await answered(page.profileProject(whole as never));
  expect(seen).toEqual([whole]);
  for (const wrong of [
    { ...whole, request: '' },
    { ...whole, device: 1 },
    { ...whole, steps: 5 },
  ]) {
    expect(problemOf(await answered(page.profileProject(wrong as never)))).toMatchObject({
      code: 'bad-argument',
      message: expect.stringMatching(/^profileProject: /),
    });
  }
  expect(seen).toHaveLength(1);
});

test.each(['constructor', 'toString', '__proto__', 'nothing'])('there is no call %s', async (name) => {
  const { page, answered } = joined({});
  const error = (await answered(page[name]({} as never))) as Error;
  expect(error).not.toBeInstanceOf(ProblemError);
  expect(error.message).toContain(`there is no call ${name}`);
});

test(`a page has at most ${MOST_CALLS} calls under way, and more again when one ends`, async () => {
  const waiting: (() => void)[] = [];
  const { page, settle, answered } = joined({
    devices: () => new Promise<unknown>((resolve) => waiting.push(() => resolve([]))),
  });
  const calls = Array.from({ length: MOST_CALLS }, () => page.devices({} as never));
  await settle();
  expect(problemOf(await answered(page.devices({} as never)))?.code).toBe('too-many-calls');
  expect(waiting).toHaveLength(MOST_CALLS);
  waiting[0]();
  await settle();
  expect(await calls[0]).toEqual([]);
  void page.devices({} as never);
  await settle();
  expect(waiting).toHaveLength(MOST_CALLS + 1);
});

test('calls that are refused or fail are not under way any more', async () => {
  const { page, answered } = joined({
    devices: () => {
      throw new TypeError('x is undefined');
    },
  });
  for (let i = 0; i < 2 * MOST_CALLS; i++) {
    const error = await answered(i % 2 ? page.devices({} as never) : page.devices({ more: 1 } as never));
    expect(problemOf(error)?.code).not.toBe('too-many-calls');
  }
});

test('a page that is gone hears nothing, and nothing fails for that', async () => {
  const { line, heard, connection, settle } = joined({});
  connection.send({ kind: 'runs' });
  await settle();
  let closed = 0;
  connection.onClose(() => closed++);
  line.cut('the page was closed');
  connection.send({ kind: 'runs' });
  await settle();
  expect([heard, closed]).toEqual([[{ kind: 'runs' }], 1]);
});

test('a page that breaks while it is told something breaks nothing here', async () => {
  const { line, connection, settle } = joined({});
  connection.send({ kind: 'runs' });
  line.cut('the page was closed');
  await settle();
});
