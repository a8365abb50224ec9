import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, openApp, test } from './support/app.ts';
import { dragModule, dragWire, moduleNode, parameter, wire } from './support/canvas.ts';
import { clickCell, galleryStatus, mostConfused, tiles } from './support/mistakes.ts';
import { scoresOfFile } from './support/onnx.ts';
import { runFacts, watchCurve } from './support/training.ts';

const modules = ['Input', 'SpatialConvolution', 'ReLU', 'SpatialMaxPooling', 'Linear', 'LogSoftMax'];
const ids = ['input', 'conv1', 'relu1', 'pool1', 'fc1', 'logsoftmax'];

test('a network is built, mended, trained, looked into and exported with the mouse', async ({
  page,
  app,
}) => {
  await openApp(page, app);
  await page.getByRole('button', { name: /^Project/ }).click();
  await page.getByRole('menuitem', { name: 'New project' }).click();
  await expect(page.getByRole('heading', { name: 'An empty canvas' })).toBeVisible();

  await test.step('modules dragged from the palette', async () => {
    for (const [i, type] of modules.entries()) {
      await dragModule(page, type, { x: 300, y: 60 + 105 * i });
      await expect(moduleNode(page, ids[i])).toBeVisible();
    }
  });

  await test.step('wires and parameters', async () => {
    for (const [i, id] of ids.slice(1).entries()) await dragWire(page, `${ids[i]}.output`, `${id}.input`);
    await moduleNode(page, 'input').click();
    await parameter(page, 'size').fill('3, 24, 24');
    await moduleNode(page, 'conv1').click();
    await parameter(page, 'nOutputPlane').fill('16');
    await moduleNode(page, 'fc1').click();
    await parameter(page, 'outputSize').fill('43');
    await expect(wire(page, 'conv1', 'relu1', '16×22×22')).toBeAttached();
  });

  await test.step('the fault says itself at the module and in the list, and is mended', async () => {
    const sentence = /^fc1 \(Linear\): input must be .+ found 16x11x11 per image/;
    const badge = moduleNode(page, 'fc1').getByRole('button', { name: /fault/ });
    await expect(badge).toBeVisible();
    await badge.click();
    const card = page.getByRole('dialog', { name: 'Faults of fc1' });
    await expect(card.getByText(sentence)).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^\d+ problems?$/ }).click();
    const problem = page
      .getByRole('list', { name: 'Problems' })
      .getByRole('listitem')
      .filter({ hasText: sentence });
    await expect(problem).toBeVisible();
    await problem.getByRole('button', { name: 'Insert View before it' }).click();
    await expect(page.getByRole('button', { name: 'No problems' })).toBeVisible();
    await expect(wire(page, 'view', 'fc1', '1936')).toBeAttached();
    await expect(wire(page, 'fc1', 'logsoftmax', '43')).toBeAttached();
  });

  const file = join(app.folder, 'by mouse.json');
  await test.step('saved through the dialog', async () => {
    await page.getByRole('radio', { name: 'Train' }).click();
    await page.getByRole('textbox', { name: 'Epochs', exact: true }).fill('3');
    await page.getByRole('textbox', { name: 'learningRate', exact: true }).fill('0.05');
    await page.getByRole('button', { name: /^Project/ }).click();
    await page.getByRole('menuitem', { name: /^Save as/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Save the project' });
    await dialog.getByRole('textbox', { name: 'Name or path' }).fill('by mouse');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page).toHaveTitle('by mouse • Signalbox');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ training: { epochs: 3 } });
  });

  await test.step('trained', async () => {
    const curve = await watchCurve(page);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await curve.expectMoved(30_000);
    await expect(runFacts(page)).toContainText('Finished');
    await expect(runFacts(page)).toContainText('3 epochs of 3');
  });

  await test.step('mistakes, filtered by a cell of the matrix', async () => {
    await page.getByRole('radio', { name: 'Mistakes' }).click();
    await expect(galleryStatus(page)).toHaveText(/^\d+ mistakes shown$/);
    const all = Number.parseInt((await galleryStatus(page).textContent()) ?? '', 10);
    const pair = await mostConfused(page);
    expect(pair.count).toBeLessThan(all);
    await clickCell(page, pair);
    await expect(galleryStatus(page)).toHaveText(`${pair.count} of ${all} mistakes shown`);
    await expect(tiles(page)).toHaveCount(pair.count);
    for (const tile of await tiles(page).all()) {
      await expect(tile).toContainText(pair.truth);
      await expect(tile).toContainText(pair.predicted);
    }
    await tiles(page).nth(1).click();
    const panel = page.getByRole('complementary', { name: 'Mistake' });
    await expect(panel.getByRole('heading', { name: `2 of ${pair.count}` })).toBeVisible();
    await expect(
      panel.getByRole('img', { name: new RegExp(`test image \\d+, ${pair.truth.slice(0, 11)}`) }),
    ).toBeVisible();
    await expect(panel.getByRole('list', { name: 'Probabilities' })).toContainText('predicted');
    await panel.getByRole('button', { name: 'Close' }).click();
    await expect(panel).toBeHidden();
  });

  await test.step('exported as ONNX, and the file is valid', async () => {
    await page.getByRole('button', { name: 'Export model…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export by mouse' });
    await dialog.getByRole('button', { name: 'Choose: File' }).click();
    const chooser = page.getByRole('dialog', { name: 'Export as ONNX' });
    await chooser.getByRole('textbox', { name: 'Name or path' }).fill('signs');
    await chooser.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    const report = dialog.getByRole('region', { name: 'Report' });
    await expect(report).toContainText(/run again in onnxruntime-web .+ on 64 images/);
    await expect(report).toContainText(/largest difference of any output from the engine’s own: \d\S*\.$/m);
    const exported = join(app.folder, 'signs.onnx');
    expect(existsSync(exported)).toBe(true);
    const scores = await scoresOfFile(exported, [3, 24, 24]);
    expect(scores.map((row) => row.length)).toEqual([43, 43, 43]);
    expect(scores.flat().every(Number.isFinite)).toBe(true);
  });

  await test.step('exported as a SavedModel, and the report says whether it was run again', async () => {
    const dialog = page.getByRole('dialog', { name: 'Export by mouse' });
    await dialog.getByText('SavedModel', { exact: true }).click();
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(join(app.folder, 'tensorflow'));
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    const report = dialog.getByRole('region', { name: 'Report' });
    await expect(report).toContainText(/run again in TensorFlow|not run again .+ TensorFlow/);
    expect(existsSync(join(app.folder, 'tensorflow', 'saved_model.pb'))).toBe(true);
  });
});
