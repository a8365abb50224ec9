import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, openApp, test } from './support/app.ts';
import { canvas, moduleNode, parameter, wire } from './support/canvas.ts';
import { pressTimes, tabTo, typeInto } from './support/keyboard.ts';
import { galleryStatus, matrix, mostConfused, tiles } from './support/mistakes.ts';
import { scoresOfFile } from './support/onnx.ts';
import { runFacts, watchCurve } from './support/training.ts';

test('the same with the keyboard alone', async ({ page, app }) => {
  await openApp(page, app);
  await page.keyboard.press('Control+Alt+n');
  await expect(page.getByRole('heading', { name: 'An empty canvas' })).toBeVisible();

  await test.step('modules searched at the canvas, and a wire drawn by keys', async () => {
    await tabTo(page, canvas(page));
    await page.keyboard.press('Tab');
    await choose(page, 'Input', 'input');
    await page.keyboard.press('Shift+A');
    await choose(page, 'SpatialConv', 'conv1');
    await page.keyboard.press('PageUp');
    await expect(moduleNode(page, 'input')).toBeFocused();
    await page.keyboard.press('w');
    const said = page.getByRole('status', { name: 'Canvas' });
    await expect(said).toContainText('conv1 input, 1 of 1.');
    await page.keyboard.press('Enter');
    await expect(said).toHaveText('Connected input output to conv1 input.');
    await expect(wire(page, 'input', 'conv1', '3×48×48')).toBeAttached();
    await page.keyboard.press('ArrowDown');
    await expect(moduleNode(page, 'conv1')).toBeFocused();
  });

  await test.step('modules added from the palette go after the selected one, wired', async () => {
    await tabTo(page, page.getByRole('combobox', { name: 'Search modules' }), 'Shift+Tab');
    for (const [typed, id] of [
      ['relu', 'relu1'],
      ['maxpool', 'pool1'],
      ['linear', 'fc1'],
      ['logsoft', 'logsoftmax'],
    ]) {
      await page.keyboard.type(typed);
      await page.keyboard.press('Enter');
      await expect(moduleNode(page, id)).toBeVisible();
    }
  });

  await test.step('parameters', async () => {
    await tabTo(page, canvas(page));
    await page.keyboard.press('End');
    await expect(moduleNode(page, 'logsoftmax')).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await setParameter(page, 'fc1', 'outputSize', '43');
    await page.keyboard.press('Home');
    await setParameter(page, 'input', 'size', '3, 24, 24');
    await page.keyboard.press('PageDown');
    await setParameter(page, 'conv1', 'nOutputPlane', '16');
    await expect(wire(page, 'conv1', 'relu1', '16×22×22')).toBeAttached();
  });

  await test.step('the fault is gone to and mended', async () => {
    await page.keyboard.press('F8');
    const linear = moduleNode(page, 'fc1');
    await expect(linear).toBeFocused();
    await expect(linear).toHaveAccessibleName(/, selected$/);
    await tabTo(page, linear.getByRole('button', { name: /^1 fault at fc1/ }));
    await page.keyboard.press('Enter');
    const card = page.getByRole('dialog', { name: 'Faults of fc1' });
    await expect(card).toContainText(
      'fc1 (Linear): input must be vector or matrix: found 16x11x11 per image',
    );
    await tabTo(page, card.getByRole('button', { name: 'Insert View before it' }));
    await page.keyboard.press('Enter');
    await expect(card).toBeHidden();
    await expect(wire(page, 'view', 'fc1', '1936')).toBeAttached();
    await expect(page.getByRole('button', { name: 'No problems' })).toBeVisible();
  });

  await test.step('saved', async () => {
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: 'Save the project' });
    await expect(dialog.getByRole('textbox', { name: 'Name or path' })).toBeFocused();
    await page.keyboard.type('by keyboard');
    await page.keyboard.press('Enter');
    await expect(page).toHaveTitle('by keyboard • Signalbox');
    expect(existsSync(join(app.folder, 'by keyboard.json'))).toBe(true);
  });

  await test.step('trained', async () => {
    await page.keyboard.press('Control+2');
    await typeInto(page, page.getByRole('textbox', { name: 'Epochs', exact: true }), '3');
    await typeInto(page, page.getByRole('textbox', { name: 'learningRate', exact: true }), '0.05');
    const curve = await watchCurve(page);
    await page.keyboard.press('Control+Enter');
    await curve.expectMoved(30_000);
    await expect(runFacts(page)).toContainText('Finished');
    await expect(runFacts(page)).toContainText('3 epochs of 3');
  });

  await test.step('mistakes, filtered by a cell of the matrix', async () => {
    await page.keyboard.press('Control+3');
    await expect(galleryStatus(page)).toHaveText(/^\d+ mistakes shown$/);
    const all = Number.parseInt((await galleryStatus(page).textContent()) ?? '', 10);
    const pair = await mostConfused(page);
    await tabTo(page, matrix(page));
    await pressTimes(page, 'ArrowDown', pair.row);
    await pressTimes(page, 'ArrowRight', pair.column);
    const cell = matrix(page).getByRole('gridcell');
    await expect(cell).toHaveText(new RegExp(`^${pair.count} of \\d+ .+ taken for .+\\.$`));
    await page.keyboard.press('Enter');
    await expect(galleryStatus(page)).toHaveText(`${pair.count} of ${all} mistakes shown`);
    await expect(tiles(page)).toHaveCount(pair.count);
    await tabTo(page, tiles(page).first());
    await page.keyboard.press('ArrowRight');
    await expect(tiles(page).nth(1)).toBeFocused();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'Mistake' });
    await expect(panel.getByRole('heading', { name: `2 of ${pair.count}` })).toBeVisible();
    await page.keyboard.press('ArrowLeft');
    await expect(panel.getByRole('heading', { name: `1 of ${pair.count}` })).toBeVisible();
    await expect(panel.getByRole('list', { name: 'Probabilities' })).toContainText(pair.predicted);
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(tiles(page).first()).toBeFocused();
  });

  await test.step('exported as ONNX, and the file is valid', async () => {
    await page.keyboard.press('Control+e');
    const dialog = page.getByRole('dialog', { name: 'Export by keyboard' });
    await typeInto(page, dialog.getByRole('textbox', { name: 'File' }), join(app.folder, 'keys.onnx'));
    await tabTo(page, dialog.getByRole('button', { name: 'Export', exact: true }));
    await page.keyboard.press('Enter');
    const report = dialog.getByRole('region', { name: 'Report' });
    await expect(report).toContainText(/largest difference of any output from the engine’s own: \d\S*\.$/m);
    const scores = await scoresOfFile(join(app.folder, 'keys.onnx'), [3, 24, 24]);
    expect(scores.map((row) => row.length)).toEqual([43, 43, 43]);
    expect(scores.flat().every(Number.isFinite)).toBe(true);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });
});

test('a command with Enter is done while a button has the focus, and the button is not pressed', async ({
  page,
  app,
}) => {
  await openApp(page, app);
  await page.keyboard.press('Control+Alt+n');
  await expect(page.getByRole('heading', { name: 'An empty canvas' })).toBeVisible();
  const problems = page.getByRole('button', { name: /problems?$/ });
  await problems.focus();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Training did not start' })).toBeVisible();
  await expect(problems).toHaveAttribute('aria-expanded', 'false');
});

/** Chooses a module in the search at the pointer. */
async function choose(page: Page, typed: string, id: string): Promise<void> {
  await expect(page.getByRole('dialog', { name: /^Add / }).getByRole('combobox')).toBeFocused();
  await page.keyboard.type(typed);
  await page.keyboard.press('Enter');
  await expect(moduleNode(page, id)).toBeFocused();
}

/** From the canvas: the focused module's parameter, and back to the module. */
async function setParameter(page: Page, id: string, name: string, value: string): Promise<void> {
  await expect(moduleNode(page, id)).toBeFocused();
  await page.keyboard.press('Enter');
  await typeInto(page, parameter(page, name), value);
  await tabTo(page, moduleNode(page, id), 'Shift+Tab');
}
