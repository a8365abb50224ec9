import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { compile } from '../../engine/compiler/compile.ts';
import { writeProgramModel } from '../../engine/devices/tensorflow/programModel.ts';
import { tensorflowTarget } from '../../engine/devices/tensorflow/target.ts';
import { readDocument } from '../../shared/documentFile.ts';
import { requireModel } from '../model.ts';
import { packageFolder } from '../paths.ts';
import { keepGraph } from './keepGraph.ts';

const scratch = mkdtempSync(join(tmpdir(), 'signalbox-keep-graph-'));
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

test('the graph that is kept is the one that is run', () => {
  const file = join(packageFolder(), 'resources', 'graphs', 'resnet-tiny.json');
  const { graph, training } = requireModel(readDocument(readFileSync(file, 'utf8'), file));
  const { program } = compile(graph, training, { capacity: 4, target: tensorflowTarget });
  const folder = join(scratch, 'kept', 'here');
  keepGraph(program, folder);
  const kept = readFileSync(join(folder, 'saved_model.pb'));
  expect(kept.equals(writeProgramModel(program).bytes)).toBe(true);
  expect(existsSync(join(folder, 'variables'))).toBe(false);
});
