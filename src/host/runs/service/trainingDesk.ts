import { basename } from 'node:path';
import type { DataChoice } from '../../../shared/api/data.ts';
import { isDeviceFault } from '../../../shared/devices.ts';
import type { GraphDocument } from '../../../shared/document.ts';
import { readDocument } from '../../../shared/documentFile.ts';
import { epochWords, isThrough } from '../../../shared/epochs.ts';
import { fail } from '../../../shared/problem.ts';
import { listTraining } from '../../data/listData.ts';
import { forgetDevices } from '../../engine/listDevices.ts';
import { resolveDevice } from '../../engine/resolveDevice.ts';
import type { FileSystem } from '../../files/fileSystem.ts';
import { compileModel, requireModel } from '../../model.ts';
import { type RunFault, recordFault } from '../aboutFile.ts';
import { foundRun, type HeldRun, holdRun } from '../prepareRun.ts';
import { resumedDevice } from '../resumedDevice.ts';
import { runPaths } from '../runFolder.ts';
import { loadCheckpoint } from '../useRun.ts';
import { type ActiveRun, startActiveRun } from './activeRun.ts';
import type { LiveRuns } from './runHistory.ts';
import type { RunLog } from './runLog.ts';
import { createSlots } from './slots.ts';

/** What a page asks of a new run, its data folders made sure of. */
export interface StartRequest {
  /** A project file. */
  readonly text: string;
  readonly name: string;
  readonly data: DataChoice;
  /** A name of `deviceKinds`, or `auto`. */
  readonly device: string;
  readonly threads: number | null;
  readonly seed: number;
}

export interface ResumeRequest {
  readonly folder: string;
  /** As a person calls the run. */
  readonly name: string;
  /** Null leaves it at what the run has. */
  readonly epochs: number | null;
  /** A name of `deviceKinds`; `auto` is the run's own. */
  readonly device: string;
}

/** Begins, steers and ends the runs that this process trains. */
export interface TrainingDesk extends LiveRuns {
  /** Answers with the run's id once it exists; throws ProblemError, leaving nothing behind, where it cannot be. */
  start(request: StartRequest): Promise<string>;
  /** Throws ProblemError where the run cannot go on. */
  resume(request: ResumeRequest): Promise<void>;
  /** Throws ProblemError where the run is not under way here. */
  control(id: string, action: 'pause' | 'resume' | 'stop'): void;
  /** The name of a run that has a device, from its start to its end; null where none has one. */
  underWay(): string | null;
  /** Stops every run at a step border and waits for its checkpoint; begins none any more. */
  close(): Promise<void>;
}

export interface TrainingDeskOptions {
  readonly runsFolder: string;
  readonly logOf: (id: string) => RunLog;
  /** The list of runs, or a line of it, is another one. */
  readonly changed: () => void;
  /** Told how many runs are under way, each time that changes. */
  readonly busy: (runs: number) => void;
  /** Waits until whoever else computes has ended that for a run of this name. */
  readonly makeWay: (run: string) => Promise<void>;
  readonly files: FileSystem;
  /** For names of folders. */
  readonly now: () => Date;
}

/** Milliseconds that a run may take to its checkpoint at the end of the program; then its engine is ended. */
const CLOSING_MILLISECONDS = 30_000;

