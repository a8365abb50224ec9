import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { layerFaults, sourceFaults } from './layers.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

test('every source file keeps to its layer', () => {
  expect(layerFaults(root)).toEqual([]);
});

describe('a planted import that climbs a layer is caught', () => {
  test.each([
    ['src/shared/a.ts', "import { x } from '../engine/x.ts';"],
    ['src/engine/graph/a.ts', "import { x } from '../../host/x.ts';"],
    ['src/engine/graph/a.ts', "import type { X } from '../../host/x.ts';"],
    ['src/engine/graph/a.ts', "export * from '../../cli/x.ts';"],
    ['src/engine/graph/a.ts', "export { x } from '../../cli/x.ts';"],
    ['src/engine/graph/a.ts', "const x = await import('../../host/x.ts');"],
    ['src/engine/graph/a.ts', "export type X = import('../../host/x.ts').X;"],
    ['src/engine/graph/a.ts', "import { readFileSync } from 'node:fs';"],
    ['src/engine/graph/a.ts', "import { readFileSync } from 'fs';"],
    ['src/engine/graph/a.ts', "const fs = require('fs');"],
    ['src/engine/graph/a.ts', "import { app } from 'electron';"],
    ['src/engine/graph/a.ts', "import sharp from 'sharp';"],
    ['src/engine/graph/a.ts', "import { x } from '../../../tools/x.mjs';"],
    ['src/host/a.ts', "import { x } from '../cli/x.ts';"],
    ['src/host/a.ts', "import { app } from 'electron';"],
    ['src/main/a.ts', "import { x } from '../host/x.ts';"],
    ['src/main/a.ts', "import { x, type Y } from '../host/x.ts';"],
    ['src/main/a.ts', "import { x } from '../engine/x.ts';"],
    ['src/preload/a.ts', "import { x } from '../main/x.ts';"],
    ['src/renderer/a.tsx', "import { x } from '../engine/compiler/x.ts';"],
    ['src/renderer/a.tsx', "import { x } from '../host/x.ts';"],
    ['src/renderer/a.tsx', "import { api } from '../preload/api.ts';"],
    ['src/renderer/engineWindow/a.ts', "import { x } from '../../engine/serve.ts';"],
    ['src/renderer/engineWindow/worker/a.ts', "import { x } from '../../store/x.ts';"],
    ['src/renderer/engineWindow/worker/a.ts', "import React from 'react';"],
    ['src/elsewhere/a.ts', 'export const x = 1;'],
  ])('%s: %s', (path, text) => {
    expect(sourceFaults(path, text)).toHaveLength(1);
  });

  test('with a sentence that names the place, what was found and what may be', () => {
    expect(sourceFaults('src/engine/graph/a.ts', "\nimport { x } from '../../host/x.ts';")).toEqual([
      "src/engine/graph/a.ts:2: src/engine may not import 'src/host/x.ts'; it may import src/engine, src/shared.",
    ]);
  });
});

describe('an import that keeps to its layer passes', () => {
  test.each([
    ['src/shared/a.ts', "import { z } from 'zod'; import { x } from './x.ts';"],
    ['src/engine/graph/a.ts', "import type { Problem } from '../../shared/problem.ts';"],
    ['src/host/a.ts', "import fs from 'node:fs'; import { x } from '../engine/x.ts';"],
    ['src/cli/a.ts', "import { x } from '../host/x.ts'; import { y } from '../engine/y.ts';"],
    ['src/main/a.ts', "import type { X } from '../host/x.ts'; import { type Y } from '../host/y.ts';"],
    ['src/renderer/a.tsx', "import { x } from '../engine/nn/x.ts'; import './style.css';"],
    ['src/renderer/engineWindow/worker/a.ts', "import { x } from '../../../engine/serve.ts';"],
    ['src/engine/graph/a.test.ts', "import { readFileSync } from 'node:fs';"],
    ['src/engine/devices/cpu/kernels/a.ts', '@inline function f(): void {}'],
  ])('%s: %s', (path, text) => {
    expect(sourceFaults(path, text)).toEqual([]);
  });
});

describe('what no source may do', () => {
  test.each([
    ['src/renderer/a.ts', 'box.innerHTML = label;'],
    ['src/renderer/a.ts', "box['outerHTML'] = label;"],
    ['src/renderer/a.tsx', 'const a = <p dangerouslySetInnerHTML={{ __html: label }} />;'],
    ['src/engine/a.ts', "eval('1');"],
    ['src/engine/a.test.ts', "eval('1');"],
    ['src/engine/a.ts', "new Function('return 1');"],
    ['src/engine/a.ts', "Function('return 1');"],
    ['src/host/a.ts', "import { rename } from 'node:fs/promises';"],
    ['src/host/a.ts', "import { renameSync as move } from 'node:fs';"],
    ['src/cli/a.ts', 'fs.renameSync(a, b);'],
    ['src/host/runs/a.ts', 'await files.rename(a, b);'],
  ])('%s: %s is caught', (path, text) => {
    expect(sourceFaults(path, text)).toHaveLength(1);
  });

  test('the one place that replaces files may rename', () => {
    const text = "import { renameSync } from 'node:fs'; renameSync(a, b);";
    expect(sourceFaults('src/host/files/replaceFile.ts', text)).toEqual([]);
  });
});
