import type { HostHandlers } from '../../shared/api/contract.ts';
import type { DataResults } from '../../shared/api/data.ts';
import type { AppContext } from '../app/context.ts';
import { createGetGtsrb, type GetGtsrb } from '../gtsrb/getGtsrb.ts';
import { allowedData } from './allowedData.ts';
import { augmentationPictures } from './service/augmentationSamples.ts';
import { createDataStore } from './service/dataStore.ts';
import { progressTeller } from './service/progress.ts';
import { sampleImages } from './service/samples.ts';
import { summarise } from './service/summary.ts';

/** What a test puts in the place of the real. */
export interface DataServiceOptions {
  /** Where decoded images are kept. */
  readonly cacheDir?: string;
  readonly gtsrb?: GetGtsrb;
}

/** Shows pages what is in data folders, and gets GTSRB for them. */
export function createDataService(
  context: AppContext,
  options: DataServiceOptions = {},
): HostHandlers<keyof DataResults> {
  const store = createDataStore(options.cacheDir);
  const gtsrb =
    options.gtsrb ??
    createGetGtsrb({
      homeFolder: context.homeFolder,
      onState: (state) => context.broadcast({ kind: 'gtsrb', state }),
    });
  return {
    describeData: async ({ request, choice }, page) => {
      const place = {
        data: allowedData(choice.data, context),
        test: choice.test === null ? null : allowedData(choice.test, context),
      };
      return summarise(await store.load(place, progressTeller(page, request)));
    },
    dataSamples: ({ data, split, count, label }) =>
      store.withSplit(allowedData(data, context), split, (images) => sampleImages(images, count, label)),
    augmentationSamples: ({ data, ...choice }) =>
      store.withSplit(allowedData(data, context), 'train', (images) => augmentationPictures(images, choice)),
    gtsrb: () => gtsrb.state(),
    controlGtsrb: ({ action }) => gtsrb.control(action),
  };
}
