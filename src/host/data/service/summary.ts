import { countByClass, type ImageRecord } from '../../../engine/data/dataset.ts';
import type { DataSummary } from '../../../shared/api/data.ts';
import type { LoadedData } from '../loadData.ts';

/** How many images that could not be read are listed; all are counted. */
const LISTED_BAD = 100;

/** What a data folder holds: images by class, tracks, sizes, and what could not be read. */
export function summarise({ classes, train, test, bad }: LoadedData): DataSummary {
  const trainCounts = countByClass(train.set.records, train.indices, classes.length);
  const testCounts = test && countByClass(test.set.records, test.indices, classes.length);
  const tracks = new Set(train.set.records.map(({ track }) => track));
  tracks.delete('');
  const records = [...train.set.records, ...(test?.set.records ?? [])];
  return {
    classes: classes.map((name, label) => ({
      name,
      train: trainCounts[label],
      test: testCounts?.[label] ?? 0,
    })),
    train: train.indices.length,
    test: test?.indices.length ?? 0,
    tracks: tracks.size,
    smallest: sizeOf(records.reduce((least, record) => (area(record) < area(least) ? record : least))),
    largest: sizeOf(records.reduce((most, record) => (area(record) > area(most) ? record : most))),
    badCount: bad.length,
    bad: bad.slice(0, LISTED_BAD),
  };
}

function area({ width, height }: ImageRecord): number {
  return width * height;
}

function sizeOf({ width, height }: ImageRecord) {
  return { width, height };
}
