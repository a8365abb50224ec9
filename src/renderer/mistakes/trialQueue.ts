import type { Answer } from '../../shared/api/models.ts';

/** What a network says of a picture, and the names of its classes. */
export interface TrialAnswer extends Answer {
  readonly classes: readonly string[];
}

/** A picture that a trained network was asked about, until it is closed. */
export interface Trial {
  readonly id: number;
  readonly run: string;
  /** Of the file. */
  readonly name: string;
  readonly state: 'waiting' | 'asking' | 'answered' | 'fault';
  readonly answer: TrialAnswer | null;
  /** Why there is no answer. */
  readonly sentence: string | null;
}

/** A file as a drop, the clipboard or a file dialog hands it over. */
export interface PictureFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Pictures to try, asked about one after the other. */
export interface TrialQueue {
  /** Puts files before those there are; returns a sentence where not all of them were taken. */
  add(run: string, files: readonly PictureFile[]): string | null;
  close(id: number): void;
  closeAll(): void;
}

const MEBIBYTE = 1024 * 1024;
/** Most bytes of a file: what the host takes. */
const MOST_BYTES = 12 * MEBIBYTE;
/** Most pictures that are kept at a time. */
export const MOST_TRIALS = 64;

/** Starts empty. `ask` answers about a file's bytes; `show` is told all trials after each change, newest first. */
export function createTrialQueue(
  ask: (run: string, name: string, bytes: Uint8Array<ArrayBuffer>) => Promise<TrialAnswer>,
  show: (trials: readonly Trial[]) => void,
): TrialQueue {
  const files = new Map<number, PictureFile>();
  let trials: readonly Trial[] = [];
  let nextId = 1;
  let isAsking = false;

  const set = (changed: readonly Trial[]) => {
    trials = changed;
    show(trials);
  };
  const change = (id: number, fields: Partial<Trial>) =>
    set(trials.map((trial) => (trial.id === id ? { ...trial, ...fields } : trial)));

  const answer = async ({ id, run, name }: Trial) => {
    const file = files.get(id);
    files.delete(id);
    if (!file) return;
    change(id, { state: 'asking' });
    try {
      const bytes = await readFile(file);
      change(id, { state: 'answered', answer: await ask(run, name, bytes) });
    } catch (error) {
      change(id, { state: 'fault', sentence: error instanceof Error ? error.message : String(error) });
    }
  };
  const work = async () => {
    if (isAsking) return;
    isAsking = true;
    for (;;) {
      const next = trials.find(({ state }) => state === 'waiting');
      if (!next) break;
      await answer(next);
    }
    isAsking = false;
  };

  return {
    add: (run, added) => {
      const taken = added.slice(0, Math.max(0, MOST_TRIALS - trials.length));
      const fresh = taken.map((file): Trial => {
        const id = nextId++;
        const sentence = sizeFault(file);
        if (sentence === null) files.set(id, file);
        const state = sentence === null ? 'waiting' : 'fault';
        return { id, run, name: file.name, state, answer: null, sentence };
      });
      set([...fresh, ...trials]);
      void work();
      if (taken.length === added.length) return null;
      const left = added.length - taken.length;
      return `${left} of ${added.length} pictures were not taken: ${MOST_TRIALS} are kept at a time. Close some first.`;
    },
    close: (id) => {
      files.delete(id);
      set(trials.filter((trial) => trial.id !== id));
    },
    closeAll: () => {
      files.clear();
      set([]);
    },
  };
}

/** Why a file is none to try, before it is read; null where it may be one. */
function sizeFault({ name, size }: PictureFile): string | null {
  if (size === 0) return `${name} is empty, expected a PNG, JPEG, WebP or PPM picture`;
  if (size <= MOST_BYTES) return null;
  const found = (Math.ceil((10 * size) / MEBIBYTE) / 10).toFixed(1);
  return `${name} has ${found} MiB, expected a picture of at most 12 MiB`;
}

async function readFile(file: PictureFile): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    // What browsers say of it names neither the file nor the cause.
    throw new Error(`${file.name} cannot be read: it is a folder, or it was moved or changed`);
  }
}
