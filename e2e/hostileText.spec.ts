import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, openApp, test } from './support/app.ts';
import { canvas, moduleNode } from './support/canvas.ts';
import { tiles } from './support/mistakes.ts';
import { payloadNames, payloads } from './support/payloads.ts';
import { chain, chooseProjectFile, openProjectFile, tinyProject, writeProject } from './support/projects.ts';
import { runFacts } from './support/training.ts';
import { expectUnharmed, watchForHarm } from './support/unharmed.ts';

const VERY_LONG = 'long '.repeat(20_000);

test.beforeEach(({ page }) => watchForHarm(page));

test('the corpus is as large as it is said to be', () => {
  expect(new Set(payloads).size).toBeGreaterThanOrEqual(200);
});

test('labels, types, ports, parameters and training settings of a project', async ({ page, app }) => {
  const project = tinyProject();
  const ids = payloads.map((_, i) => `n${i}`);
  const unknown = payloads.filter((text) => text !== '' && text !== '__proto__');
  project.nodes = [
    ...payloads.map((text, i) => ({
      id: ids[i],
      type: i === 0 ? 'Input' : 'ReLU',
      params: {},
      label: text.slice(0, 200),
    })),
    ...unknown.map((text, i) => ({
      id: `u${i}`,
      type: text.slice(0, 100),
      params: {
        [text.slice(0, 64)]: text,
        list: [text, { [text]: [text] }],
        long: i === 0 ? VERY_LONG : null,
      },
    })),
  ];
  project.wires = [
    ...chain(ids),
    ...unknown.map((text, i) => ({
      from: { node: ids[i], port: text.slice(0, 64) },
      to: { node: `u${i}`, port: text.slice(0, 64) },
    })),
    ...payloads.map((text) => ({ from: { node: text, port: 'output' }, to: { node: text, port: 'input' } })),
    { from: { node: VERY_LONG, port: 'output' }, to: { node: 'n1', port: 'input' } },
  ];
  const [type] = payloads;
  project.training = {
    criterion: { type: type.slice(0, 100), params: { [type]: type } },
    optimiser: { type: type.slice(0, 100), params: {} },
    schedule: { type: type.slice(0, 100), params: {} },
    augmentation: VERY_LONG,
    epochs: 1,
    batchSize: 32,
  };
  await openApp(page, app);
  const path = writeProject(app.folder, 'hostile.json', project);
  await openProjectFile(page, path);
  await expectUnharmed(page, 'opened');
  await page.keyboard.press('1');
  await expectUnharmed(page, 'all of it shown');
  await page.keyboard.press('0');
  await canvas(page).focus();
  for (const id of ['n0', 'n46', 'n150', 'u0', 'u1', 'u130']) {
    await page.keyboard.press('Control+k');
    const search = page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox');
    await search.fill(id);
    await page
      .getByRole('option', { name: new RegExp(`\\b${id}\\b`) })
      .first()
      .click();
    await expect(moduleNode(page, id)).toBeVisible();
    await page.keyboard.press('Enter');
    await expectUnharmed(page, `inspector of ${id}`);
  }
  await page.getByRole('button', { name: /problems$/ }).click();
  await expect(page.getByRole('list', { name: 'Problems' })).toBeVisible();
  await page.keyboard.press('F8');
  await expectUnharmed(page, 'list of problems');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Training did not start' })).toBeVisible();
  await page.keyboard.press('Control+2');
  await expectUnharmed(page, 'training settings');
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+s');
  await expect(page).toHaveTitle('hostile • Signalbox');
});
