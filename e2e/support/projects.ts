import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, type Page } from '@playwright/test';

/** A project file's content, as loosely as a test needs it. */
export interface ProjectJson {
  version: number;
  nodes: Record<string, unknown>[];
  wires: { from: { node: string; port: string }; to: { node: string; port: string } }[];
  training: Record<string, unknown>;
}

/** A network small enough to train an epoch in a second: 12x12 input, one convolution. */
export function tinyProject(classes = 43, epochs = 2): ProjectJson {
  const node = (id: string, type: string, params: Record<string, unknown> = {}) => ({ id, type, params });
  const nodes = [
    node('input', 'Input', { size: [3, 12, 12] }),
    node('conv', 'SpatialConvolution', { nOutputPlane: 8, padW: 1 }),
    node('bn', 'SpatialBatchNormalization'),
    node('relu', 'ReLU'),
    node('pool', 'SpatialMaxPooling', { kW: 3, kH: 3 }),
    node('view', 'View', { size: [-1] }),
    node('fc', 'Linear', { outputSize: classes }),
    node('log', 'LogSoftMax'),
  ];
  return {
    version: 1,
    nodes: nodes.map((one, i) => ({ ...one, position: { x: 0, y: 100 * i } })),
    wires: chain(nodes.map(({ id }) => id)),
    training: {
      criterion: { type: 'ClassNLLCriterion', params: {} },
      optimiser: { type: 'sgd', params: { learningRate: 0.05 } },
      epochs,
      batchSize: 32,
    },
  };
}

/** Wires from each node to the next. */
export function chain(ids: readonly string[]): ProjectJson['wires'] {
  return ids
    .slice(1)
    .map((id, i) => ({ from: { node: ids[i], port: 'output' }, to: { node: id, port: 'input' } }));
}

/** Writes a project, or a text that is none, into a folder; returns its path. */
export function writeProject(folder: string, name: string, project: ProjectJson | string): string {
  const path = join(folder, name);
  writeFileSync(path, typeof project === 'string' ? project : JSON.stringify(project));
  return path;
}

/** Asks for a file in the file dialog. What comes of it is for the test to see. */
export async function chooseProjectFile(page: Page, path: string): Promise<void> {
  await page.keyboard.press('Control+o');
  const dialog = page.getByRole('dialog', { name: 'Open a project' });
  await dialog.getByRole('textbox', { name: 'Name or path' }).fill(path);
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Opens a project file by the file dialog, and waits until it is shown. */
export async function openProjectFile(page: Page, path: string): Promise<void> {
  await chooseProjectFile(page, path);
  await expect(page).toHaveTitle(`${basename(path, '.json')} • Signalbox`);
}
