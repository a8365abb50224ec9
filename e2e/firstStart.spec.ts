import { expect, test } from './support/app.ts';
import { canvas, moduleNode } from './support/canvas.ts';
import { runFacts, watchCurve } from './support/training.ts';

test.use({ tourSeen: false });

test('the first screen shows the tutorial network and trains it with one click', async ({ page, app }) => {
  const opened = performance.now();
  await page.goto(app.address);
  await expect(moduleNode(page, 'conv1')).toBeVisible();
  await expect(page).toHaveTitle('vgg-small • Signalbox');
  await expect(canvas(page).getByRole('img', { name: /^Wire from / })).toHaveCount(31);
  const curve = await watchCurve(page);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await curve.expectMoved(30_000);
  expect(performance.now() - opened, 'milliseconds from the first look to a moving curve').toBeLessThan(
    30_000,
  );
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(runFacts(page)).toContainText('Stopped');
});

test('the tour is there at a first start, can be skipped, and is found again', async ({ page, app }) => {
  await page.goto(app.address);
  const tour = page.getByRole('region', { name: 'Tour' });
  const heading = tour.getByRole('heading');
  await expect(heading).toHaveText('Welcome to Signalbox');
  await tour.getByRole('button', { name: 'Next' }).click();
  await expect(heading).toHaveText('Modules');
  await tour.getByRole('button', { name: 'Skip tour' }).click();
  await expect(tour).toBeHidden();
  await page.reload();
  await expect(moduleNode(page, 'conv1')).toBeVisible();
  await page.getByRole('button', { name: /^Project/ }).click();
  await expect(tour).toBeHidden();
  await page.getByRole('menuitem', { name: /^Tour/ }).click();
  await expect(heading).toHaveText('Welcome to Signalbox');
  await page.keyboard.press('Escape');
  await expect(tour).toBeHidden();
});
