import type { HostHandlers } from '../../shared/api/contract.ts';
import type { ModelResults } from '../../shared/api/models.ts';
import { fail, ProblemError } from '../../shared/problem.ts';
import type { AppContext } from '../app/context.ts';
import { pictureSizes, readPictures } from '../data/pictures.ts';
import { confined } from '../files/confine.ts';
import { nodeFileSystem } from '../files/fileSystem.ts';
import { readText } from '../files/readText.ts';
import { readEvaluationFile } from '../runs/evaluationFile.ts';
import { testPicture } from '../runs/exportModel.ts';
import { checkImages } from './checkExport.ts';
import { exportMistakes } from './exportMistakes.ts';
import { exportTrained } from './exportTrained.ts';
import { createNearestFinder } from './nearestTraining.ts';
import { createTrainedRuns } from './trainedRuns.ts';
import { createTryPicture } from './tryPicture.ts';
import { createWarmEngines } from './warmEngines.ts';

/** What pages ask of trained networks. */
export interface ModelService {
  readonly handlers: HostHandlers<keyof ModelResults>;
  /** Ends the engines that are kept open. */
  close(): Promise<void>;
}

/** Answers about trained networks: tries them on pictures, looks for neighbours, writes them as files. */
export function createModelService(context: AppContext): ModelService {
  const { roots, runsFolder, surface } = context;
  const runs = createTrainedRuns(runsFolder);
  const engines = createWarmEngines();
  const tryPicture = createTryPicture(engines);
  const neighbours = createNearestFinder(engines);
  const allowed = (path: string) => confined(path, roots(), undefined, { surface });

  /** Images held out from training to check an export on; one of our own where the run's are gone. */
  const imagesToCheckOn = async (id: string) => {
    try {
      const { test, validation } = await runs.data(id);
      const split = test ? 'test' : validation ? 'validation' : 'train';
      return await runs.withSplit(id, split, checkImages);
    } catch (error) {
      if (error instanceof ProblemError) return testPicture();
      throw error;
    }
  };

  const handlers: ModelService['handlers'] = {
    runPictures: ({ id, split, indices }) =>
      runs.withSplit(id, split, (images) => readPictures(images, indices)),
    runPictureSizes: ({ id, split, indices }) =>
      runs.withSplit(id, split, (images) => pictureSizes(images, indices)),
    tryPicture: ({ id, name, bytes }) => tryPicture(runs.trained(id, 'best'), name, bytes),
    nearestTraining: ({ id, split, index, count }) =>
      runs.withSplit(id, 'train', (train) =>
        runs.withSplit(id, split, async (held) => {
          const found = await neighbours.find(runs.trained(id, 'best'), train, held, index, count);
          const indices = found.map((neighbour) => neighbour.index);
          return { neighbours: found, pictures: readPictures(train, indices) };
        }),
      ),
    exportMistakes: ({ id, path, indices }) => {
      const folder = allowed(path);
      const { paths, run } = runs.open(id);
      if (!nodeFileSystem.exists(paths.evaluation))
        fail('no-evaluation', 'the run has no list of mistakes yet: no epoch with held-out images has ended');
      const evaluation = readEvaluationFile(readText(paths.evaluation), paths.evaluation);
      const { classes } = run.data;
      return runs.withSplit(id, evaluation.split, async (images) => {
        const written = await exportMistakes({ folder, evaluation, images, classes, indices });
        return { path: folder, images: written };
      });
    },
    exportModel: async ({ id, checkpoint, format, path }) => {
      const out = allowed(path);
      return exportTrained(runs.trained(id, checkpoint), format, out, await imagesToCheckOn(id));
    },
  };
  return { handlers, close: () => engines.close() };
}
