import type { RunState } from '../../../shared/api/runs.ts';
import { fail, ProblemError } from '../../../shared/problem.ts';
import type { LoadProgress } from '../../data/loadData.ts';
import type { FileSystem } from '../../files/fileSystem.ts';
import type { RunFault } from '../aboutFile.ts';
import { type HeldRun, type PreparedRun, prepareRun } from '../prepareRun.ts';
import { type KeptCurve, type RunControl, type TrainRunListener, trainRun } from '../trainRun.ts';
import type { RunLog } from './runLog.ts';
import { runProgress } from './runProgress.ts';

/** A run that this process trains, from the moment it is held to its end. */
export interface ActiveRun {
  readonly id: string;
  /** A name of `deviceKinds`. */
  readonly device: string;
  readonly state: RunState;
  /** Null before its curve was opened. */
  readonly curve: KeptCurve | null;
  /** Throws ProblemError where the run cannot do it now. */
  control(action: 'pause' | 'resume' | 'stop'): void;
  /** Ends the engine at once; what was saved is kept. */
  kill(): void;
  /** Ends the run where its folder was moved or deleted; whether that is so. */
  endIfGone(): boolean;
  /** Resolves once the run is at rest and its folder free; never rejects. */
  readonly ended: Promise<void>;
}

/** How a run came to rest. */
export interface Rest {
  readonly state: 'finished' | 'stopped' | 'failed';
  /** Why it failed; null where it did not. */
  readonly fault: RunFault | null;
}

export interface ActiveRunOptions {
  readonly id: string;
  /** Its lock is released at the end. */
  readonly held: HeldRun;
  readonly device: string;
  readonly threads: number | null;
  /** Null leaves it at what the run has. */
  readonly epochs: number | null;
  readonly log: RunLog;
  /** The run's line in the history is another one. */
  readonly changed: () => void;
  /** The folder is free again; what it returns is told to pages after. */
  readonly rested: (rest: Rest) => void;
  readonly files: FileSystem;
}

/** Seconds between checkpoints within an epoch. */
const CHECKPOINT_SECONDS = 300;
/** Milliseconds between two events of how far reading is. */
const READING_MILLISECONDS = 100;
/** Milliseconds between two looks whether the run's folder is still there. */
const FOLDER_MILLISECONDS = 500;

/** Thrown out of reading images where the run was stopped meanwhile. */
class Stopped extends Error {}

