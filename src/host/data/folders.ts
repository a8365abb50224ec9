import { join } from 'node:path';
import { gtsrbClassNames } from '../../engine/data/classNames.ts';
import { fail } from '../../shared/problem.ts';
import type { DataFiles } from './dataFiles.ts';
import {
  classFolderName,
  type DataFolder,
  type ImageSource,
  isImageName,
  type Split,
  trackOf,
} from './imageSource.ts';

/** A class folder and the image names in it. */
interface ClassFolder {
  readonly name: string;
  readonly images: readonly string[];
}

/**
 * Reads a folder per class, classes in natural order of their names (2 before 10); a folder without an image
 * is no class. With a train and a test folder of such folders, each is that split; otherwise all images are
 * what was asked for, training where both were. Null where there is no class.
 */
export function readFolders(folder: string, split: Split, files: DataFiles): DataFolder | null {
  const [trainName, testName] = ['train', 'test'].map((name) => splitFolder(folder, name, files));
  const isSplit = trainName !== null || testName !== null;
  const whole = isSplit ? [] : classFolders(folder, files);
  const trainClasses =
    trainName !== null ? classFolders(join(folder, trainName), files) : split === 'test' ? [] : whole;
  const testClasses =
    testName !== null ? classFolders(join(folder, testName), files) : split === 'test' ? whole : [];
  const named = trainClasses.length > 0 ? trainClasses : testClasses;
  if (named.length === 0) return null;
  const names = named.map(({ name }) => name);
  const unknown = testClasses.find(({ name }) => !names.includes(name));
  if (unknown !== undefined) {
    const message = `${join(folder, testName ?? '', unknown.name)}: the test set has a class "${unknown.name}"`;
    fail('unknown-class', `${message} that the training set does not have`, { file: folder });
  }
  const isGtsrb =
    names.length === gtsrbClassNames.length && names.every((name, i) => name === classFolderName(i));
  const sources = (classes: readonly ClassFolder[], prefix: string | null) =>
    classes.flatMap((entry) => sourcesOf(entry, names.indexOf(entry.name), folder, prefix));
  return {
    layout: 'folders',
    folder,
    classes: isGtsrb ? gtsrbClassNames : names,
    train: split === 'test' ? [] : sources(trainClasses, trainName),
    test: split === 'train' ? [] : sources(testClasses, testName),
  };
}

/** The subfolder of that name, in either case, if it holds class folders rather than images. */
function splitFolder(folder: string, name: string, files: DataFiles): string | null {
  const entry = files.list(folder).find((item) => item.isFolder && item.name.toLowerCase() === name);
  if (entry === undefined) return null;
  return classFolders(join(folder, entry.name), files).length > 0 ? entry.name : null;
}

function classFolders(folder: string, files: DataFiles): ClassFolder[] {
  const entries = files.list(folder).filter(({ name, isFolder }) => isFolder && !name.startsWith('.'));
  const classes = entries.map(({ name }) => {
    const inside = files.list(join(folder, name));
    return {
      name,
      images: inside.filter((item) => !item.isFolder && isImageName(item.name)).map((item) => item.name),
    };
  });
  return classes.filter(({ images }) => images.length > 0).sort((a, b) => naturalOrder(a.name, b.name));
}

function sourcesOf(
  { name, images }: ClassFolder,
  label: number,
  folder: string,
  prefix: string | null,
): ImageSource[] {
  const parts = prefix === null ? [name] : [prefix, name];
  return images.map((image) => ({
    path: join(folder, ...parts, image),
    file: [...parts, image].join('/'),
    label,
    track: trackOf(image, label),
  }));
}

/** Order of names in which runs of digits count as numbers; the same everywhere, whatever the language. */
export function naturalOrder(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.match(/\d+|\D+/g) ?? []);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i].replace(/^0+(?=\d)/, ''), right[i].replace(/^0+(?=\d)/, '')];
    const numbers = /^\d/.test(x) && /^\d/.test(y);
    if (numbers && x.length !== y.length) return x.length - y.length;
    if (x !== y) return x < y ? -1 : 1;
  }
  return left.length - right.length || (a < b ? -1 : a > b ? 1 : 0);
}
