import { expect, test } from 'vitest';
import { connectPage } from '../../host/app/connectPage.ts';
import type { AppEvent, HostHandlers } from '../../shared/api/contract.ts';
import { MOST_CALLS } from '../../shared/lineProtocol.ts';
import { ProblemError } from '../../shared/problem.ts';
import { createLine, type Line } from '../../shared/testing/line.ts';
import { createReconnectingHost, FIRST_WAIT, LONGEST_WAIT, LOST, REFUSED } from './reconnectingHost.ts';

type Outcome = Line | 'lost' | 'token-refused';

/** A page whose tries to reach its host end as the test says, and whose waits end when the test says. */
function page(random = 1) {
  const tries: ((outcome: Outcome) => void)[] = [];
  const waits: { milliseconds: number; run: () => void; left: boolean }[] = [];
  const { client, redial } = createReconnectingHost({
    open: async () => {
      const outcome = await new Promise<Outcome>((resolve) => tries.push(resolve));
      if (typeof outcome !== 'string') return outcome.left;
      throw new ProblemError({ code: outcome, message: 'why' });
    },
    wait: (milliseconds, run) => {
      const wait = { milliseconds, run, left: false };
      waits.push(wait);
      return () => {
        wait.left = true;
      };
    },
    random: () => random,
  });
  const states: string[] = [];
  client.connection.subscribe(({ state, sentence }) =>
    states.push(sentence ? `${state}: ${sentence}` : state),
  );
  /** How the try under way ends; a line's other end is answered by `handlers`. */
  const ends = async (outcome: Outcome, handlers: Partial<HostHandlers> = {}) => {
    const connection =
      typeof outcome === 'string' ? null : connectPage(outcome.right, handlers as HostHandlers);
    tries[tries.length - 1](outcome);
    await turns();
    return connection;
  };
  return { client, redial, tries, waits, states, ends };
}

async function turns(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

async function settle(line: Line): Promise<void> {
  for (let i = 0; i < 10; i++) {
    line.deliver();
    await turns();
  }
}

const line = () => createLine(structuredClone);
const messageOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) =>
      error instanceof ProblemError && error.problem.code === 'connection-lost' ? error.message : error,
  );
const runs = { listRuns: () => [] };

test('calls before the first connection wait for it', async () => {
  const { client, ends, states } = page();
  const call = messageOf(client.call.listRuns({}));
  const first = line();
  await ends(first, runs);
  await settle(first);
  expect([await call, states]).toEqual(['answered', ['connected']]);
});

test('calls before the first connection fail where it does not come', async () => {
  const { client, ends, states } = page();
  const call = messageOf(client.call.listRuns({}));
  await ends('lost');
  expect([await call, states]).toEqual([LOST, [`lost: ${LOST}`]]);
});

test('waits grow from a quarter of a second to five, with some chance, and begin anew after a success', async () => {
  const { waits, ends } = page(0.5);
  await ends('lost');
  for (let i = 0; i < 7; i++) {
    waits[waits.length - 1].run();
    await ends('lost');
  }
  const grown = [1, 2, 4, 8, 16].map((times) => FIRST_WAIT * times);
  expect(waits.map(({ milliseconds }) => milliseconds / 0.75)).toEqual([
    ...grown,
    LONGEST_WAIT,
    LONGEST_WAIT,
    LONGEST_WAIT,
  ]);
  waits[waits.length - 1].run();
  const good = line();
  await ends(good);
  good.cut('gone');
  expect(waits[waits.length - 1].milliseconds).toBe(FIRST_WAIT * 0.75);
});

test('a call under way fails when the line breaks, calls meanwhile fail at once, and later ones are answered', async () => {
  const { client, ends, waits, states } = page();
  const [first, second] = [line(), line()];
  await ends(first, { listRuns: () => new Promise(() => {}) });
  const underWay = messageOf(client.call.listRuns({}));
  await settle(first);
  first.cut('gone');
  expect(await underWay).toBe(LOST);
  expect(await messageOf(client.call.listRuns({}))).toBe(LOST);
  waits[0].run();
  expect(await messageOf(client.call.listRuns({}))).toBe(LOST);
  await ends(second, runs);
  const later = messageOf(client.call.listRuns({}));
  await settle(second);
  expect(await later).toBe('answered');
  expect(states).toEqual(['connected', `lost: ${LOST}`, 'connected']);
});

test('listeners go on after a reconnection, until they stop', async () => {
  const { client, ends, waits } = page();
  const heard: AppEvent[][] = [[], []];
  const stop = client.onEvent((event) => heard[0].push(event));
  client.onEvent((event) => heard[1].push(event));
  const [first, second] = [line(), line()];
  (await ends(first))?.send({ kind: 'runs' });
  await settle(first);
  first.cut('gone');
  waits[0].run();
  const again = await ends(second);
  again?.send({ kind: 'run', id: 'a', events: [] });
  await settle(second);
  stop();
  again?.send({ kind: 'run', id: 'b', events: [] });
  await settle(second);
  expect(heard.map((events) => events.length)).toEqual([2, 3]);
});

test('whoever hears of the connection can call at once', async () => {
  const { client, ends } = page();
  const calls: Promise<unknown>[] = [];
  client.connection.subscribe(({ state }) => {
    if (state === 'connected') calls.push(messageOf(client.call.listRuns({})));
  });
  const first = line();
  await ends(first, runs);
  await settle(first);
  expect(await Promise.all(calls)).toEqual(['answered']);
});

test('a refused token is not tried again until there is another', async () => {
  const { client, ends, waits, tries, states, redial } = page();
  await ends('token-refused');
  expect(await messageOf(client.call.listRuns({}))).toBe(REFUSED);
  expect([waits.length, tries.length, states]).toEqual([0, 1, [`lost: ${REFUSED}`]]);
  redial();
  expect(tries).toHaveLength(2);
  await ends(line());
  expect(states.at(-1)).toBe('connected');
});

test('a new token that comes while the old one is tried is tried next', async () => {
  const { ends, tries, redial, states } = page();
  redial();
  expect(tries).toHaveLength(1);
  await ends('token-refused');
  expect(tries).toHaveLength(2);
  await ends(line());
  expect([tries.length, states.at(-1)]).toEqual([2, 'connected']);
});

test('being asked to try at once ends the wait', async () => {
  const { ends, tries, waits, redial } = page();
  await ends('lost');
  redial();
  expect([tries.length, waits[0].left]).toEqual([2, true]);
  await ends('lost');
  expect(waits[1].milliseconds).toBe(FIRST_WAIT);
});

test('a connection that stands is left alone', async () => {
  const { ends, tries, redial, states } = page();
  await ends(line());
  redial();
  await turns();
  expect([tries.length, states]).toEqual([1, ['connected']]);
});

test('as many calls as anyone makes are answered: those above what the host takes at a time wait', async () => {
  const { client, ends } = page();
  const first = line();
  let underWay = 0;
  let most = 0;
  const listRuns = async () => {
    most = Math.max(most, ++underWay);
    for (let i = 0; i < 5; i++) await Promise.resolve();
    underWay--;
    return [];
  };
  await ends(first, { listRuns });
  const calls = Array.from({ length: 5 * MOST_CALLS }, () => messageOf(client.call.listRuns({})));
  let answers: unknown[] | null = null;
  void Promise.all(calls).then((all) => {
    answers = all;
  });
  while (answers === null) await settle(first);
  expect(new Set(answers)).toEqual(new Set(['answered']));
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(MOST_CALLS);
});

test('the calls are no promise', async () => {
  const { client } = page();
  expect(await client.call).toBe(client.call);
});
