import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, openApp, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { canvas, moduleNode } from './support/canvas.ts';
import { tiles } from './support/mistakes.ts';
import { openProjectFile, tinyProject, writeProject } from './support/projects.ts';
import { type ServedApp, serveApp } from './support/server.ts';
import { tabStops } from './support/tabStops.ts';

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
  const next = tour.getByRole('button', { name: 'Next' });
  await expect(tour).toBeVisible();
  await expectAccessible(page, 'the welcome');
  await next.click();
  await expectAccessible(page, 'a step that points at the palette');
  while (await next.isVisible()) await next.click();
  await expectAccessible(page, 'the last step');
  await tour.getByRole('button', { name: 'Done' }).click();
  await expect(tour).toBeHidden();
});

test('nothing is found where a network is built', async ({ page }) => {
  await openApp(page, served);
  await expectAccessible(page, 'vgg-small');
  await moduleNode(page, 'conv1').click();
  await expectAccessible(page, 'a module selected');
  await moduleNode(page, 'conv1').click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await expectAccessible(page, 'the menu of a module');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  await expectAccessible(page, 'all modules selected');
  await page.keyboard.press('Escape');
  await wire(page, 'bn1', 'input').click({ force: true });
  await expectAccessible(page, 'a wire selected');
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: /problems?$/ }).click();
  await expect(page.getByRole('list', { name: 'Problems' })).toBeVisible();
  await expectAccessible(page, 'the list of problems');
  await moduleNode(page, 'bn1').getByRole('button', { name: /fault/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page, 'the faults of a module');
  await page.keyboard.press('Escape');
  await canvas(page).focus();
  await page.keyboard.press('Shift+A');
  await expect(page.getByRole('dialog', { name: 'Add a module' })).toBeVisible();
  await expectAccessible(page, 'the search at the pointer');
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Search modules' }).fill('conv');
  await expectAccessible(page, 'a search in the palette');
  await page.keyboard.press('Control+Alt+n');
  await expect(page.getByRole('region', { name: 'Empty canvas' })).toBeVisible();
  await expectAccessible(page, 'an empty project');
});

test('nothing is found in what opens over the views', async ({ page }) => {
  await openApp(page, served);
  const dialog = page.getByRole('dialog');
  const shown = async (what: string) => {
    await expect(dialog).toBeVisible();
    await expectAccessible(page, what);
  };
  const gone = async () => {
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  };
  await page.keyboard.press('Control+k');
  await shown('all commands');
  await dialog.getByRole('combobox').fill('save');
  await shown('commands found');
  await page.keyboard.press('Escape');
  await gone();
  await page.keyboard.press('F1');
  await shown('shortcuts');
  await dialog.getByRole('row', { name: /^Save, / }).press('Enter');
  await page.keyboard.press('Control+o');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await shown('a shortcut that another command has');
  await page.keyboard.press('Escape');
  await gone();
  await page.getByRole('button', { name: /^Project / }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectAccessible(page, 'the project menu');
  await page.getByRole('menuitem', { name: 'New from template…' }).click();
  await shown('templates');
  await gone();
  await page.keyboard.press('Control+o');
  await shown('open a file');
  await gone();
  await page.keyboard.press('Control+Shift+s');
  await shown('save a file');
  await dialog.getByRole('button', { name: 'New folder' }).click();
  await shown('a new folder');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: /^Project / }).click();
  await page.getByRole('menuitem', { name: 'About Signalbox' }).click();
  await dialog.getByText('Licences').click();
  await shown('about');
});

