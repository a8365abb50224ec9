import { join } from 'node:path';
import { gtsrbClassNames } from '../../engine/data/classNames.ts';
import { createConfinement } from './confine.ts';
import { wholeNumber } from './csv.ts';
import type { DataFiles } from './dataFiles.ts';
import { type DataFolder, type ImageSource, type Split, trackOf } from './imageSource.ts';
import { readCsvFile, requireColumns } from './labelFile.ts';

const MOST_CLASSES = 10_000;

/**
 * Reads the layout of GTSRB's copy at Kaggle: Train.csv and Test.csv with ClassId and Path, paths relative to
 * the folder and confined to it. Null where neither file is there. Up to 43 classes have GTSRB's names, more
 * are numbered.
 */
export async function readKaggle(folder: string, split: Split, files: DataFiles): Promise<DataFolder | null> {
  const exists = (name: string) => files.status(join(folder, name))?.kind === 'file';
  const [hasTrain, hasTest] = [exists('Train.csv'), exists('Test.csv')];
  if (!hasTrain && !hasTest) return null;
  const train = hasTrain && split !== 'test' ? await sourcesOf(folder, 'Train.csv', files) : [];
  const test = hasTest && split !== 'train' ? await sourcesOf(folder, 'Test.csv', files) : [];
  const count = [...train, ...test].reduce((most, { label }) => Math.max(most, label + 1), 0);
  const isGtsrb = count <= gtsrbClassNames.length;
  const classes = isGtsrb ? gtsrbClassNames : Array.from({ length: count }, (_, label) => `class ${label}`);
  return { layout: 'kaggle', folder, classes, train, test };
}

async function sourcesOf(folder: string, name: string, files: DataFiles): Promise<ImageSource[]> {
  const table = await readCsvFile(join(folder, name), files);
  const [labelColumn, pathColumn] = requireColumns(table, ['ClassId', 'Path']);
  const confined = createConfinement(folder, files);
  return table.rows.map((row) => {
    const file = row.cells[pathColumn].trim().replaceAll('\\', '/');
    const label = wholeNumber(table, row, labelColumn, MOST_CLASSES - 1);
    const track = trackOf(file.slice(file.lastIndexOf('/') + 1), label);
    return { path: confined(file, `${table.file} line ${row.line}`), file, label, track };
  });
}
