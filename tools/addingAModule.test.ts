import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The example is checked and tested by programs of their own, which take seconds. */
const PATIENCE = 120_000;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = readFileSync(join(root, 'docs', 'ADDING_A_MODULE.md'), 'utf8');
let copy: string;

beforeAll(() => {
  copy = copySources();
  for (const { language, file, text } of fileBlocks(page)) {
    const path = join(copy, file);
    if (language === 'diff') writeFileSync(path, patched(readFileSync(path, 'utf8'), text, file));
    else writeFileSync(path, text, { flag: 'wx' });
  }
}, PATIENCE);

afterAll(() => rmSync(copy, { recursive: true }));

/** The engine and its tests in a folder of their own, where the page's example is followed. */
function copySources(): string {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-module-'));
  const files = ['src', 'package.json', 'vitest.config.ts', 'tsconfig.base.json', 'tsconfig.engine.json'];
  for (const name of files) cpSync(join(root, name), join(folder, name), { recursive: true });
  for (const name of ['node_modules', 'out', 'resources']) symlinkSync(join(root, name), join(folder, name));
  return folder;
}

/** The page's blocks that name a file: a whole new one, or a change to one that is there. */
function fileBlocks(text: string): { language: string; file: string; text: string }[] {
  const found = text.matchAll(/^```(\w+) file=(\S+)\n(.*?)^```$/gms);
  return Array.from(found, ([, language, file, content]) => ({ language, file, text: content }));
}

/** The page's one block of a language without a file. */
function plainBlock(language: string, begins: string): string {
  const found = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(
    ([, name, text]) => name === language && text.startsWith(begins),
  );
  expect(found.length, `blocks of ${language} that begin with ${begins}`).toBe(1);
  return found[0][2].trimEnd();
}

/** Applies a change; the old lines of each of its parts stand in the file once. */
function patched(content: string, diff: string, file: string): string {
  return diff.split('@@\n').reduce((result, part) => {
    const lines = part.split('\n').slice(0, -1);
    const side = (signs: string) =>
      lines
        .filter(([sign]) => signs.includes(sign))
        .map((line) => `${line.slice(1)}\n`)
        .join('');
    const around = result.split(side(' -'));
    expect(around.length - 1, `times that ${file} holds:\n${side(' -')}`).toBe(1);
    return around.join(side(' +'));
  }, content);
}

/** Runs a program of a package in the copy; what it prints. */
function run(program: string, args: readonly string[]): string {
  const path = join(root, 'node_modules', program);
  const options = { cwd: copy, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } } as const;
  const { stdout, stderr } = spawnSync(process.execPath, [path, ...args], options);
  return `${stdout}${stderr}`;
}

/** A file of tests in Vitest's report. */
interface TestFile {
  readonly name: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages: readonly string[];
  }[];
}

/** Runs tests of the copy: the files in which some passed, and the first lines of what failed. */
function runTests(args: readonly string[]): { passed: string[]; failed: string[] } {
  // One worker: the tests around this one run at the same time.
  const printed = run('vitest/vitest.mjs', [
    ...args,
    '--maxWorkers=1',
    '--reporter=json',
    '--outputFile=report.json',
  ]);
  const path = join(copy, 'report.json');
  if (!existsSync(path)) return { passed: [], failed: [printed] };
  const files: TestFile[] = JSON.parse(readFileSync(path, 'utf8')).testResults;
  const passed = files.filter((file) => file.assertionResults.some(({ status }) => status === 'passed'));
  const failed = files.flatMap(({ message, assertionResults }) => [
    ...(message === '' ? [] : [message]),
    ...assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0]?.split('\n')[0]}`),
  ]);
  return { passed: passed.map(({ name }) => name.slice(name.indexOf('/src/') + 1)).sort(), failed };
}

test('adding a module as the page does takes two new files and two changed ones', () => {
  expect(fileBlocks(page).map(({ language, file }) => `${language} ${file}`)).toEqual([
    'ts src/engine/nn/mulConstant.ts',
    'diff src/engine/nn/registry.ts',
    'ts src/engine/interchange/onnx/modules/mulConstant.ts',
    'diff src/engine/interchange/onnx/modules/registry.ts',
  ]);
});

test("the page's module has no type error in its layer", { timeout: PATIENCE }, () => {
  expect(run('typescript/bin/tsc', ['-p', 'tsconfig.engine.json'])).toBe('');
});

/** A test inside the copy: the page's node is analysed, compiled and run; the page's sentence answers a wrong value. */
function exampleTest(): string {
  const node = plainBlock('json', '{ "id"');
  const sentence = plainBlock('text', JSON.parse(node).id);
  return `
import { expect, test } from 'vitest';
import { compile } from './compiler/compile.ts';
import { describeNetwork, resolveNetwork } from './conformance/network.ts';
import { createReferenceDevice } from './devices/reference/referenceDevice.ts';
import { referenceTarget } from './devices/reference/referenceTarget.ts';
import { analyse } from './graph/analyse.ts';
import { modules } from './nn/registry.ts';

const { id, type, params } = ${node};
const documentOf = (given) => describeNetwork([['images', 'Input', { size: [3] }], [id, type, given]]);

test("MulConstant multiplies in a network as the page's node says", async () => {
  const { graph, training } = resolveNetwork(documentOf(params));
  const { program } = compile(graph, training, { capacity: 2, target: referenceTarget });
  const executable = await createReferenceDevice().compile(program);
  executable.write(program.input, Float64Array.of(0.3, -1.7, 2.2));
  executable.write(program.labels, Int32Array.of(1));
  executable.run('evaluate', 1, { seed: 1, epoch: 1, step: 0 });
  const scores = new Float64Array(3);
  executable.read(program.scores.evaluate, 1, scores);
  expect([...scores]).toEqual([0.3, -1.7, 2.2].map((x) => 0.7 * x));
});

test('MulConstant refuses text with the sentence of the page', () => {
  const { problems } = analyse(documentOf({ constant_scalar: '0.7' }), modules);
  expect(problems.map(({ message }) => message)).toEqual([${JSON.stringify(sentence)}]);
});
`;
}

/** Tests that walk the registries, and the example's own. */
const takers = [
  'src/engine/conformance/declarations.test.ts',
  'src/engine/conformance/gradients.test.ts',
  'src/engine/conformance/reference.test.ts',
  'src/engine/devices/cpu/cpu.conformance.test.ts',
  'src/engine/example.test.ts',
  'src/engine/interchange/onnx/onnxruntime.test.ts',
];

test("the project's own tests take the page's module up and pass", { timeout: PATIENCE }, () => {
  writeFileSync(join(copy, 'src', 'engine', 'example.test.ts'), exampleTest());
  const command = plainBlock('text', 'npx vitest').split(' ').slice(2);
  expect(runTests([...command, ...takers])).toEqual({ passed: takers, failed: [] });
});
