import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { GraphDocument } from '../shared/document.ts';
import { writeDocument } from '../shared/documentFile.ts';
import { runCli, template, temporaryFolder, writeProject } from './testing/runCli.ts';

/** A change to the tutorial's network, and the one sentence it must give. */
interface BadGraph {
  readonly name: string;
  readonly change: (document: GraphDocument) => void;
  readonly sentence: string;
}

const wire = (from: string, to: string, port = 'input') => ({
  from: { node: from, port: 'output' },
  to: { node: to, port },
});
const node = (document: GraphDocument, id: string) =>
  document.nodes.find((candidate) => candidate.id === id) as GraphDocument['nodes'][number];
const cut = (document: GraphDocument, to: string) => {
  document.wires = document.wires.filter((known) => known.to.node !== to);
};

const badGraphs: readonly BadGraph[] = [
  {
    name: 'a cycle',
    change: (document) => {
      cut(document, 'relu1');
      document.wires.push(wire('relu2', 'relu1'));
    },
    sentence: 'Graph has cycles: ',
  },
  {
    name: 'a dangling consumer',
    change: (document) => {
      document.nodes.push({ id: 'stray', type: 'ReLU', params: {} });
      document.wires.push(wire('bn3', 'stray'));
    },
    sentence:
      'stray (ReLU): does not connect to gmodule output: found no wire from it, expected its output to lead to logsoftmax',
  },
  {
    name: 'a missing wire',
    change: (document) => cut(document, 'conv4'),
    sentence: 'conv4 (SpatialConvolution): input port input has no wire, expected one',
  },
  {
    name: 'mismatched shapes',
    change: (document) => {
      node(document, 'view').params = { size: [1000] };
    },
    sentence:
      'view (View): input view (128x6x6) and desired view (1000) do not match: found 4608 elements per image, expected 1000',
  },
  {
    name: 'a parameter out of range',
    change: (document) => {
      node(document, 'conv2').params.kW = 0;
    },
    sentence: 'conv2 (SpatialConvolution): parameter kW is 0, expected a whole number from 1 to 4096',
  },
  {
    name: 'an unknown module',
    change: (document) => {
      node(document, 'relu2').type = 'RelU2';
    },
    sentence: 'node relu2: unknown module "RelU2"; did you mean ReLU?',
  },
];

describe('a bad graph', () => {
  it.each(badGraphs)('$name gives check and train the same sentence', ({ change, sentence }) => {
    const folder = temporaryFolder(onTestFinished);
    const document = template('vgg-small');
    change(document);
    const path = writeProject(folder, document);
    const checked = runCli(['check', path, '--json'], { cwd: folder });
    expect(checked.code).toBe(1);
    const [{ ok, problems }] = checked.lines as { ok: boolean; problems: { message: string }[] }[];
    expect(ok).toBe(false);
    expect(problems.map(({ message }) => message)).toContainEqual(expect.stringContaining(sentence));
    const trained = runCli(['train', path, '--data', 'signs', '--json'], { cwd: folder });
    expect(trained.code).toBe(1);
    expect(trained.stdout).toBe('');
    expect(trained.stderr).toContain(problems[0].message);
    expect(trained.stderr).not.toContain('    at ');
  });

  const text = writeDocument(template('vgg-small'));
  it.each([
    [
      'of a newer version',
      text.replace('"version": 1', '"version": 7'),
      'graph.json was written by a newer Signalbox: its version is 7, this program reads up to 1',
    ],
    ['that is cut short', text.slice(0, 700), 'graph.json'],
    ['that is no JSON', 'nodes: [input]\n', 'graph.json'],
    ['that is empty', '', 'graph.json'],
    ['without nodes', '{"version": 1, "wires": []}', 'graph.json: field nodes is not as expected'],
  ])('a file %s gives one sentence naming it', (_, content, sentence) => {
    const folder = temporaryFolder(onTestFinished);
    const path = join(folder, 'graph.json');
    writeFileSync(path, content);
    const checked = runCli(['check', path], { cwd: folder });
    expect(checked.code).toBe(1);
    expect(checked.stdout).toBe('');
    expect(checked.stderr).toContain(sentence);
    expect(checked.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('a network for vectors cannot be trained on images, which a sentence about its input says', () => {
    const folder = temporaryFolder(onTestFinished);
    const path = writeProject(folder, template('mlp'));
    const trained = runCli(['train', path, '--data', 'signs'], { cwd: folder });
    expect(trained.code).toBe(1);
    expect(trained.stderr).toContain(
      'input (Input): takes a vector of 100 numbers, but the data are images; expected a size of channels x height x width',
    );
  });
});
