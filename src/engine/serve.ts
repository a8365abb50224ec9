import { createChunkedPort } from '../shared/chunkedPort.ts';
import type { TrainingSettings } from '../shared/document.ts';
import type { Port } from '../shared/port.ts';
import { fail, ProblemError } from '../shared/problem.ts';
import { connect, type Remote } from '../shared/rpc.ts';
import type { CacheHost, EngineApi, EngineHost, OpenRequest, SourceReference } from './api.ts';
import type { ImageSet } from './data/dataset.ts';
import type { PartReader } from './data/packed/readPacked.ts';
import type { CompileProgress, Device, Executable } from './devices/device.ts';
import { type DeviceKind, deviceKinds } from './devices/registry.ts';
import type { Platform } from './platform.ts';
import { reportDevices } from './reportDevices.ts';
import { runModel } from './runModel.ts';
import { type BatchSource, createBatch } from './training/batches.ts';
import { benchSteps } from './training/bench.ts';
import { createControl } from './training/control.ts';
import { evaluatePass, type PassContext } from './training/evaluator.ts';
import { drawWeights } from './training/initialise.ts';
import { createStepProfile } from './training/profile.ts';
import { resolveTraining } from './training/settings.ts';
import { writeSnapshot } from './training/snapshot.ts';
import { train } from './training/trainer.ts';

/** Milliseconds between two words to the host of how far something is. */
const TELLING_MILLISECONDS = 100;

interface Session {
  readonly device: Device;
  readonly executable: Executable;
  readonly context: PassContext;
}

/**
 * Serves one host over a port: opens a device, trains, evaluates. Runs in a process or worker of its own. The function
 * it returns tells the host that this engine is of no use any more, and why, where the engine cannot end itself.
 */
export function serveEngine(port: Port, platform: Platform): (reason: string) => void {
  const sets = new Map<string, Promise<ImageSet>>();
  let session: Session | null = null;
  let control = createControl();

  const cached = (cache: string): Promise<ImageSet> => {
    const kept = sets.get(cache);
    if (kept) return kept;
    const set = platform.images(cache, partsOf(cache, host));
    sets.set(cache, set);
    // One that was read ahead may since have been made anew.
    set.catch(() => sets.delete(cache));
    return set;
  };
  const source = async (reference: SourceReference): Promise<BatchSource> => {
    const { images, ...rest } = reference;
    return { ...rest, set: 'inline' in images ? images.inline : await cached(images.cache) };
  };
  const current = (): PassContext => {
    if (!session) throw new Error('the engine has no program open');
    return session.context;
  };

  const api: EngineApi = {
    devices: ({ threads, names }) => reportDevices(platform, threads, kindsNamed(names)),
    open: async (request) => {
      session?.executable.dispose();
      session?.device.dispose();
      session = null;
      // Shaders take seconds: the first word comes at once.
      const tell = (progress: CompileProgress) => void host.compiling(progress).catch(() => {});
      session = await openSession(platform, request, nowAndThen(platform, tell, Number.NEGATIVE_INFINITY));
      const { description, numerics } = session.device;
      return { description, numerics };
    },
    readAhead: async ({ cache }) => {
      await cached(cache).catch(() => {});
    },
    train: async (job) => {
      const context = current();
      control = createControl();
      const { settings, from, reported, checkpointSeconds } = job;
      const [trainSource, validation, test] = await Promise.all([
        source(job.train),
        job.validation && source(job.validation),
        job.test && source(job.test),
      ]);
      const { epochs, batchSize } = settings;
      const training = resolved(settings);
      const sources = { train: trainSource, validation, test };
      const plan = { training, epochs, batchSize, ...sources, from, reported, checkpointSeconds };
      return train(context, plan, control, {
        progress: (progress) => void host.progress(progress).catch(() => {}),
        checkpoint: (checkpoint) => host.checkpoint(checkpoint),
      });
    },
    evaluate: async (reference) => evaluatePass(current(), await source(reference)),
    bench: async (request) => {
      const images = request.source && (await source(request.source));
      const training = resolved(request.settings);
      const { batchSize } = request.settings;
      const context = current();
      const profile =
        request.profile && context.executable.profile
          ? createStepProfile(context.program, request.procedure, batchSize)
          : null;
      const onStep = nowAndThen(platform, (done: number) => void host.benched(done).catch(() => {}));
      const times = await benchSteps(context, training, { ...request, batchSize }, images, {
        profile,
        onStep,
      });
      return {
        ...times,
        profile: profile?.result() ?? null,
        peakBytes: platform.peakBytes(),
        threads: session?.device.threads ?? 0,
      };
    },
    runModel: (request) => runModel(platform, request),
    control: (action) => control[action](),
  };
  const host = connect<EngineHost>(
    createChunkedPort(port),
    api as unknown as Record<string, (argument: never) => unknown>,
  );
  return (reason) => void host.failed(reason).catch(() => {});
}

/** A cache file as the host reads it. */
function partsOf(cache: string, { cacheSize, readCache }: Remote<CacheHost>): PartReader {
  return {
    size: () => cacheSize({ cache }),
    read: (position, length) => readCache({ cache, position, length }),
  };
}

async function openSession(
  platform: Platform,
  { program, device: name, threads, kernel, seed, tensors }: OpenRequest,
  onProgress: (progress: CompileProgress) => void,
): Promise<Session> {
  const kind = deviceKinds.get(name);
  if (!kind)
    fail(
      'unknown-device',
      `there is no device "${name}", expected one of ${[...deviceKinds.keys()].join(', ')}`,
    );
  const device = await kind.open(platform, { threads, kernel });
  const executable = await device.compile(program, onProgress);
  await writeSnapshot(executable, program, drawWeights(tensors, seed));
  const context = { executable, program, platform, seed, batch: createBatch(program.capacity) };
  return { device, executable, context };
}

/** Tells no more often than a person can follow, since each word takes time from the work; `last` is when it told last. */
function nowAndThen<T>({ now }: Platform, tell: (news: T) => void, last = now()): (news: T) => void {
  let told = last;
  return (news) => {
    if (now() - told < TELLING_MILLISECONDS) return;
    told = now();
    tell(news);
  };
}

/** The settings were judged by the host before the engine started. */
function resolved(settings: TrainingSettings) {
  const { training, problems } = resolveTraining(settings, null);
  if (!training) throw new ProblemError(problems[0]);
  return training;
}

/** The kinds of device of these names, in the registry's order; all where none is named. */
function kindsNamed(names?: readonly string[]): ReadonlyMap<string, DeviceKind> {
  return new Map([...deviceKinds].filter(([name]) => names?.includes(name) ?? true));
}
