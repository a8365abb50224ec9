import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, openApp, test } from './support/app.ts';
import { moduleNode, parameter } from './support/canvas.ts';
import { openProjectFile, tinyProject, writeProject } from './support/projects.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

test('a server that is killed takes no edit with it', async ({ page, app, context }) => {
  await openApp(page, app);
  const file = writeProject(app.folder, 'kept.json', tinyProject());
  await openProjectFile(page, file);
  await moduleNode(page, 'conv').click();
  await parameter(page, 'nOutputPlane').fill('13');
  await expect(page).toHaveTitle('*kept • Signalbox');
  // The journal is written within a second of the edit; the page says nothing of it.
  await expect
    .poll(() => spawnSync('grep', ['-rl', 'nOutputPlane', join(app.home, 'journals')]).status)
    .toBe(0);
  await app.kill();
  await expect(page.getByRole('alert').filter({ hasText: /connection to Signalbox is lost/ })).toBeVisible();
  await page.close();

  const later = await context.newPage();
  await later.goto(await app.restart());
  await moduleNode(later, 'conv').click();
  await expect(parameter(later, 'nOutputPlane')).toHaveValue('13');
  expect(readFileSync(file, 'utf8')).not.toContain('13');
  await later.keyboard.press('Control+s');
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('"nOutputPlane": 13');
});

test('the page that stays keeps its edits, and its new address brings it back', async ({ page, app }) => {
  await openApp(page, app);
  await openProjectFile(page, writeProject(app.folder, 'stays.json', tinyProject()));
  await app.kill();
  await moduleNode(page, 'conv').click();
  await parameter(page, 'nOutputPlane').fill('11');
  const banner = page.getByRole('alert').filter({ hasText: /Signalbox/ });
  await expect(banner).toBeVisible();
  const address = await app.restart();
  // The token is another one: the printed address is opened in the same tab.
  await page.goto(address);
  await expect(banner).toBeHidden();
  await expect(parameter(page, 'nOutputPlane')).toHaveValue('11');
  await page.keyboard.press('Control+s');
  await expect
    .poll(() => readFileSync(join(app.folder, 'stays.json'), 'utf8'))
    .toContain('"nOutputPlane": 11');
});

test('a file that someone else has changed is not written over unasked', async ({ page, app }) => {
  await openApp(page, app);
  const file = writeProject(app.folder, 'shared.json', tinyProject());
  await openProjectFile(page, file);
  const theirs = JSON.stringify(tinyProject(43, 77));
  writeFileSync(file, theirs);
  await moduleNode(page, 'conv').click();
  await parameter(page, 'nOutputPlane').fill('17');
  await page.keyboard.press('Control+s');
  const fault = page.getByRole('alert').filter({ hasText: 'shared.json' });
  await expect(fault).toBeVisible();
  expect(readFileSync(file, 'utf8')).toBe(theirs);
  await expect(fault.getByRole('button', { name: 'Save elsewhere' })).toBeVisible();
  await fault.getByRole('button', { name: 'Write over it' }).click();
  await expect(fault).toBeHidden();
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('"nOutputPlane": 17');
});

test('a port in use is one sentence and exit code 1', async ({ app }) => {
  const { port } = new URL(app.address);
  const command = [join(root, 'out', 'main', 'cli.js'), 'serve', '--port', port, '--no-open'];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: app.folder,
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(port);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
