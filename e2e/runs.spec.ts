import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, openApp, test } from './support/app.ts';
import { moduleNode } from './support/canvas.ts';
import { openProjectFile, tinyProject, writeProject } from './support/projects.ts';
import type { ServedApp } from './support/server.ts';
import { epochsDone, runFacts, tableRows } from './support/training.ts';

/** So many that no test sees the last one. */
const MANY = 100_000;

test('a run goes on while its page is closed, and two pages show the same run', async ({
  context,
  page,
  app,
}) => {
  await openTiny(page, app, MANY);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(() => epochsDone(page)).toBeGreaterThan(0);
  await page.close();

  const first = await context.newPage();
  await openApp(first, app);
  await first.getByRole('radio', { name: 'Train' }).click();
  await expect(first.getByRole('heading', { name: 'tiny' })).toBeVisible();
  const found = await epochsDone(first);
  expect(found).toBeGreaterThan(0);
  await expect.poll(() => epochsDone(first)).toBeGreaterThan(found);

  const second = await context.newPage();
  await openApp(second, app);
  await second.getByRole('radio', { name: 'Train' }).click();
  await second.getByRole('button', { name: 'Pause training' }).click();
  for (const one of [first, second]) await expect(runFacts(one)).toContainText('Paused');
  for (const one of [first, second]) await one.getByRole('button', { name: 'Show as table' }).click();
  const rows = await tableRows(first);
  expect(rows.length).toBeGreaterThan(found);
  expect(await tableRows(second)).toEqual(rows);

  await first.getByRole('button', { name: 'Go on training' }).click();
  await expect.poll(() => tableRows(second)).not.toHaveLength(rows.length);
  await second.getByRole('button', { name: 'Stop', exact: true }).click();
  for (const one of [first, second]) {
    await expect(runFacts(one)).toContainText('Stopped');
    await expect(one.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
  }
  expect(await tableRows(second)).toEqual(await tableRows(first));
});

test('runs are compared, deleted and taken back', async ({ page, app }) => {
  await openTiny(page, app, 1);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(runFacts(page)).toContainText('Finished');
  await page.getByRole('textbox', { name: 'learningRate', exact: true }).fill('0.2');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const history = page.getByRole('grid', { name: 'Runs, newest first' });
  await expect(history.getByRole('row', { name: /Finished/ })).toHaveCount(2);

  // The checkbox itself is hidden; what is seen of it stands in its label.
  await history.getByRole('row').nth(1).locator('label').click();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  const rate = comparison.getByRole('row', { name: /rate/i });
  await expect(rate).toContainText('0.2');
  await expect(rate).toContainText('0.05');
  await page.getByRole('button', { name: 'End the comparison' }).click();
  await expect(comparison).toBeHidden();

  await history
    .getByRole('row')
    .nth(1)
    .getByRole('button', { name: /^More about/ })
    .click();
  await page.getByRole('menuitem', { name: /^Move to the bin/ }).click();
  await expect(history.getByRole('row')).toHaveCount(1);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(history.getByRole('row')).toHaveCount(2);
});

test('a run that its device ended is offered the others, and goes on there', async ({ page, app }) => {
  await openTiny(page, app, MANY);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(() => epochsDone(page)).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(runFacts(page)).toContainText('Stopped');

  const fault = page.getByRole('alert').filter({ hasText: 'was lost' });
  const elsewhere = fault.getByRole('button', { name: 'Resume on cpu' });
  await failRun(page, app, { code: 'not-finite', device: 'webgpu' });
  await expect(fault.getByRole('button', { name: 'Resume from the last checkpoint' })).toBeVisible();
  await expect(elsewhere).toBeHidden();

  await failRun(page, app, { code: 'device-lost', device: 'webgpu' });
  await elsewhere.click();
  await expect(runFacts(page)).toContainText('Training');
  await expect(runFacts(page)).toContainText(/cpu, \d+ thread/);
  await expect(fault).toBeHidden();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(runFacts(page)).toContainText('Stopped');
});

/** Leaves the only run as one that failed so, and opens the page anew. */
async function failRun(page: Page, app: ServedApp, cause: object): Promise<void> {
  const runs = join(app.folder, 'runs');
  const [run] = readdirSync(runs);
  const about = { name: 'tiny', fault: 'the graphics card was lost', cause };
  writeFileSync(join(runs, run, 'about.json'), JSON.stringify(about));
  await page.reload();
  await page.getByRole('radio', { name: 'Train' }).click();
}

async function openTiny(page: Page, app: ServedApp, epochs: number): Promise<void> {
  await openApp(page, app);
  await openProjectFile(page, writeProject(app.folder, 'tiny.json', tinyProject(43, epochs)));
  await expect(moduleNode(page, 'fc')).toBeVisible();
}
