import { basename, dirname, join, relative, sep } from 'node:path';
import { gtsrbClassNames } from '../../engine/data/classNames.ts';
import { fail } from '../../shared/problem.ts';
import { createConfinement } from './confine.ts';
import { type CsvTable, findColumn, wholeNumber } from './csv.ts';
import type { DataFiles } from './dataFiles.ts';
import {
  classFolderName,
  type DataFolder,
  type ImageSource,
  isImageName,
  type Split,
  trackOf,
} from './imageSource.ts';
import { readCsvFile } from './labelFile.ts';

/** Where the parts of an official download lie. */
interface Parts {
  /** What file names are relative to. */
  readonly root: string;
  readonly train: string | null;
  readonly test: string | null;
}

const CLASS_FOLDER = /^\d{5}$/;

/**
 * Reads GTSRB's official layout: Final_Training/Images/000CC with TTTTT_NNNNN.ppm, Final_Test/Images with its
 * label file in it, beside it or in the root. `folder` may be the root, the one above a root named GTSRB,
 * either part, or its Images folder. Null where it is none of these. The CSV files of training are not
 * needed: a class is its folder, and as in the tutorial regions of interest are not cut.
 */
export async function readGtsrb(folder: string, split: Split, files: DataFiles): Promise<DataFolder | null> {
  const parts = findParts(folder, files);
  if (parts === null) return null;
  const train =
    split !== 'test' && parts.train !== null ? trainingSources(parts.train, parts.root, files) : [];
  const test =
    split !== 'train' && parts.test !== null ? await testSources(parts.test, parts.root, files) : [];
  return { layout: 'gtsrb', folder, classes: gtsrbClassNames, train, test };
}

function findParts(folder: string, files: DataFiles): Parts | null {
  const isFolder = (path: string) => files.status(path)?.kind === 'folder';
  for (const root of [folder, join(folder, 'GTSRB')]) {
    const [train, test] = [join(root, 'Final_Training', 'Images'), join(root, 'Final_Test', 'Images')];
    if (isFolder(train) || isFolder(test)) {
      return { root, train: isFolder(train) ? train : null, test: isFolder(test) ? test : null };
    }
  }
  const inner = join(folder, 'Images');
  const images = isFolder(inner) ? inner : folder;
  if (isTrainingFolder(images, files)) return { root: folder, train: images, test: null };
  const isTest = basename(dirname(images)) === 'Final_Test' || hasLabelFile(images, files);
  return isTest ? { root: folder, train: null, test: images } : null;
}

/**
 * Class folders as GTSRB's, the first with its CSV: what sets an Images folder apart from any folder per
 * class.
 */
function isTrainingFolder(folder: string, files: DataFiles): boolean {
  const first = files.list(folder).find(({ name, isFolder }) => isFolder && CLASS_FOLDER.test(name));
  return first !== undefined && files.status(join(folder, first.name, `GT-${first.name}.csv`)) !== null;
}

function hasLabelFile(folder: string, files: DataFiles): boolean {
  return files.list(folder).some(({ name }) => /^GT-final_test(?:\.test)?\.csv$/i.test(name));
}

function trainingSources(images: string, root: string, files: DataFiles): ImageSource[] {
  const sources: ImageSource[] = [];
  const prefix = prefixOf(images, root);
  for (const { name, isFolder } of files.list(images)) {
    if (!isFolder || !CLASS_FOLDER.test(name)) continue;
    const label = Number(name);
    if (label >= gtsrbClassNames.length) {
      const expected = `expected ${classFolderName(0)} to ${classFolderName(gtsrbClassNames.length - 1)}`;
      fail('unknown-class', `${join(images, name)} is no class of GTSRB: ${expected}`, { file: images });
    }
    const folder = join(images, name);
    for (const entry of files.list(folder)) {
      if (entry.isFolder || !isImageName(entry.name)) continue;
      // A name needs no joining, which would take a fifth of the time of listing tens of thousands.
      const path = `${folder}${sep}${entry.name}`;
      sources.push({
        path,
        file: `${prefix}${name}/${entry.name}`,
        label,
        track: trackOf(entry.name, label),
      });
    }
  }
  return sources;
}

/** What comes before the names in an Images folder, relative to the root. */
function prefixOf(images: string, root: string): string {
  const parts = relative(root, images);
  return parts === '' ? '' : `${parts.split(sep).join('/')}/`;
}

async function testSources(images: string, root: string, files: DataFiles): Promise<ImageSource[]> {
  const table = await findLabels(images, files);
  const [name, label] = ['Filename', 'ClassId'].map((title) => findColumn(table, title));
  const confined = createConfinement(images, files);
  const prefix = prefixOf(images, root);
  return table.rows.map((row) => {
    const path = confined(row.cells[name], `${table.file} line ${row.line}`);
    const file = `${prefix}${row.cells[name].replaceAll('\\', '/')}`;
    return { path, file, label: wholeNumber(table, row, label, gtsrbClassNames.length - 1), track: '' };
  });
}

/**
 * The label file of the test images: in their folder, beside it, or one above; one without ClassId is none.
 */
async function findLabels(images: string, files: DataFiles): Promise<CsvTable> {
  const unlabelled: string[] = [];
  const places = [images, dirname(images), dirname(dirname(images))];
  for (const place of places) {
    if (files.status(place)?.kind !== 'folder') continue;
    for (const { name, isFolder } of files.list(place)) {
      if (isFolder || !/^GT.*\.csv$/i.test(name)) continue;
      const table = await readCsvFile(join(place, name), files);
      if (findColumn(table, 'ClassId') >= 0 && findColumn(table, 'Filename') >= 0) return table;
      unlabelled.push(join(place, name));
    }
  }
  const found = unlabelled.length > 0 ? `; ${unlabelled.join(' and ')} has no ClassId` : '';
  const expected = `expected GT-final_test.csv with Filename and ClassId in ${places.join(', ')}`;
  const message = `the test images in ${images} have no label file: ${expected}${found}`;
  return fail('no-labels', `${message}; to train without a test set, give the Final_Training folder`, {
    file: images,
  });
}
