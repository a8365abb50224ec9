import { limitBalanced } from '../../engine/data/sampling.ts';
import { questionDevice } from '../../engine/devices/registry.ts';
import type { Neighbour } from '../../shared/api/models.ts';
import { fail } from '../../shared/problem.ts';
import type { LoadedSelection } from '../data/loadData.ts';
import { sourceReference } from '../data/sources.ts';
import { compileModel, imageInput } from '../model.ts';
import { featureCount, featureProgram, nearest, normaliseEach } from './features.ts';
import type { StampedRun } from './trainedRuns.ts';
import type { EnginePurpose, WarmEngines } from './warmEngines.ts';

/** Images to an engine's call, and to a batch in it. */
const SLICE = 1024;
const BATCH = 64;
/** Most numbers kept of one run: half a gibibyte. */
const MOST_NUMBERS = 2 ** 27;

/** Features of training images, each a vector of length 1. */
interface TrainingFeatures {
  readonly indices: Uint32Array;
  readonly vectors: Float32Array;
}

/** Finds training images that lie near another image in a network's eyes. */
export interface NearestFinder {
  /**
   * The `count` training images whose features are nearest to those of an image, nearest first. The first question
   * about a run's weights takes a pass over the training set. Throws ProblemError.
   */
  find(
    trained: StampedRun,
    train: LoadedSelection,
    held: LoadedSelection,
    index: number,
    count: number,
  ): Promise<Neighbour[]>;
}

/**
 * Keeps the training features of the run that was last asked about. Where they are too many numbers, as many images
 * of each class are looked at as fit.
 */
export function createNearestFinder(engines: WarmEngines): NearestFinder {
  let kept: { readonly key: string; readonly features: Promise<TrainingFeatures> } | null = null;

  const vectorsOf = async (trained: StampedRun, images: LoadedSelection): Promise<Float32Array> => {
    const { model, checkpoint, run, id, stamp } = trained;
    const program = featureProgram(compileModel(model, questionDevice, BATCH), model.graph);
    const purpose: EnginePurpose = { name: 'features', version: `${id} ${stamp}` };
    const request = () => {
      const { tensors } = checkpoint;
      return { program, device: questionDevice, threads: null, seed: run.seed, tensors };
    };
    const size = featureCount(program);
    const vectors = new Float32Array(images.indices.length * size);
    for (let at = 0; at < images.indices.length; at += SLICE) {
      const slice = { ...images, indices: images.indices.slice(at, at + SLICE) };
      const source = sourceReference(slice, imageInput(model));
      const { scores } = await engines.use(purpose, request, (api) => api.evaluate(source));
      normaliseEach(scores, size);
      vectors.set(scores, at * size);
    }
    return vectors;
  };

  const featuresOf = (trained: StampedRun, train: LoadedSelection) => {
    const key = `${trained.id} ${trained.stamp}`;
    if (kept?.key === key) return kept.features;
    const program = compileModel(trained.model, questionDevice, BATCH);
    const most = Math.floor(MOST_NUMBERS / featureCount(featureProgram(program, trained.model.graph)));
    const indices = limitBalanced(train.set.records, train.indices, Math.max(1, most), trained.run.seed);
    const features = vectorsOf(trained, { ...train, indices }).then((vectors) => ({ indices, vectors }));
    const entry = { key, features };
    kept = entry;
    features.catch(() => {
      if (kept === entry) kept = null;
    });
    return features;
  };

  return {
    find: async (trained, train, held, index, count) => {
      if (held.set.records[index] === undefined) {
        fail(
          'no-image',
          `there is no image ${index}: the data hold ${held.set.records.length}, counted from 0`,
        );
      }
      const { indices, vectors } = await featuresOf(trained, train);
      const wanted = await vectorsOf(trained, { ...held, indices: Uint32Array.of(index) });
      const { records } = train.set;
      return nearest(vectors, wanted, count).map(({ place, similarity }) => {
        const { file, label } = records[indices[place]];
        return { index: indices[place], file, class: label, similarity };
      });
    },
  };
}
