import { join } from 'node:path';
import type { Program } from '../../engine/compiler/program.ts';
import { writeProgramModel } from '../../engine/devices/tensorflow/programModel.ts';
import { SAVED_MODEL_FILE } from '../../engine/interchange/savedModel/savedModel.ts';
import { createFolder } from '../files/createFolder.ts';
import { withFile } from '../files/fileProblem.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { replaceFile } from '../files/replaceFile.ts';

/**
 * Writes the SavedModel that TensorFlow runs a Program as into a folder, for tools that look into it. Weights are
 * not in it: a signature brings them in.
 */
export function keepGraph(program: Program, folder: string, files: FileSystem = nodeFileSystem): void {
  const file = join(folder, SAVED_MODEL_FILE);
  withFile('create folder', folder, () => createFolder(folder, files));
  withFile('write', file, () => replaceFile(file, writeProgramModel(program).bytes, files));
}
