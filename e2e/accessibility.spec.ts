import type { Page } from '@playwright/test';
import { expect, openApp, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { chain, openProjectFile, tinyProject, writeProject } from './support/projects.ts';
import { type ServedApp, serveApp } from './support/server.ts';

// One server and one home for all: what the first tests train, the later ones look at.
test.describe.configure({ mode: 'serial' });
// What fails is told in full; recording every look at the page would cost more than the looks.
test.use({ trace: 'off' });

let served: ServedApp;
test.beforeAll(async () => {
  served = await serveApp();
});
test.afterAll(() => served.close());

test('nothing is found in the tour', async ({ page }) => {
  await page.goto(served.address);
  const tour = page.getByRole('region', { name: 'Tour' });
  await expect(tour).toBeVisible();
  for (let step = 1; step <= 8; step++) {
    await expectAccessible(page, `tour, step ${step}`);
    if (step < 8) await tour.getByRole('button', { name: 'Next' }).click();
  }
  await tour.getByRole('button', { name: 'Done' }).click();
  await expect(tour).toBeHidden();
});

test('nothing is found where a network is built', async ({ page }) => {
  await openApp(page, served);
  const canvas = page.getByRole('main', { name: 'Canvas' });
  await expectAccessible(page, 'vgg-small');
  await module(page, 'conv1').click();
  await expectAccessible(page, 'a module selected');
  await module(page, 'conv1').click({ button: 'right' });
  await expectAccessible(page, 'menu of a module');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  await expectAccessible(page, 'all modules selected');
  await page.keyboard.press('Escape');
  await wire(page, 'bn1', 'input').click({ force: true });
  await expectAccessible(page, 'a wire selected');
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: /problems?$/ }).click();
  await expect(page.getByRole('list', { name: 'Problems' })).toBeVisible();
  await expectAccessible(page, 'list of problems');
  await module(page, 'bn1').getByRole('button', { name: /fault/ }).click();
  await expectAccessible(page, 'faults of a module');
  await page.keyboard.press('Escape');
  await canvas.getByRole('application', { name: 'Network' }).focus();
  await page.keyboard.press('Shift+A');
  await expect(page.getByRole('dialog', { name: 'Add a module' })).toBeVisible();
  await expectAccessible(page, 'search at the pointer');
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Search modules' }).fill('conv');
  await expectAccessible(page, 'search in the palette');
});
function module(page: Page, id: string) {
  return page.locator(`[data-module="${id}"]`);
}

function wire(page: Page, node: string, port: string) {
  return page.locator(`.react-flow__edge[data-id="${node}.${port}"]`);
}
