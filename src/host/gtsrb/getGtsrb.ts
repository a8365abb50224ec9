import type { GtsrbState } from '../../shared/api/data.ts';
import { type DataFiles, nodeDataFiles } from '../data/dataFiles.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { removeFolder } from '../files/moveFolder.ts';
import { gettingFailure } from '../gettingFailure.ts';
import { bringGtsrb, forgetParts, type GtsrbListener, type GtsrbTools, isGtsrbFolder } from './bringGtsrb.ts';
import { type Clock, systemClock } from './clock.ts';
import { partPath } from './partFile.ts';
import { gtsrbPlaces } from './places.ts';
import type { Fetch } from './response.ts';
import { type GtsrbArchive, gtsrbArchives, gtsrbSource } from './source.ts';
import { createSpeed } from './speed.ts';
import { throttle } from './throttle.ts';

/** Milliseconds between two states told. */
const PAUSE = 200;

export interface GetGtsrbOptions {
  readonly homeFolder: string;
  /** Told each state, at most five a second, the last one always. */
  readonly onState: (state: GtsrbState) => void;
  readonly archives?: readonly GtsrbArchive[];
  readonly fetch?: Fetch;
  readonly clock?: Clock;
  readonly files?: FileSystem;
  readonly dataFiles?: DataFiles;
}

/** "Get GTSRB": one for all pages. */
export interface GetGtsrb {
  state(): GtsrbState;
  /**
   * Starts or resumes (which are the same), pauses, or cancels, which removes what came; answers once that
   * has taken effect. What makes no sense at the moment does nothing. Throws ProblemError where cancelling
   * fails; how a download fails is told by its state.
   */
  control(action: 'start' | 'pause' | 'resume' | 'cancel'): Promise<GtsrbState>;
}

interface Job {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/**
 * Gets GTSRB into the home folder. What it stands at is found on the disk: a whole data folder is ready,
 * archives on their way are paused, so that a later start of the program goes on where this one ended.
 */
export function createGetGtsrb(options: GetGtsrbOptions): GetGtsrb {
  const { homeFolder, archives = gtsrbArchives, clock = systemClock, onState } = options;
  const { files = nodeFileSystem, dataFiles = nodeDataFiles } = options;
  const tools: GtsrbTools = {
    places: gtsrbPlaces(homeFolder),
    archives,
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    clock,
    files,
    dataFiles,
  };
  const { folder, work } = tools.places;
  const speed = createSpeed(clock);
  const tell = throttle(clock, PAUSE, () => onState(state()));
  let job: Job | null = null;
  let stage: 'checking' | 'downloading' | 'unpacking' = 'downloading';
  /** While a job runs: bytes by archive, those hashed again, and the share of what is unpacked. */
  let bytes = new Map<string, number>();
  let hashed = 0;
  let unpacked = 0;
  let failure: string | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const bytesOnDisk = (archive: GtsrbArchive) =>
    Math.min(dataFiles.status(partPath(work, archive))?.bytes ?? 0, archive.bytes);
  const isReady = () => isGtsrbFolder(folder, dataFiles);

  function state(): GtsrbState {
    const ready = job === null && isReady();
    const each = archives.map((archive) => ({
      name: archive.name,
      bytes: ready ? archive.bytes : job === null ? bytesOnDisk(archive) : (bytes.get(archive.name) ?? 0),
      total: archive.bytes,
    }));
    const came = each.reduce((sum, file) => sum + file.bytes, 0);
    const total = archives.reduce((sum, archive) => sum + archive.bytes, 0);
    const idle = ready ? 'ready' : failure !== null ? 'failed' : came > 0 ? 'paused' : 'absent';
    const shares = {
      checking: came > 0 ? hashed / came : null,
      downloading: came / total,
      unpacking: unpacked,
    };
    return {
      state: job === null ? idle : stage,
      folder,
      files: each,
      share: job !== null ? shares[stage] : ready || came === 0 ? null : shares.downloading,
      bytesPerSecond: job !== null && stage === 'downloading' ? speed.perSecond() : 0,
      sentence: job === null && !ready ? failure : null,
      ...gtsrbSource,
    };
  }

  const listener: GtsrbListener = {
    onStage: (next) => {
      stage = next;
      speed.reset();
      tell();
    },
    onHashed: (count) => {
      hashed += count;
      tell();
    },
    onBytes: (name, count) => {
      const before = bytes.get(name) ?? 0;
      bytes.set(name, count);
      if (count > before) speed.count(count - before);
      tell();
    },
    onShare: (share) => {
      unpacked = share;
      tell();
    },
  };

  function begin(): void {
    const controller = new AbortController();
    bytes = new Map(archives.map((archive) => [archive.name, bytesOnDisk(archive)]));
    [stage, hashed, unpacked, failure] = ['downloading', 0, 0, null];
    const ended = bringGtsrb(tools, listener, controller.signal)
      .catch((error: unknown) => {
        if (!controller.signal.aborted) failure = gettingFailure('GTSRB', error);
      })
      .finally(() => {
        job = null;
        if (failure !== null && archives.some((archive) => bytesOnDisk(archive) > 0)) {
          failure += '; what was downloaded is kept';
        }
        tell();
      });
    job = { controller, ended };
    tell();
  }

  async function act(action: 'start' | 'pause' | 'resume' | 'cancel'): Promise<void> {
    if (action === 'start' || action === 'resume') {
      if (job === null && !isReady()) begin();
      return;
    }
    job?.controller.abort();
    await job?.ended;
    if (action === 'pause') return;
    failure = null;
    await forgetParts(tools.places, files);
    tell();
  }

  // Left where the program ended between the last two steps.
  if (files.exists(work) && isReady()) removeFolder(work).catch(() => {});

  return {
    state,
    control: async (action) => {
      const done = turn.then(() => act(action));
      turn = done.catch(() => {});
      await done;
      return state();
    },
  };
}