test('nothing is found where a network is trained', async ({ page }) => {
  await openApp(page, served);
  await openProjectFile(page, writeProject(served.folder, 'tiny.json', tinyProject(43, 400)));
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('button', { name: 'Show samples' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Limit' }).fill('430');
  await page.keyboard.press('Enter');
  await expectAccessible(page, 'before the first run');
  await page.getByRole('radio', { name: 'GTSRB' }).click({ force: true });
  await expectAccessible(page, 'GTSRB, before its download');
  await page.getByRole('radio', { name: 'Built-in signs' }).click({ force: true });
  await train(page);
  await expectAccessible(page, 'during a run');
  await stop(page);
  await expectAccessible(page, 'after a run');
  await train(page);
  await stop(page);
  await page
    .getByRole('checkbox', { name: /^Compare / })
    .last()
    .check({ force: true });
  await expect(page.getByRole('region', { name: 'Comparison' })).toBeVisible();
  await expectAccessible(page, 'runs compared');
  await page
    .getByRole('button', { name: /^More about / })
    .first()
    .click();
  await expectAccessible(page, 'the menu of a run');
  await page.getByRole('menuitem', { name: 'Move to the bin' }).click();
  await page.getByRole('button', { name: 'Show the bin' }).click();
  await page.getByRole('button', { name: 'Empty the bin…' }).click();
  await expectAccessible(page, 'the bin');
});

test('nothing is found where mistakes are looked at and a model is exported', async ({ page }) => {
  await openApp(page, served);
  await page.keyboard.press('Control+3');
  await tiles(page).nth(2).click();
  const nearest = page.getByRole('region', { name: 'Nearest training images' });
  await nearest.getByRole('button', { name: 'Find them' }).click();
  await expect(nearest.getByRole('list')).toBeVisible();
  await expectAccessible(page, 'a mistake in full');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Filter' })).toBeVisible();
  await expectAccessible(page, 'filters');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Try it', exact: true }).click();
  await page.getByLabel('Pictures to try').setInputFiles({
    name: 'grey.png',
    mimeType: 'image/png',
    buffer: await sharp({ create: { width: 21, height: 17, channels: 3, background: '#777' } })
      .png()
      .toBuffer(),
  });
  await expect(page.getByRole('article', { name: 'grey.png' }).getByRole('list')).toBeVisible();
  await expectAccessible(page, 'a picture tried');
  await page.getByRole('button', { name: 'Export list…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page, 'export of mistakes');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export model…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Export / });
  await expect(dialog).toBeVisible();
  await expectAccessible(page, 'export of a model');
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(dialog.getByRole('region', { name: 'Report' })).toBeVisible();
  await expectAccessible(page, 'report of an export');
});

test('the Tab key reaches every part of every view, and where it is can be seen', async ({ page }) => {
  await openApp(page, served);
  // That unsaved changes are back is said for some seconds only.
  await page.getByRole('status').getByRole('button', { name: 'Close' }).click();
  const expectReached = async (landmarks: readonly string[]) => {
    const stops = await tabStops(page);
    expect.soft(stops.filter(({ isSeen, landmark }) => !isSeen || landmark === null)).toEqual([]);
    expect.soft([...new Set(stops.map(({ landmark }) => landmark))]).toEqual(landmarks);
  };
  await expectReached(['header', 'Modules', 'Canvas', 'Inspector', 'Problems and totals']);
  await page.keyboard.press('Control+2');
  await expectReached(['header', 'Training settings', 'Run', 'Runs']);
  await page.keyboard.press('Control+3');
  await tiles(page).first().click();
  await expectReached(['header', 'Mistakes']);
});

test('a notice stays while it is pointed at or has the focus, and goes by itself', async ({ page }) => {
  await page.clock.install();
  await openApp(page, served);
  const close = page.getByRole('status').getByRole('button', { name: 'Close' });
  await close.focus();
  await page.clock.fastForward('01:00');
  await expect(close).toBeVisible();
  await close.hover();
  await canvas(page).focus();
  await page.clock.fastForward('01:00');
  await expect(close).toBeVisible();
  await canvas(page).hover();
  await page.clock.fastForward('01:00');
  await expect(close).toBeHidden();
});

test('nothing moves where the system asks for less motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openApp(page, served);
  const moving = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => {
          const { animationName, transitionDuration } = getComputedStyle(element);
          return animationName !== 'none' || transitionDuration !== '0s';
        })
        .map(({ className }) => String(className)),
    );
  expect(await moving()).toEqual([]);
  await page.keyboard.press('Control+2');
  expect(await moving()).toEqual([]);
});

test('nothing is found while the server cannot be heard', async ({ page }) => {
  await openApp(page, served);
  await served.kill();
  await expect(page.getByRole('alert')).toBeVisible();
  await expectAccessible(page, 'a lost connection');
  await served.restart();
});

function wire(page: Page, node: string, port: string) {
  return page.locator(`.react-flow__edge[data-id="${node}.${port}"]`);
}

async function train(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  // The matrix is there once an epoch has ended.
  await expect(page.getByRole('region', { name: 'Confusion' }).getByText(/right,/)).toBeVisible();
}

async function stop(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
}
