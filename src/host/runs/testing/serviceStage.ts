import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeNetwork } from '../../../engine/conformance/network.ts';
import type { AppEvent, HostArgument, HostHandlers, PageConnection } from '../../../shared/api/contract.ts';
import { hostCalls } from '../../../shared/api/contract.ts';
import type { RunEvent, RunResults, RunState } from '../../../shared/api/runs.ts';
import type { GraphDocument } from '../../../shared/document.ts';
import { writeDocument } from '../../../shared/documentFile.ts';
import { createRunService, type RunService, type RunServiceOptions } from '../runService.ts';

export const CLASSES = ['stop', 'yield', 'no entry'];

/** A network that trains an epoch of the stage's images in some milliseconds. */
export function smallProject(training: Partial<GraphDocument['training']> = {}): GraphDocument {
  return describeNetwork(
    [
      ['images', 'Input', { size: [3, 12, 12] }],
      ['conv1', 'SpatialConvolution', { nOutputPlane: 6, padW: 1 }],
      ['bn1', 'SpatialBatchNormalization'],
      ['relu1', 'ReLU'],
      ['drop1', 'Dropout', { p: 0.15 }],
      ['view1', 'View'],
      ['fc1', 'Linear', { outputSize: CLASSES.length }],
      ['log', 'LogSoftMax'],
    ],
    {
      optimiser: { type: 'sgd', params: { learningRate: 0.013, momentum: 0.83, dampening: 0.07 } },
      augmentation: 'mild',
      epochs: 3,
      batchSize: 8,
      ...training,
    },
  );
}

/** A page that remembers what it was told. */
export interface TestPage extends PageConnection {
  readonly events: RunEvent[];
  /** How often it was told that the list has changed. */
  readonly lists: number;
  /** The first event, told or yet to come, that is as wanted. */
  until(wanted: (event: RunEvent) => boolean): Promise<RunEvent>;
  /** Until the run is in one of these states; the sentence it comes with. */
  reaches(...states: RunState[]): Promise<string | null>;
  close(): void;
}

export function createTestPage(): TestPage {
  const events: RunEvent[] = [];
  const waiting: {
    readonly wanted: (event: RunEvent) => boolean;
    readonly tell: (event: RunEvent) => void;
  }[] = [];
  const closers: (() => void)[] = [];
  let lists = 0;
  const until = (wanted: (event: RunEvent) => boolean): Promise<RunEvent> => {
    const known = events.find(wanted);
    return known
      ? Promise.resolve(known)
      : new Promise((tell) => {
          waiting.push({ wanted, tell });
        });
  };
  return {
    events,
    get lists() {
      return lists;
    },
    send(event: AppEvent) {
      if (event.kind === 'runs') lists++;
      if (event.kind !== 'run') return;
      for (const one of event.events) {
        events.push(one);
        for (const { wanted, tell } of waiting) if (wanted(one)) tell(one);
      }
    },
    onClose: (listener) => void closers.push(listener),
    until,
    async reaches(...states) {
      const event = await until((one) => one.kind === 'state' && states.includes(one.state));
      return event.kind === 'state' ? event.sentence : null;
    },
    close: () => {
      for (const closer of closers) closer();
    },
  };
}

type Calls = {
  readonly [K in keyof RunResults]: (
    argument: HostArgument<K>,
    page?: PageConnection,
  ) => Promise<RunResults[K]>;
};

/** One host's run service, called as pages call it. */
export interface TestHost extends RunService {
  readonly call: Calls;
  /** A page that hears what all pages hear. */
  readonly page: TestPage;
  /** Most runs that were under way at once, and now. */
  readonly busy: { most: number; now: number };
}

/** A place with images of three classes and a folder for runs; hosts come and go in it. */
export interface Stage {
  readonly folder: string;
  readonly data: string;
  readonly runsFolder: string;
  host(options?: RunServiceOptions): TestHost;
  /** What `startRun` takes for a project on the stage's images. */
  request(document?: GraphDocument, more?: Partial<HostArgument<'startRun'>>): HostArgument<'startRun'>;
  /** Ends all hosts and removes the place. */
  clear(): Promise<void>;
}

export function createStage(): Stage {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'signalbox-runs-')));
  const data = imageFolder(join(folder, 'data'), CLASSES);
  const runsFolder = join(folder, 'runs');
  const hosts: TestHost[] = [];
  const { SIGNALBOX_CACHE: before } = process.env;
  process.env.SIGNALBOX_CACHE = join(folder, 'cache');
  return {
    folder,
    data,
    runsFolder,
    host(options) {
      const page = createTestPage();
      const busy = { most: 0, now: 0 };
      const service = createRunService(
        {
          roots: () => [folder],
          homeFolder: join(folder, 'home'),
          runsFolder,
          surface: 'serve',
          broadcast: (event) => page.send(event),
          busy: (runs) => {
            busy.now = runs;
            busy.most = Math.max(busy.most, runs);
          },
        },
        options,
      );
      const host = { ...service, call: callsOf(service.handlers), page, busy };
      hosts.push(host);
      return host;
    },
    request: (document = smallProject(), more = {}) => ({
      text: writeDocument(document),
      name: 'first try',
      data: { data, validationShare: 0.2 },
      device: 'cpu',
      threads: 1,
      seed: 5,
      ...more,
    }),
    async clear() {
      await Promise.all(hosts.map((host) => host.close()));
      if (before === undefined) delete process.env.SIGNALBOX_CACHE;
      else process.env.SIGNALBOX_CACHE = before;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `DIR/CLASS/0.ppm …`: pictures of a class's colour, crossed by stripes of their own. */
export function imageFolder(root: string, classes: readonly string[], each = 40): string {
  classes.forEach((name, c) => {
    mkdirSync(join(root, name), { recursive: true });
    for (let i = 0; i < each; i++) {
      const pixels = Uint8Array.from(
        { length: 14 * 11 * 3 },
        (_, at) => ((at % (3 + i)) * 19 + 70 * ((at + c) % 3)) % 256,
      );
      const bytes = [...new TextEncoder().encode('P6 14 11 255\n'), ...pixels];
      writeFileSync(join(root, name, `${i}.ppm`), Uint8Array.from(bytes));
    }
  });
  return root;
}

/** Checks arguments and fills in defaults, as the line to a page does. */
function callsOf(handlers: HostHandlers<keyof RunResults>): Calls {
  const names = Object.keys(handlers) as (keyof RunResults)[];
  const unseen = createTestPage();
  return Object.fromEntries(
    names.map((name) => [
      name,
      async (argument: unknown, page: PageConnection = unseen) =>
        (handlers[name] as (argument: unknown, page: PageConnection) => unknown)(
          hostCalls[name].parse(argument),
          page,
        ),
    ]),
  ) as unknown as Calls;
}
