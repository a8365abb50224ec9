import type { AppEvent, HostApi, HostHandlers, PageConnection } from '../api/contract.ts';
import { ProblemError } from '../problem.ts';

/** Both ends of a line between a page and a host that answers with some handlers. */
export interface Transport {
  /** The page's end. */
  readonly call: HostApi;
  onEvent(listener: (event: AppEvent) => void): () => void;
  /** The line breaks, as when the host's process dies. */
  cut(): void;
}

export type MakeTransport = (handlers: HostHandlers) => Promise<Transport>;

/** Asserts that two values are alike, types of arrays included; a test framework's. */
export type Same = (found: unknown, expected: unknown) => void;

/** What every transport between page and host must do; `check` rejects where this one does not. */
export interface TransportRule {
  readonly name: string;
  check(make: MakeTransport, same: Same): Promise<void>;
}

type SomeHandlers = { [K in keyof HostHandlers]?: (argument: never, page: PageConnection) => unknown };

const MEBIBYTE = 1024 * 1024;

export const transportContract: readonly TransportRule[] = [
  {
    name: 'calls arrive in the order they were made, and each gets its own answer',
    async check(make, same) {
      const order: string[] = [];
      let allCame = () => {};
      const all = new Promise<void>((resolve) => {
        allCame = resolve;
      });
      const openDocument = async ({ path }: { path: string }) => {
        order.push(path);
        if (path === 'c') allCame();
        // The first to come is the last to be answered.
        if (path === 'a') await all;
        return { path, text: `of ${path}`, hash: '' };
      };
      const { call } = await make(handlers({ openDocument }));
      const texts = await Promise.all(
        ['a', 'b', 'c'].map(async (path) => (await call.openDocument({ path })).text),
      );
      same(order, ['a', 'b', 'c']);
      same(texts, ['of a', 'of b', 'of c']);
    },
  },
  {
    name: 'large arrays cross whole, both ways at once',
    async check(make, same) {
      const tryPicture = ({ bytes }: { bytes: Uint8Array }) => ({
        probabilities: Float32Array.of(1 / 3, Number.NaN, -0),
        pictures: {
          widths: Uint32Array.of(bytes.length),
          heights: Uint32Array.of(1, 2 ** 32 - 1),
          offsets: new Uint32Array(0),
          pixels: bytes.map((byte) => 255 - byte),
        },
      });
      const { call } = await make(handlers({ tryPicture }));
      const pictures = [3 * MEBIBYTE + 3, 2 * MEBIBYTE + 1].map((length, salt) =>
        Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 9) + salt) % 251),
      );
      const answers = await Promise.all(
        pictures.map((bytes) => call.tryPicture({ id: 'run', name: 'sign.png', bytes })),
      );
      for (const [i, answer] of answers.entries()) {
        same(answer, tryPicture({ bytes: pictures[i] }));
      }
    },
  },
  {
    name: 'a text of many megabytes crosses, halves of surrogate pairs included',
    async check(make, same) {
      const text = '"\\ é \u{1f6b8} \ud83d \u0000\n'.repeat(300_000);
      const openDocument = ({ path }: { path: string }) => ({ path, text, hash: '' });
      const { call } = await make(handlers({ openDocument }));
      same((await call.openDocument({ path: 'x' })).text === text, true);
    },
  },
  {
    name: 'numbers that are none and fields that are missing arrive as they are',
    async check(make, same) {
      const train = { loss: Number.NaN, accuracy: -0 };
      const line = { epoch: 3, train, validation: undefined, seconds: Number.POSITIVE_INFINITY };
      const { call } = await make(handlers({ runDetails: () => ({ lines: [line], progress: null }) }));
      same(await call.runDetails({ id: 'run' }), { lines: [line], progress: null });
    },
  },
  {
    name: 'a problem arrives as a ProblemError with all it says',
    async check(make, same) {
      const problem = {
        code: 'shape-mismatch',
        message: 'fc1: found 7x7, expected 6x6',
        node: 'fc1',
        mends: [
          {
            title: 'Set padW to 1',
            change: { kind: 'setParam', node: 'fc1', param: 'padW', value: 1 } as const,
          },
        ],
      };
      const refuse = () => {
        throw new ProblemError(problem);
      };
      const { call } = await make(handlers({ listRuns: refuse }));
      const error = await failureOf(call.listRuns({}));
      same(error instanceof ProblemError && error.problem, problem);
    },
  },
  {
    name: 'a fault of the program arrives as an error that is no problem',
    async check(make, same) {
      const crash = () => {
        throw new TypeError('x is not a function');
      };
      const { call } = await make(handlers({ listRuns: crash }));
      const error = await failureOf(call.listRuns({}));
      same([error instanceof ProblemError, /x is not a function/.test(error.message)], [false, true]);
    },
  },
  {
    name: 'an argument that is not as the contract says is refused, and nothing runs',
    async check(make, same) {
      let ran = 0;
      const count = () => {
        ran++;
      };
      const { call } = await make(handlers({ openDocument: count, watchRun: count, listRuns: count }));
      const wrong = [
        call.openDocument({ path: 7 } as never),
        call.openDocument({ path: 'a', more: true } as never),
        call.watchRun({ id: 'run', fromSeq: -1 }),
        call.listRuns(undefined as never),
        call.listRuns([] as never),
      ];
      for (const refused of wrong) {
        const error = await failureOf(refused);
        same(error instanceof ProblemError && error.problem.code, 'bad-argument');
      }
      same(ran, 0);
    },
  },
  {
    name: 'events reach the page in order',
    async check(make, same) {
      const sent: AppEvent[] = Array.from({ length: 30 }, (_, i) => ({
        kind: 'run',
        id: `${i}`,
        events: [],
      }));
      const listRuns = (_: never, page: PageConnection) => {
        for (const event of sent) page.send(event);
        return [];
      };
      const { call, onEvent } = await make(handlers({ listRuns }));
      const heard: AppEvent[] = [];
      const all = new Promise<void>((resolve) => {
        onEvent((event) => {
          if (heard.push(event) === sent.length) resolve();
        });
      });
      await call.listRuns({});
      await all;
      same(heard, sent);
    },
  },
  {
    name: 'a call under way when the line breaks fails with one sentence, and so do those after it',
    async check(make, same) {
      let gone = () => {};
      const left = new Promise<void>((resolve) => {
        gone = resolve;
      });
      let begun = () => {};
      const begins = new Promise<void>((resolve) => {
        begun = resolve;
      });
      const listRuns = (_: never, page: PageConnection) => {
        page.onClose(gone);
        begun();
        return new Promise(() => {});
      };
      const { call, cut } = await make(handlers({ listRuns }));
      const failure = failureOf(call.listRuns({}));
      await begins;
      cut();
      for (const error of [await failure, await failureOf(call.listRuns({}))]) {
        same(error instanceof ProblemError && error.problem.code, 'connection-lost');
      }
      await left;
    },
  },
];

/** As many handlers as a rule needs, with what is enough of a result. */
function handlers(some: SomeHandlers): HostHandlers {
  return some as unknown as HostHandlers;
}

async function failureOf(call: Promise<unknown>): Promise<Error> {
  try {
    await call;
  } catch (error) {
    return error as Error;
  }
  throw new Error('a call was answered that was to fail');
}
