import { fail, ProblemError } from '../../../shared/problem.ts';
import {
  type LoadedData,
  type LoadedSelection,
  type LoadProgress,
  loadData,
  loadEvaluation,
} from '../loadData.ts';
import { readFolder } from '../readFolder.ts';

/** How many data folders stay known; their lists of images only, pixels lie in the caches. */
const MOST_KEPT = 4;

type Split = 'train' | 'test';
type Listener = (progress: LoadProgress) => void;

/** Where training images come from, and test images where that is another folder. */
interface Place {
  readonly data: string;
  readonly test: string | null;
}

interface Load extends Place {
  readonly loaded: Promise<LoadedData>;
  readonly listeners: Set<Listener>;
}

interface Kept extends Place {
  readonly found: LoadedData;
}

/** The data folders that pages look at, as real paths or `signs`. */
export interface DataStore {
  /** Looks at all images anew; who asks for the same while that is under way shares it. */
  load(place: Place, onProgress: Listener): Promise<LoadedData>;
  /**
   * Runs `use` on the images of a split as they were last looked at, or looks now; once more, anew, where
   * `use` cannot read their cache. Labels are those of the training set they were looked at with.
   */
  withSplit<T>(data: string, split: Split, use: (images: LoadedSelection) => T | Promise<T>): Promise<T>;
}

/** Shares loads between pages and remembers the last few. `cacheDir` is where decoded images are kept. */
export function createDataStore(cacheDir?: string): DataStore {
  const underWay: Load[] = [];
  let kept: readonly Kept[] = [];

  function begin(place: Place): Load {
    const listeners = new Set<Listener>();
    const onProgress: Listener = (progress) => {
      for (const listener of listeners) listener(progress);
    };
    const load: Load = {
      ...place,
      listeners,
      loaded: loadData({ ...place, validationShare: 0, seed: 0, onProgress, cacheDir })
        .then((found) => {
          const others = kept.filter((other) => !isSame(other, place));
          kept = [{ ...place, found }, ...others].slice(0, MOST_KEPT);
          return found;
        })
        .finally(() => underWay.splice(underWay.indexOf(load), 1)),
    };
    underWay.push(load);
    return load;
  }

  function load(place: Place, onProgress: Listener): Promise<LoadedData> {
    const shared = underWay.find((other) => isSame(other, place)) ?? begin(place);
    shared.listeners.add(onProgress);
    return shared.loaded;
  }

  async function look(data: string, split: Split, known: Kept | undefined): Promise<LoadedSelection> {
    try {
      return selectionOf(await load(known ?? { data, test: null }, () => {}), split, data);
    } catch (error) {
      const isTestOnly = error instanceof ProblemError && error.problem.code === 'no-images';
      if (split === 'train' || !isTestOnly) throw error;
      const { classes } = await readFolder(data, { split });
      return (await loadEvaluation({ data, split, classes, seed: 0, cacheDir })).selection;
    }
  }

  return {
    load,
    withSplit: async (data, split, use) => {
      const known = kept.find(
        (place) => (split === 'train' ? place.data : (place.test ?? place.data)) === data,
      );
      if (known === undefined) return use(await look(data, split, known));
      try {
        return await use(selectionOf(known.found, split, data));
      } catch (error) {
        if (!(error instanceof ProblemError && isLostCache(error))) throw error;
        return use(await look(data, split, known));
      }
    },
  };
}

function isSame(a: Place, b: Place): boolean {
  return a.data === b.data && a.test === b.test;
}

function isLostCache({ problem: { code } }: ProblemError): boolean {
  return code === 'cache-damaged' || code === 'file-enoent';
}

function selectionOf({ train, test }: LoadedData, split: Split, data: string): LoadedSelection {
  if (split === 'train') return train;
  return test ?? fail('no-test-images', `${data} holds no test images`, { file: data });
}
