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
      ['max', 'pool1'],
      ['linear', 'fc1'],
      ['logsoft', 'logsoftmax'],
    ]) {
      await page.keyboard.type(typed);
      await page.keyboard.press('Enter');
      await expect(moduleNode(page, id)).toBeVisible();
    }
  });

  await test.step('parameters', async () => {
    await tabTo(page, moduleNode(page, 'logsoftmax'));
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
    await expect(moduleNode(page, 'fc1')).toHaveAccessibleName(/, selected$/);
    await page.keyboard.press('Escape');
  });
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
