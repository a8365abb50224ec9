import type { HostHandlers } from '../../shared/api/contract.ts';
import type { RunResults } from '../../shared/api/runs.ts';
import type { AppContext } from '../app/context.ts';
import { allowedData } from '../data/allowedData.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { createRunHistory } from './service/runHistory.ts';
import { createRunLog, type RunLog } from './service/runLog.ts';
import { createThrottle } from './service/throttle.ts';
import { createTrainingDesk } from './service/trainingDesk.ts';

/** Runs of the app, and the end of them all. */
export interface RunService {
  readonly handlers: HostHandlers<keyof RunResults>;
  /** The name of a run that has a device, from its start to its end; null where none has one. */
  underWay(): string | null;
  /** Stops what is under way at a step border, its checkpoints written, and ends every engine. */
  close(): Promise<void>;
}

export interface RunServiceOptions {
  /** What runs are written and read with. */
  readonly files?: FileSystem;
  /** For names of runs. */
  readonly now?: () => Date;
  /** Called by name of a run that is to begin; it waits until whoever else computes has ended that. */
  readonly makeWay?: (run: string) => Promise<void>;
}

/** Milliseconds between two words to all pages that the list of runs has changed. */
const LIST_MILLISECONDS = 250;

/** The app's runs: those under way and those in the folder of runs. A run belongs to the host, not to a page. */
export function createRunService(context: AppContext, options: RunServiceOptions = {}): RunService {
  const { runsFolder, broadcast } = context;
  const { files = nodeFileSystem, now = () => new Date(), makeWay = async () => {} } = options;
  const logs = new Map<string, RunLog>();
  const logOf = (id: string): RunLog => {
    const log = logs.get(id) ?? createRunLog(id);
    logs.set(id, log);
    return log;
  };
  const listChanged = createThrottle(() => broadcast({ kind: 'runs' }), LIST_MILLISECONDS);
  const changed = () => listChanged.ask();
  const busy = (runs: number) => context.busy?.(runs);
  const desk = createTrainingDesk({ runsFolder, logOf, changed, busy, makeWay, files, now });
  const history = createRunHistory(runsFolder, desk, files);
  const allowed = (data: string) => allowedData(data, context);

  const handlers: RunService['handlers'] = {
    async startRun({ data, ...request }) {
      const test = data.test === null ? null : allowed(data.test);
      return { id: await desk.start({ ...request, data: { ...data, data: allowed(data.data), test } }) };
    },
    async resumeRun({ id, epochs, device }) {
      const folder = history.folder(id);
      await desk.resume({ folder, name: history.name(id), epochs, device });
      return { id };
    },
    controlRun({ id, action }) {
      desk.control(id, action);
      return null;
    },
    renameRun({ id, name }) {
      history.setName(id, name);
      changed();
      return null;
    },
    listRuns: () => history.list(),
    async runDetails({ id }) {
      const details = await history.details(id);
      const { seq, progress } = logOf(id);
      return { ...details, seq, progress: desk.standing(id) ? progress : null };
    },
    watchRun({ id, fromSeq }, page) {
      history.folder(id);
      return { events: logOf(id).watch(page, fromSeq) };
    },
    unwatchRun({ id }, page) {
      logs.get(id)?.unwatch(page);
      return null;
    },
    runEvaluation: ({ id }) => history.evaluation(id),
    async deleteRun({ id }) {
      await history.delete(id);
      changed();
      return null;
    },
    binnedRuns: () => history.binned(),
    restoreRun({ id }) {
      history.restore(id);
      changed();
      return null;
    },
    async emptyBin() {
      await history.emptyBin();
      changed();
      return null;
    },
  };
  return { handlers, underWay: () => desk.underWay(), close: () => desk.close() };
}
