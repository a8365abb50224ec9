import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, openApp, test } from './support/app.ts';
import { canvas, moduleNode } from './support/canvas.ts';
import {
  chain,
  chooseProjectFile,
  openProjectFile,
  type ProjectJson,
  tinyProject,
  writeProject,
} from './support/projects.ts';
import { serveApp } from './support/server.ts';

/** Faults are said where the person is looking, never by a dialog over the page. */
async function expectSaid(page: Page, sentence: string | RegExp): Promise<void> {
  await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
}

test('files that are no project are refused with a sentence, and what is open stays', async ({
  page,
  app,
}) => {
  await openApp(page, app);
  const text = JSON.stringify(tinyProject());
  const files: [name: string, content: string, sentence: string][] = [
    ['package.json', '{ "name": "other", "version": "1.0.0" }', 'is not a Signalbox project'],
    ['list.json', '[1, 2, 3]', 'is not a Signalbox project: expected a JSON object'],
    ['truncated.json', text.slice(0, -200), 'is truncated'],
    ['newer.json', JSON.stringify({ ...tinyProject(), version: 7 }), 'was written by a newer Signalbox'],
    ['binary.json', '\u0000\u0001\u0002', 'expected'],
    ['deep.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'is nested deeper than 64 levels'],
    ['huge.json', ' '.repeat(17 * 1024 * 1024), 'is too large'],
    ['many.json', JSON.stringify(graphOf(5001)), 'many.json has 5001 nodes, expected at most 5000'],
    ['most.json', JSON.stringify(graphOf(100_000)), 'most.json has 100000 nodes, expected at most 5000'],
  ];
  const title = await page.title();
  for (const [name, content, sentence] of files) {
    await chooseProjectFile(page, writeProject(app.folder, name, content));
    await expectSaid(page, name);
    await expectSaid(page, sentence);
    await expect(page).toHaveTitle(title);
    await expect(moduleNode(page, 'conv1')).toBeVisible();
    await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
    await expect(page.getByRole('alert')).toBeHidden();
  }
});

test('an unknown module opens as an opaque node with its reason, and is saved as it was', async ({
  page,
  app,
}) => {
  const project = tinyProject();
  const mish = { id: 'mish', type: 'Mish', params: { beta: 1.5, of: { later: ['versions', null] } } };
  project.nodes.splice(4, 0, { ...mish, label: 'from later', position: { x: 220, y: 320 } });
  project.wires.push({ from: { node: 'bn', port: 'output' }, to: { node: 'mish', port: 'anything' } });
  const path = writeProject(app.folder, 'later.json', project);
  await openApp(page, app);
  await openProjectFile(page, path);
  await expect(moduleNode(page, 'mish')).toContainText('unknown module');
  await moduleNode(page, 'mish').click();
  await expectSaid(page, /Mish/);
  await moduleNode(page, 'conv').click();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Label of conv' }).fill('first');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+s');
  await expect(page).toHaveTitle('later • Signalbox');
  await expect.poll(() => (JSON.parse(readFileSync(path, 'utf8')) as ProjectJson).nodes[1].label).toBe('first');
  const saved = JSON.parse(readFileSync(path, 'utf8')) as ProjectJson;
  expect(saved.nodes[4]).toEqual(project.nodes[4]);
  expect(saved.wires).toEqual(project.wires);
});

test('a graph of 5,000 modules opens in 3 seconds and can be worked on', async ({ page, app }) => {
  const path = writeProject(app.folder, 'large.json', graphOf(5000));
  await openApp(page, app);
  await chooseProjectFile(page, path);
  await expect(page).toHaveTitle('large • Signalbox', { timeout: 3000 });
  await expect(moduleNode(page, 'n0')).toBeVisible({ timeout: 3000 });
  await canvas(page).focus();
  await page.keyboard.press('End');
  await expect(moduleNode(page, 'n4999')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(page.getByText('4,999 nodes')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('5,000 nodes')).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page).toHaveTitle('large • Signalbox');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(page.getByText('0 nodes')).toBeVisible();
});

/** Modules one after the other, as many as asked for. */
function graphOf(count: number): ProjectJson {
  const nodes = Array.from({ length: count }, (_, i) => ({
    id: `n${i}`,
    type: i === 0 ? 'Input' : 'ReLU',
    params: {},
  }));
  return { ...tinyProject(), nodes, wires: chain(nodes.map(({ id }) => id)) };
}
