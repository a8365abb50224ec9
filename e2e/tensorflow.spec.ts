import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, openApp, test } from './support/app.ts';
import { openProjectFile, tinyProject, writeProject } from './support/projects.ts';
import { epochsDone, runFacts } from './support/training.ts';

const installation = process.env.SIGNALBOX_TENSORFLOW ?? '';
// Real TensorFlow comes by Python and pip, which a machine may lack: `npm test` brings it where it can, and says in a
// line where it cannot. A test that downloaded it unasked would break the promise that nothing is.
test.skip(!existsSync(join(installation, 'installation.json')), 'TensorFlow is not set up for the tests');

test('a network is trained on TensorFlow, and goes on on the processor', async ({ page, app }) => {
  await openApp(page, app);
  await openProjectFile(page, writeProject(app.folder, 'tiny.json', tinyProject(43, 3)));
  await page.keyboard.press('Control+2');
  await page.getByRole('textbox', { name: /^Limit/ }).fill('430');
  await page.getByRole('button', { name: /Device$/ }).click();
  await page.getByRole('option', { name: /^tensorflow/ }).click();
  await page.keyboard.press('Control+Enter');
  await expect(runFacts(page)).toContainText('Finished');
  await expect(runFacts(page)).toContainText(/tensorflow \d+\.\d+\.\d+, CPU/);
  await expect.poll(() => epochsDone(page)).toBe(3);
  await page.getByRole('button', { name: /Device$/ }).click();
  await page.getByRole('option', { name: /^cpu/ }).click();
  await page.getByRole('button', { name: 'Train longer', exact: true }).click();
  await expect(runFacts(page)).toContainText(/cpu, \d+ thread/);
  await expect(runFacts(page)).toContainText('Finished');
  await expect(page.getByText(/will not be bit for bit those of an unbroken run/)).toBeVisible();
});
