import type { HostHandlers, PageConnection } from '../../shared/api/contract.ts';
import type { ProfileResults } from '../../shared/api/profile.ts';
import { readDocument } from '../../shared/documentFile.ts';
import { fail, ProblemError } from '../../shared/problem.ts';
import { measureProfile } from './measureProfile.ts';

/** Profiles of networks that pages ask for: one at a time, and none beside a run. */
export interface ProfileService {
  readonly handlers: HostHandlers<keyof ProfileResults>;
  /** Ends what is measured for a run that begins, by its name; resolves when its engine is gone. */
  makeWay(run: string): Promise<void>;
  /** Ends what is measured and begins none any more. */
  close(): Promise<void>;
}

export interface ProfileServiceOptions {
  /** The name of a run that has a device, paused or not; null where there is none. */
  readonly runUnderWay: () => string | null;
  /** What a test puts in the place of the real. */
  readonly measure?: typeof measureProfile;
}

/** A profile that is being measured. */
interface Measuring {
  readonly page: PageConnection;
  readonly request: string;
  readonly giveUp: AbortController;
  /** Settles when its engine is gone; never fails. */
  ended: Promise<unknown>;
}

/** Measures in an engine of its own, which ends with the profile. */
export function createProfileService({
  runUnderWay,
  measure = measureProfile,
}: ProfileServiceOptions): ProfileService {
  const followed = new WeakSet<PageConnection>();
  let current: Measuring | null = null;
  let closing = false;

  const giveUp = async (code: string, message: string) => {
    current?.giveUp.abort(new ProblemError({ code, message }));
    await current?.ended;
  };
  const leave = (page: PageConnection) => {
    if (current?.page === page) void giveUp('page-gone', 'the page that asked for the profile is gone');
  };

  const handlers: ProfileService['handlers'] = {
    profileProject: async ({ request, text, name, device }, page) => {
      // One that was given up is as good as gone.
      while (current?.giveUp.signal.aborted) await current.ended;
      if (closing) fail('closing', 'Signalbox is about to end and measures nothing any more');
      const run = runUnderWay();
      if (run !== null) {
        fail(
          'run-under-way',
          `the run ${JSON.stringify(run)} is under way, and each would slow the other; stop it, or wait until it ends, to profile the network`,
        );
      }
      if (current !== null) {
        fail('profile-busy', 'another profile is being measured; wait until it is there, or cancel it');
      }
      if (!followed.has(page)) page.onClose(() => leave(page));
      followed.add(page);
      const document = readDocument(text, name);
      const onProgress = (done: number, total: number) =>
        page.send({ kind: 'profile', request, done, total });
      const measuring: Measuring = { page, request, giveUp: new AbortController(), ended: Promise.resolve() };
      current = measuring;
      const measured = measure({ document, device }, { onProgress, signal: measuring.giveUp.signal }).finally(
        () => {
          current = null;
        },
      );
      measuring.ended = measured.catch(() => {});
      return measured;
    },
    cancelProfile: async ({ request }, page) => {
      if (current?.page === page && current.request === request) {
        await giveUp('profile-cancelled', 'the profile was cancelled');
      }
      return null;
    },
  };
  return {
    handlers,
    makeWay: (run) =>
      giveUp('profile-gave-way', `the run ${JSON.stringify(run)} was started, so the profile was given up`),
    close: () => {
      closing = true;
      return giveUp('closing', 'Signalbox is about to end, so the profile was given up');
    },
  };
}