/** A desk without a run. */
export function createTrainingDesk(options: TrainingDeskOptions): TrainingDesk {
  const { runsFolder, logOf, changed, busy, makeWay, files, now } = options;
  const active = new Map<string, ActiveRun>();
  const kept = new Map<string, ActiveRun['curve']>();
  const faults = new Map<string, RunFault>();
  const beginning = new Set<Promise<unknown>>();
  const slots = createSlots();
  let closing = false;

  const begin = (
    held: HeldRun,
    given: { readonly device: string; readonly threads: number | null; readonly epochs: number | null },
    release: () => void,
  ): string => {
    const id = basename(held.paths.folder);
    faults.delete(id);
    kept.delete(id);
    const run = startActiveRun({
      ...given,
      id,
      held,
      files,
      log: logOf(id),
      changed,
      rested: ({ fault }) => {
        active.delete(id);
        release();
        if (run.curve && !run.curve.isKept) kept.set(id, run.curve);
        const isRecorded = attempt(() => recordFault(held.paths.about, fault, files));
        if (!isRecorded && fault !== null) faults.set(id, fault);
        // The next `auto` looks what is left.
        if (isDeviceFault(fault?.cause?.code ?? '')) forgetDevices();
        busy(active.size);
      },
    });
    active.set(id, run);
    busy(active.size);
    if (closing) run.control('stop');
    return id;
  };

  /** A run whose folder has gone is one that nobody can see or stop: its device is free as soon as it is asked for. */
  const endGone = () =>
    Promise.all([...active.values()].filter((run) => run.endIfGone()).map(({ ended }) => ended));

  /** Runs what leads to a run while its device is taken; where it fails the device is free again. */
  const withDevice = async <T>(
    device: string,
    name: string,
    lead: (device: string, release: () => void) => Promise<T>,
  ): Promise<T> => {
    const kind = await resolveDevice(device);
    await endGone();
    if (closing) fail('closing', 'Signalbox is about to end and begins no run any more');
    const { release } = slots.take(kind, name);
    // After the device was taken: nothing else begins from then on.
    const led = makeWay(name)
      .then(() => lead(kind, release))
      .catch((error: unknown) => {
        release();
        throw error;
      });
    const settled = led.catch(() => {}).finally(() => beginning.delete(settled));
    beginning.add(settled);
    return led;
  };

  return {
    standing: (id) => {
      const run = active.get(id);
      return run ? { state: run.state, sentence: null } : null;
    },
    fault: (id) => faults.get(id) ?? null,
    curve: (id) => (active.get(id)?.curve ?? kept.get(id))?.curve.columns() ?? null,

    start: ({ text, name, data, device, threads, seed }) =>
      withDevice(device, name, async (kind, release) => {
        const document = readDocument(text, name);
        requirePlan(document, kind);
        const place = { parent: runsFolder };
        const request = { document, program: 'signalbox app', name, data, seed, now: now(), place };
        return begin(await foundRun(request, files), { device: kind, threads, epochs: null }, release);
      }),

    resume: async ({ folder, name, epochs, device }) => {
      if (active.has(basename(folder))) fail('run-active', `the run ${name} is under way already`);
      const asked = await resumedDevice(runPaths(folder), device, files);
      return withDevice(asked, name, async (kind, release) => {
        const held = await holdRun(folder, files);
        try {
          const { document, run } = held;
          const training = { ...document.training, epochs: epochs ?? document.training.epochs };
          requireWork(held, training.epochs, name, files);
          requirePlan({ ...document, training }, kind);
          // Before any image is opened: a folder that has gone is told where the person asks.
          await listTraining(run.data.path, run.data.test);
          begin(held, { device: kind, threads: null, epochs }, release);
        } catch (error) {
          await held.lock.release();
          throw error;
        }
      });
    },

    control: (id, action) => {
      const run = active.get(id);
      if (!run) fail('not-active', `the run ${id} is not under way here; resume it to train on`);
      run.control(action);
    },

    underWay: () => slots.holder(),

    async close() {
      closing = true;
      await Promise.all(beginning);
      const runs = [...active.values()];
      for (const run of runs) run.control('stop');
      const late = setTimeout(() => {
        for (const run of runs) run.kill();
      }, CLOSING_MILLISECONDS);
      await Promise.all(runs.map(({ ended }) => ended));
      clearTimeout(late);
    },
  };
}

/** Throws what would stop training before its first step: faults of the project, of the device's name, of memory. */
function requirePlan(document: GraphDocument, device: string): void {
  compileModel(requireModel(document), device, document.training.batchSize);
}

/** Throws where all that is asked for was trained already. */
function requireWork({ paths }: HeldRun, epochs: number, name: string, files: FileSystem): void {
  if (!files.exists(paths.last)) return;
  const { position, reported } = loadCheckpoint(paths, 'last', files);
  const done = Math.max(reported, position.epoch - 1);
  if (!isThrough(done, epochs)) return;
  fail(
    'nothing-left',
    `the run ${name} was trained for ${epochWords(done)} epochs, and ${epochWords(epochs)} are asked for; ask for more than ${epochWords(done)} to go on`,
  );
}

/** Whether it could be done; at the end of a run nothing may stand in the way of its device being free. */
function attempt(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
