import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, openApp, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { canvas, moduleNode, parameter } from './support/canvas.ts';
import { openProjectFile, tinyProject, writeProject } from './support/projects.ts';
import type { ServedApp } from './support/server.ts';
import { runFacts } from './support/training.ts';

const graphs = join(dirname(dirname(fileURLToPath(import.meta.url))), 'resources', 'graphs');
const TIME = /[\d.]+ ms · [\d.< ]+ %/;

const panel = (page: Page) => page.getByRole('region', { name: 'Profile', exact: true });
const times = (page: Page) =>
  page
    .getByRole('complementary', { name: 'Inspector' })
    .getByRole('region', { name: 'Time of a training step' });
const button = (page: Page, name: string) =>
  page.getByRole('toolbar', { name: 'Canvas view' }).getByRole('button', { name });

/** Runs a command by the palette, as a person who knows its name. */
async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog', { name: 'Commands' });
  await dialog.getByRole('combobox').fill(title);
  await expect(dialog.getByRole('option', { name: title }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
}

/** How many different backgrounds nodes have. */
function colours(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Set(
        [...document.querySelectorAll('[data-module]')].map((node) => getComputedStyle(node).backgroundColor),
      ).size,
  );
}

async function openSigns(page: Page, app: ServedApp): Promise<void> {
  const path = join(app.folder, 'signs-small.json');
  copyFileSync(join(graphs, 'signs-small.json'), path);
  await openApp(page, app);
  await openProjectFile(page, path);
}

test('nodes show what they take of a step, until an edit makes that old and a command hides it', async ({
  page,
  app,
}) => {
  await openSigns(page, app);
  await command(page, 'Profile the network');
  await expect(panel(page)).toContainText('Time of a training step');
  for (const id of ['conv1', 'fc1']) await expect(moduleNode(page, id)).toContainText(TIME);
  await expect(moduleNode(page, 'conv1')).toHaveAccessibleName(/ of a step$/);
  expect(await colours(page)).toBeGreaterThan(2);
  for (const words of ['0 %', 'images/s', 'criterion', 'optimiser', 'Batch', 'cpu, ']) {
    await expect(panel(page)).toContainText(words);
  }
  await moduleNode(page, 'conv1').click();
  for (const words of ['Forward', 'Backward', 'Share', 'GFLOP/s']) {
    await expect(times(page)).toContainText(words);
  }
  await expectAccessible(page, 'a profile');

  // A label and a place matter to no step.
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Label of conv1' }).fill('first');
  await page.keyboard.press('Enter');
  await expect(moduleNode(page, 'conv1')).toContainText('first');
  await expect(panel(page).getByRole('alert')).toBeHidden();

  await parameter(page, 'nOutputPlane').fill('21');
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('alert')).toContainText('The network was edited since.');
  await expect(moduleNode(page, 'conv1')).toHaveAccessibleName(/ before the last edits/);
  expect(await colours(page)).toBe(1);
  await expectAccessible(page, 'an old profile');
  await canvas(page).focus();
  await page.keyboard.press('Control+z');
  await expect(panel(page).getByRole('alert')).toBeHidden();
  expect(await colours(page)).toBeGreaterThan(2);
  await page.keyboard.press('Control+Shift+z');
  await panel(page).getByRole('button', { name: 'Profile again' }).click();
  await expect(panel(page)).toContainText('images/s');
  await expect(panel(page).getByRole('alert')).toBeHidden();

  await command(page, 'Hide the profile');
  await expect(panel(page)).toBeHidden();
  await expect(moduleNode(page, 'conv1')).not.toContainText(' ms');
  expect(await colours(page)).toBe(1);
});

test('a profile is started and cancelled by one key, its steps are shown, and nothing is left', async ({
  page,
  app,
}) => {
  await openApp(page, app);
  await canvas(page).focus();
  await page.keyboard.press('p');
  await expect(panel(page).getByRole('progressbar', { name: /^Step \d+ of \d+$/ })).toBeVisible();
  await expect(button(page, 'Cancel the profile')).toBeVisible();
  await expectAccessible(page, 'a profile being measured');
  await page.keyboard.press('p');
  await expect(panel(page)).toBeHidden();
  await expect(moduleNode(page, 'conv1')).not.toContainText(' ms');
  await button(page, 'Profile the network').click();
  await panel(page).getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(panel(page)).toBeHidden();
  await expect(canvas(page)).toBeFocused();
});

test('a network with a fault and a run under way are told in a sentence', async ({ page, app }) => {
  const broken = tinyProject();
  broken.nodes.splice(5, 1);
  broken.wires = broken.wires.filter(({ from, to }) => from.node !== 'view' && to.node !== 'view');
  await openApp(page, app);
  await openProjectFile(page, writeProject(app.folder, 'broken.json', broken));
  await button(page, 'Profile the network').click();
  await expect(panel(page).getByRole('alert')).toContainText('The network was not profiled: fc (Linear)');
  await expectAccessible(page, 'a profile that was refused');
  await panel(page).getByRole('button', { name: 'Show' }).click();
  await expect(moduleNode(page, 'fc')).toBeFocused();
  await panel(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(panel(page)).toBeHidden();

  await openProjectFile(page, writeProject(app.folder, 'tiny.json', tinyProject(43, 100_000)));
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(runFacts(page)).toContainText('Training');
  await page.keyboard.press('Control+1');
  await button(page, 'Profile the network').click();
  await expect(panel(page).getByRole('alert')).toContainText('the run "tiny" is under way');
  await page.keyboard.press('Control+2');
  await expect(runFacts(page)).toContainText('Training');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(runFacts(page)).toContainText('Stopped');
});

test('a run that is started has a profile give way, which says so', async ({ page, app }) => {
  await openApp(page, app);
  await button(page, 'Profile the network').click();
  await expect(panel(page).getByRole('progressbar')).toBeVisible();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(runFacts(page)).toContainText('Training');
  await page.keyboard.press('Control+1');
  await expect(panel(page).getByRole('alert')).toContainText(
    'the run "vgg-small" was started, so the profile was given up',
  );
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
});
