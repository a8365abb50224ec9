import type { Locator, Page } from '@playwright/test';
import { expect, openApp, test } from './support/app.ts';
import { canvas, moduleNode, parameter } from './support/canvas.ts';
import { payloads } from './support/payloads.ts';
import { chain, openProjectFile, tinyProject, writeProject } from './support/projects.ts';
import { expectUnharmed, watchForHarm } from './support/unharmed.ts';

const VERY_LONG = 'long '.repeat(20_000);

test.beforeEach(({ page }) => watchForHarm(page));

test('the corpus is as large as it is said to be', () => {
  expect(new Set(payloads).size).toBeGreaterThanOrEqual(200);
});

test('labels, types, ports, parameters and training settings of a project', async ({ page, app }) => {
  const project = tinyProject();
  const ids = payloads.map((_, i) => `n${i}`);
  const unknown = payloads.filter((text) => text !== '' && text !== '__proto__');
  project.nodes = [
    ...payloads.map((text, i) => ({
      id: ids[i],
      type: i === 0 ? 'Input' : 'ReLU',
      params: {},
      label: text.slice(0, 200),
    })),
    ...unknown.map((text, i) => ({
      id: `u${i}`,
      type: text.slice(0, 100),
      params: {
        [text.slice(0, 64)]: text,
        list: [text, { [text]: [text] }],
        long: i === 0 ? VERY_LONG : null,
      },
    })),
  ];
  project.wires = [
    ...chain(ids),
    ...unknown.map((text, i) => ({
      from: { node: ids[i], port: text.slice(0, 64) },
      to: { node: `u${i}`, port: text.slice(0, 64) },
    })),
    ...payloads.map((text) => ({ from: { node: text, port: 'output' }, to: { node: text, port: 'input' } })),
    { from: { node: VERY_LONG, port: 'output' }, to: { node: 'n1', port: 'input' } },
  ];
  const [type] = payloads;
  project.training = {
    criterion: { type: type.slice(0, 100), params: { [type]: type } },
    optimiser: { type: type.slice(0, 100), params: {} },
    schedule: { type: type.slice(0, 100), params: {} },
    augmentation: VERY_LONG,
    epochs: 1,
    batchSize: 32,
  };
  await openApp(page, app);
  const path = writeProject(app.folder, 'hostile.json', project);
  await openProjectFile(page, path);
  await expectUnharmed(page, 'opened');
  await page.keyboard.press('1');
  await expectUnharmed(page, 'all of it shown');
  await page.keyboard.press('0');
  await canvas(page).focus();
  for (const id of ['n0', 'n46', 'n150', 'u0', 'u1', 'u130']) {
    await page.keyboard.press('Control+k');
    const search = page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox');
    await search.fill(id);
    await page
      .getByRole('option', { name: new RegExp(`\\b${id}\\b`) })
      .first()
      .click();
    await expect(moduleNode(page, id)).toBeVisible();
    await page.keyboard.press('Enter');
    await expectUnharmed(page, `inspector of ${id}`);
  }
  await page.getByRole('button', { name: /problems$/ }).click();
  await expect(page.getByRole('list', { name: 'Problems' })).toBeVisible();
  await page.keyboard.press('F8');
  await expectUnharmed(page, 'list of problems');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Training did not start' })).toBeVisible();
  await page.keyboard.press('Control+2');
  await expectUnharmed(page, 'training settings');
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+s');
  await expect(page).toHaveTitle('hostile • Signalbox');
});

test('search fields', async ({ page, app }) => {
  await openApp(page, app);
  await typeEach(page.getByPlaceholder('Search modules'));
  await expectUnharmed(page, 'search of modules');
  await canvas(page).focus();
  await page.keyboard.press('Tab');
  await typeEach(page.getByRole('dialog').getByRole('combobox'));
  await expectUnharmed(page, 'search at the pointer');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await typeEach(page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox'));
  await expectUnharmed(page, 'search of commands');
});

test('fields that keep what is typed, and the sentences that refuse it', async ({ page, app }) => {
  await openApp(page, app);
  await openProjectFile(page, writeProject(app.folder, 'tiny.json', tinyProject()));
  await test.step('labels and parameters', async () => {
    await moduleNode(page, 'conv').click();
    const label = page.getByRole('textbox', { name: 'Label', exact: true });
    for (const text of some(25)) await type(page, label, text);
    await expectUnharmed(page, 'a label');
    for (const text of some(25)) await type(page, parameter(page, 'nOutputPlane'), text);
    await expectUnharmed(page, 'a parameter that is no number');
    await type(page, parameter(page, 'nOutputPlane'), '8');
  });
  await test.step('a path of a project', async () => {
    await page.keyboard.press('Control+o');
    const dialog = page.getByRole('dialog', { name: 'Open a project' });
    await expect(dialog.getByRole('option')).toHaveCount(1);
    for (const text of some(25)) {
      const name = `${text.replaceAll('/', '_')}.json`;
      await type(page, dialog.getByRole('textbox', { name: 'Name or path' }), `${app.folder}/${name}`);
      await expect(dialog.getByRole('alert')).toBeVisible();
    }
    await expectUnharmed(page, 'no such project');
    await page.keyboard.press('Escape');
  });
  await test.step('a folder of images, and why the run does not start', async () => {
    await page.keyboard.press('Control+2');
    await page.getByRole('radio', { name: 'Folder' }).check({ force: true });
    const field = page.getByRole('textbox', { name: 'Folder of images' });
    for (const text of some(25)) await type(page, field, text);
    await type(page, field, `${app.folder}/${payloads[0]}`);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    const said = page.getByRole('main', { name: 'Run' }).getByRole('alert');
    await expect(said).toContainText(payloads[0].slice(0, 12));
    await expectUnharmed(page, 'no such folder of images');
  });
});

/** Payloads from all parts of the corpus, as a field takes them. */
function some(count: number): string[] {
  return Array.from({ length: count }, (_, i) => payloads[Math.floor((i * payloads.length) / count)])
    .map((text) => text.replaceAll('\0', ''))
    .filter((text) => text.trim() !== '');
}

/** Puts every payload into a field that answers at once, faster than a keyboard could. */
async function typeEach(field: Locator): Promise<void> {
  await field.evaluate(async (input: HTMLInputElement, texts) => {
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {};
    for (const text of texts) {
      set?.call(input, text);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve));
    }
  }, payloads);
}

async function type(page: Page, field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await page.keyboard.press('Enter');
}
