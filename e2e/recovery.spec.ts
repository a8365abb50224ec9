import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, openApp, test } from './support/app.ts';
import { moduleNode, parameter, wire } from './support/canvas.ts';
import { openProjectFile, tinyProject, writeProject } from './support/projects.ts';
import { cli, type ServedApp } from './support/server.ts';

test('edits are there again when the server was killed, in a new page', async ({ context, page, app }) => {
  await openTiny(page, app);
  await setFilters(page, '11');
  await expectKept(app, /nOutputPlane\\": 11/);
  await app.kill();
  await page.close();

  await app.restart();
  const again = await context.newPage();
  await openApp(again, app);
  await expect(wire(again, 'conv', 'bn', '11×12×12')).toBeAttached();
  await expect(again).toHaveTitle('*tiny • Signalbox');
  await expect(
    again.getByRole('status').getByText(/^The unsaved changes of tiny from .+ are back\.$/),
  ).toBeVisible();
});

test('a page that stayed open keeps its edits and comes back with the new address', async ({ page, app }) => {
  await openTiny(page, app);
  await setFilters(page, '11');
  await app.kill();
  const banner = page.getByRole('alert').filter({ hasText: /^(The connection to|This page has no key)/ });
  await expect(banner).toContainText('The connection to Signalbox is lost. Your edits are kept on this page');
  await setFilters(page, '13');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('alert').filter({ hasText: 'tiny was not saved' })).toBeVisible();

  const address = await app.restart();
  await expect(banner).toContainText('Open the address that the command printed');
  await page.goto(address);
  await expect(banner).toHaveCount(0);
  await expect(wire(page, 'conv', 'bn', '13×12×12')).toBeAttached();
  await page.keyboard.press('Control+s');
  await expect(page).toHaveTitle('tiny • Signalbox');
  expect(readFileSync(join(app.folder, 'tiny.json'), 'utf8')).toContain('"nOutputPlane": 13');
});

test('a file that someone else changed meanwhile is written over or left, as the person says', async ({
  page,
  app,
}) => {
  const path = await openTiny(page, app);
  await setFilters(page, '11');
  const theirs = JSON.stringify(tinyProject(43, 7));
  writeFileSync(path, theirs);
  await page.keyboard.press('Control+s');
  const fault = page.getByRole('alert').filter({ hasText: 'tiny.json' });
  await expect(fault).toContainText(/changed/);
  expect(readFileSync(path, 'utf8')).toBe(theirs);

  await fault.getByRole('button', { name: 'Save elsewhere' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save the project' });
  await dialog.getByRole('textbox', { name: 'Name or path' }).fill('mine.json');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveTitle('mine • Signalbox');
  expect(readFileSync(path, 'utf8')).toBe(theirs);

  const mine = join(app.folder, 'mine.json');
  await setFilters(page, '17');
  writeFileSync(mine, theirs);
  await page.keyboard.press('Control+s');
  await page.getByRole('alert').getByRole('button', { name: 'Write over it' }).click();
  await expect(page).toHaveTitle('mine • Signalbox');
  expect(readFileSync(mine, 'utf8')).toContain('"nOutputPlane": 17');
});

test('a port in use is told of in a sentence', async ({ app }) => {
  const { port } = new URL(app.address);
  const { status, stderr } = spawnSync(
    process.execPath,
    [cli, 'serve', app.folder, '--port', port, '--no-open'],
    {
      encoding: 'utf8',
    },
  );
  expect(stderr).toBe(
    `signalbox serve: port ${port} is in use by another program; expected a free one, or no --port\n`,
  );
  expect(status).toBe(1);
});

/** Waits until an edit is kept: at most a second later, were the machine idle. */
async function expectKept({ home }: ServedApp, edit: RegExp): Promise<void> {
  const holds = () =>
    readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .some(({ parentPath, name }) => edit.test(readFileSync(join(parentPath, name), 'utf8')));
  await expect.poll(holds, { message: 'a journal of the edit', timeout: 5000 }).toBe(true);
}

async function openTiny(page: Page, app: ServedApp): Promise<string> {
  await openApp(page, app);
  const path = writeProject(app.folder, 'tiny.json', tinyProject());
  await openProjectFile(page, path);
  return path;
}

/** An edit that shows on a wire. */
async function setFilters(page: Page, count: string): Promise<void> {
  await moduleNode(page, 'conv').click();
  await parameter(page, 'nOutputPlane').fill(count);
  await expect(wire(page, 'conv', 'bn', `${count}×12×12`)).toBeAttached();
}
