import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, openApp, test } from './support/app.ts';
import { galleryStatus, tiles } from './support/mistakes.ts';
import { payloadNames, payloads } from './support/payloads.ts';
import { openProjectFile, tinyProject, writeProject } from './support/projects.ts';
import { copyRuns } from './support/runs.ts';
import { runFacts } from './support/training.ts';
import { expectUnharmed, watchForHarm } from './support/unharmed.ts';

const names = payloadNames(200);

test.beforeEach(({ page }) => watchForHarm(page));

test('names of project files and folders', async ({ page, app }) => {
  const text = JSON.stringify(tinyProject());
  for (const name of names) writeProject(app.folder, `${name}.json`, text);
  for (const name of names) mkdirSync(join(app.folder, name));
  await openApp(page, app);
  await page.keyboard.press('Control+o');
  const dialog = page.getByRole('dialog', { name: 'Open a project' });
  await expect(dialog.getByRole('option')).not.toHaveCount(0);
  await expectUnharmed(page, 'all in the file dialog');
  await dialog.getByRole('option').last().scrollIntoViewIfNeeded();
  await expectUnharmed(page, 'the last in the file dialog');
  await page.keyboard.press('Escape');
  for (const name of names.filter((_, i) => i % 25 === 0)) {
    await page.keyboard.press('Control+o');
    await dialog.getByRole('textbox', { name: 'Name or path' }).fill(join(app.folder, `${name}.json`));
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect.poll(async () => plain(await page.title())).toBe(plain(`${name} • Signalbox`));
    await expectUnharmed(page, `the project ${JSON.stringify(name)}`);
  }
  await page.getByRole('button', { name: /^Project/ }).click();
  await expect(page.getByRole('menu').first()).toBeVisible();
  await expectUnharmed(page, 'the projects opened last');
});

test('class names and file names of a data folder, to the table of mistakes', async ({ page, app }) => {
  const data = join(app.folder, payloads[0].replaceAll('/', '_'));
  await writeNamedPictures(data);
  await openApp(page, app);
  await openProjectFile(page, writeProject(app.folder, 'named.json', tinyProject(names.length, 1)));
  await page.keyboard.press('Control+2');
  await page.getByRole('radio', { name: 'Folder' }).check({ force: true });
  await page.getByRole('textbox', { name: 'Folder of images' }).fill(data);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { name: /^All classes/ })).toBeVisible();
  await expectUnharmed(page, 'the classes of the data');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(runFacts(page)).toContainText('Finished');
  await expectUnharmed(page, 'the matrix of the run');
  await page.keyboard.press('Control+3');
  await expect(galleryStatus(page)).toHaveText(/mistakes shown$/);
  await expectUnharmed(page, 'the gallery');
  for (const i of [0, 3, 6]) {
    await tiles(page).nth(i).click();
    await expect(page.getByRole('complementary', { name: 'Mistake' })).toBeVisible();
    await expectUnharmed(page, `mistake ${i}`);
  }
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('button', { name: /True class/ }).click();
  await expect(page.getByRole('listbox')).toBeVisible();
  await expectUnharmed(page, 'classes to filter by');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').fill('list of mistakes');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Export the list of mistakes' });
  await dialog.getByRole('textbox', { name: 'Name of the new folder' }).fill('table');
  await dialog.getByRole('button', { name: /^Export \d+/ }).click();
  await expect(dialog.getByText(/^mistakes\.csv and/)).toBeVisible();
  await expectUnharmed(page, 'the export');
  expectPlain(readFileSync(join(app.folder, 'table', 'mistakes.csv'), 'utf8'));
});

test('names of runs, their faults and their comparison', async ({ page, app }) => {
  await openApp(page, app);
  await openProjectFile(page, writeProject(app.folder, 'tiny.json', tinyProject(43, 1)));
  await page.keyboard.press('Control+2');
  await page.getByRole('textbox', { name: /^Limit/ }).fill('86');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(runFacts(page)).toContainText('Finished');
  copyRuns(join(app.folder, 'runs'), payloads);
  await page.reload();
  await expect(page.locator('[data-module]').first()).toBeVisible();
  await page.keyboard.press('Control+2');
  const history = page.getByRole('grid', { name: 'Runs, newest first' });
  await expect(history.getByRole('row').nth(8)).toBeAttached();
  for (let i = 0; i < 5; i++) {
    const row = history.getByRole('row').nth(1 + i);
    await row.getByText('Failed').click();
    await expect(runFacts(page)).toContainText('Failed');
    await row.locator('label').click();
    await expectUnharmed(page, `run ${i}`);
  }
  await expect(page.getByRole('region', { name: 'Comparison' })).toBeVisible();
  await expectUnharmed(page, 'the comparison');
  await page.getByRole('button', { name: 'Rename the run' }).click();
  await page.getByRole('textbox', { name: 'Name of the run' }).fill(payloads[1]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: payloads[1], exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByRole('dialog', { name: /^Export / })).toBeVisible();
  await expectUnharmed(page, 'a run to export');
});

/** A folder for every name, with pictures that bear it. */
async function writeNamedPictures(data: string): Promise<void> {
  const pictures = await Promise.all(
    Array.from({ length: 16 }, (_, i) => {
      const background = { r: (i * 61) % 256, g: (i * 23) % 256, b: (i * 7) % 256 };
      return sharp({ create: { width: 13, height: 13, channels: 3, background } })
        .png()
        .toBuffer();
    }),
  );
  for (const [c, name] of names.entries()) {
    mkdirSync(join(data, name), { recursive: true });
    for (let i = 0; i < 3; i++)
      writeFileSync(join(data, name, `${i} ${name}.png`), pictures[(3 * c + i) % pictures.length]);
  }
}

/** A title without what browsers leave out of one: control characters, and spaces beside others. */
function plain(title: string): string {
  return title.replace(/[\p{Cc}\s]+/gu, '');
}

/** Expects that no cell of a table is what a spreadsheet would run. */
function expectPlain(table: string): void {
  const cells = [...table.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/gm)];
  expect(cells.length).toBeGreaterThan(names.length);
  const texts = cells.map(([, quoted, plain]) => quoted ?? plain);
  expect(texts.filter((text) => /^[=+\-@\t\r]/.test(text))).toEqual([]);
}