/** Prepares and trains a run in the background; what happens goes into its log. */
export function startActiveRun(options: ActiveRunOptions): ActiveRun {
  const { id, held, device, threads, epochs, log, changed, files } = options;
  let state: RunState = 'preparing';
  let control: RunControl | null = null;
  let curve: KeptCurve | null = null;

  const enter = (next: RunState, fault: RunFault | null = null) => {
    state = next;
    const cause = fault?.cause;
    log.emit({ kind: 'state', state, sentence: fault?.sentence ?? null, ...(cause && { cause }) });
    changed();
  };
  const isGone = () => !files.exists(held.paths.run);
  const goOn = () => {
    if (state === 'stopping') throw new Stopped();
    if (isGone()) throw new Error('its folder is gone');
  };
  // Nothing of it could be kept: it would hold its device until its next checkpoint, and fail there.
  const endIfGone = () => {
    const gone = isGone();
    if (gone) control?.kill();
    return gone;
  };

  const listenerOf = ({ model, data, from }: PreparedRun): TrainRunListener => {
    const length = { epochs: model.document.training.epochs, images: data.train.indices.length };
    let betweenEpochs = 0;
    let lastStep = performance.now();
    return {
      curve: (recorder) => {
        curve = recorder;
      },
      compiling: ({ done, total }) => {
        if (state === 'preparing') log.emit({ kind: 'preparing', what: 'compiling shaders', done, total });
      },
      started: (description, given) => {
        control = given;
        log.emit({ kind: 'device', description });
        if (endIfGone()) return;
        if (state === 'stopping') control.stop();
        else enter('training');
        if (from.position.epoch > 1 || from.position.step > 0)
          log.emit({ kind: 'note', sentence: resumedAt(from.position) });
      },
      note: (sentence) => log.emit({ kind: 'note', sentence }),
      progress: (progress, point) => {
        lastStep = performance.now();
        if (point)
          log.emit({
            kind: 'progress',
            progress: runProgress(progress, point, { ...length, betweenEpochs }),
          });
      },
      epoch: (line) => {
        betweenEpochs = (performance.now() - lastStep) / 1000;
        log.emit({ kind: 'epoch', line });
        if (line.validation || line.test) log.emit({ kind: 'evaluation', epoch: line.epoch });
        changed();
      },
    };
  };

  const perform = async (): Promise<Rest> => {
    const prepared = await prepareRun(held, { epochs, onProgress: reading(log, goOn), files });
    goOn();
    const { bad } = prepared.data;
    if (bad.length > 0) log.emit({ kind: 'note', sentence: badSentence(bad) });
    changed();
    log.emit({ kind: 'preparing', what: 'starting the engine', done: 0, total: 1 });
    const { seed } = prepared.run;
    const listener = listenerOf(prepared);
    const training = { ...prepared, seed, device, threads, checkpointSeconds: CHECKPOINT_SECONDS };
    return { state: await trainRun({ ...training, listener, files }), fault: null };
  };

  const rest = async (): Promise<void> => {
    const looking = setInterval(endIfGone, FOLDER_MILLISECONDS);
    looking.unref();
    const ended = await perform().catch((error: unknown): Rest => {
      if (isGone()) return { state: 'failed', fault: { sentence: goneSentence(held.paths.folder) } };
      if (error instanceof Stopped) return { state: 'stopped', fault: null };
      const code = error instanceof ProblemError ? error.problem.code : null;
      return { state: 'failed', fault: { sentence: faultSentence(error), cause: { code, device } } };
    });
    clearInterval(looking);
    control = null;
    await held.lock.release();
    options.rested(ended);
    enter(ended.state, ended.fault);
  };

  enter('preparing');
  const ended = rest();
  return {
    id,
    device,
    ended,
    get state() {
      return state;
    },
    get curve() {
      return curve;
    },
    control: (action) => {
      if (state === 'stopping') return;
      if (action === 'stop') {
        enter('stopping');
        control?.stop();
      } else if (state === 'preparing') {
        fail('not-training', `the run ${id} is still being prepared; it can be paused once it trains`);
      } else if (action === 'pause' && state === 'training') {
        control?.pause();
        enter('paused');
      } else if (action === 'resume' && state === 'paused') {
        control?.resume();
        enter('training');
      }
    },
    kill: () => control?.kill(),
    endIfGone,
  };
}

/** Tells of images being read, and ends that where `goOn` throws. */
function reading(log: RunLog, goOn: () => void): (progress: LoadProgress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return ({ split, done, total }) => {
    goOn();
    if (done < total && performance.now() - last < READING_MILLISECONDS) return;
    last = performance.now();
    const what = `reading ${split === 'train' ? 'training' : 'test'} images`;
    log.emit({ kind: 'preparing', what, done, total });
  };
}

function resumedAt({ epoch, step }: { readonly epoch: number; readonly step: number }): string {
  return step === 0 ? `Goes on with epoch ${epoch}` : `Goes on in epoch ${epoch} after step ${step}`;
}

function badSentence(bad: PreparedRun['data']['bad']): string {
  const [first] = bad;
  const many =
    bad.length === 1 ? '1 image could not be read and is' : `${bad.length} images could not be read and are`;
  return `${many} left out; the first: ${first.file} ${first.reason}`;
}

function goneSentence(folder: string): string {
  return `the run's folder ${folder} was moved or deleted while it was trained, so training has ended`;
}

/** One sentence about whatever ended a run. */
function faultSentence(error: unknown): string {
  if (error instanceof ProblemError) return error.message;
  const what = error instanceof Error ? error.message.split('\n')[0] : String(error);
  return `an error of Signalbox itself ended the run: ${what}; what was saved is kept`;
}
