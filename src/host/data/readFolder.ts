import { fail } from '../../shared/problem.ts';
import { fileError } from '../files/fileProblem.ts';
import { type DataFiles, nodeDataFiles } from './dataFiles.ts';
import { readFolders } from './folders.ts';
import { readGtsrb } from './gtsrb.ts';
import type { DataFolder, Split } from './imageSource.ts';
import { readKaggle } from './kaggle.ts';

/**
 * Finds out how a data folder is laid out and lists its images, always in the same order. Images are not
 * opened. Throws one ProblemError where the folder is missing, is none, or holds no images of the split asked
 * for.
 */
export async function readFolder(
  folder: string,
  { split, files = nodeDataFiles }: { readonly split: Split; readonly files?: DataFiles },
): Promise<DataFolder> {
  const status = files.status(folder);
  if (status === null) fail('no-folder', `the data folder ${folder} does not exist`, { file: folder });
  if (status.kind !== 'folder')
    fail('no-folder', `${folder} is a file, expected a data folder`, { file: folder });
  const found = await readAnyLayout(folder, split, files);
  const wanted = { train: 'training images', test: 'test images', both: 'images' }[split];
  const count = found === null ? 0 : found.train.length + found.test.length;
  if (found !== null && count > 0) return found;
  const layouts = [
    'GTSRB as downloaded (Final_Training/Images/00000 …)',
    'Train.csv and Test.csv with ClassId and Path',
    'a folder per class with PPM, PNG, JPEG or WebP images, in train and test folders or not',
  ];
  return fail('no-images', `${folder} holds no ${wanted}: expected ${layouts.join('; or ')}`, {
    file: folder,
  });
}

async function readAnyLayout(folder: string, split: Split, files: DataFiles): Promise<DataFolder | null> {
  try {
    const official = await readGtsrb(folder, split, files);
    return official ?? (await readKaggle(folder, split, files)) ?? readFolders(folder, split, files);
  } catch (error) {
    throw fileError(error, 'read', folder);
  }
}
