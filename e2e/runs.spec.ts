import type { Page } from '@playwright/test';
import { expect, openApp, test } from './support/app.ts';
import { openProjectFile, tinyProject, writeProject } from './support/projects.ts';
import { runFacts } from './support/training.ts';

const trainButton = (page: Page) => page.getByRole('button', { name: 'Train', exact: true });
const runs = (page: Page) => page.getByRole('complementary', { name: 'Runs' });

/** How many epochs the shown run has done. */
async function epochsDone(page: Page): Promise<number> {
  const found = /(\d+) epochs? of/.exec((await runFacts(page).textContent()) ?? '');
  return found ? Number(found[1]) : 0;
}

/** Shows the Train view of a page that was just opened: the run under way is the one it shows. */
async function showRun(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Train' }).click();
}

test('a run goes on while no page is open, and every page shows the same run', async ({
  page,
  app,
  context,
}) => {
  await openApp(page, app);
  await openProjectFile(page, writeProject(app.folder, 'long.json', tinyProject(43, 5000)));
  await trainButton(page).click();
  await expect(runFacts(page)).toContainText('Training');
  await expect.poll(() => epochsDone(page)).toBeGreaterThan(0);
  const before = await epochsDone(page);
  await page.close();

  const [first, second] = [await context.newPage(), await context.newPage()];
  await first.goto(app.address);
  await showRun(first);
  await expect(runFacts(first)).toContainText('Training');
  await expect.poll(() => epochsDone(first)).toBeGreaterThan(before + 1);
  await second.goto(app.address);
  await showRun(second);

  await first.getByRole('button', { name: 'Pause training' }).click();
  await expect(runFacts(second)).toContainText('Paused');
  await second.getByRole('button', { name: 'Go on training' }).click();
  await expect(runFacts(first)).toContainText('Training');
  await second.getByRole('button', { name: 'Stop', exact: true }).click();
  for (const shown of [first, second]) await expect(runFacts(shown)).toContainText('Stopped');
  expect(await epochsDone(first)).toBe(await epochsDone(second));
});

test('what differs between two runs is shown, and a deleted run can be taken back', async ({ page, app }) => {
  await openApp(page, app);
  await openProjectFile(page, writeProject(app.folder, 'one.json', tinyProject(43, 1)));
  await trainButton(page).click();
  await expect(runFacts(page)).toContainText('Finished');
  const other = tinyProject(43, 1);
  other.training.optimiser = { type: 'sgd', params: { learningRate: 0.0125 } };
  await openProjectFile(page, writeProject(app.folder, 'two.json', other));
  await trainButton(page).click();
  await expect(runs(page).getByRole('row', { name: /two/ })).toContainText('Finished');

  // The box that is drawn lies over the one that is announced.
  await runs(page).getByRole('checkbox', { name: 'Compare one' }).check({ force: true });
  const table = page.getByRole('region', { name: 'Comparison' });
  const rate = table.getByRole('row').filter({ hasText: /learningRate/ });
  await expect(rate).toContainText('0.05');
  await expect(rate).toContainText('0.0125');
  await expect(table.getByRole('row').filter({ hasText: 'Batch' })).toHaveCount(0);

  await runs(page).getByRole('button', { name: 'More about one' }).click();
  await page.getByRole('menuitem', { name: 'Move to the bin' }).click();
  await expect(runs(page).getByRole('row', { name: /one/ })).toHaveCount(0);
  await page
    .getByRole('status')
    .getByRole('button', { name: /Undo|Take back/ })
    .click();
  await expect(runs(page).getByRole('row', { name: /one/ })).toHaveCount(1);
});

test('a stopped run is resumed and comes to its end', async ({ page, app }) => {
  await openApp(page, app);
  await openProjectFile(page, writeProject(app.folder, 'halves.json', tinyProject(43, 40)));
  await trainButton(page).click();
  await expect.poll(() => epochsDone(page)).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(runFacts(page)).toContainText('Stopped');
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(runFacts(page)).toContainText('Finished', { timeout: 60_000 });
  expect(await epochsDone(page)).toBe(40);
});
