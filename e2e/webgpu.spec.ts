import { expect, openApp, test } from './support/app.ts';
import { openProjectFile, tinyProject, writeProject } from './support/projects.ts';
import { epochsDone, runFacts, watchCurve } from './support/training.ts';
import { vulkanEnvironment } from './support/vulkan.ts';

const environment = vulkanEnvironment();
// Needed: WebGPU wants a driver, on a machine without a GPU the one that `npm test` brings or says why it cannot; a
// person who runs Playwright alone, or is no root on a Debian, has none.
test.skip(environment === null, 'no Vulkan driver is named for the tests');
test.use({ environment: environment ?? {} });
// A GPU in software compiles shaders on the processor, which others may keep busy.
test.setTimeout(180_000);
const PATIENCE = 90_000;

test('a network is trained on WebGPU, and goes on on the processor', async ({ page, app }) => {
  await openApp(page, app);
  await openProjectFile(page, writeProject(app.folder, 'tiny.json', tinyProject(43, 3)));
  await page.keyboard.press('Control+2');
  await page.getByRole('textbox', { name: /^Limit/ }).fill('430');
  const device = page.getByRole('button', { name: /Device$/ });
  await expect(device).toContainText('Automatic', { timeout: PATIENCE });
  await device.click();
  await page.getByRole('option', { name: /^webgpu.*software/ }).click();
  await expect(device).toContainText('webgpu');
  const curve = await watchCurve(page);
  await page.keyboard.press('Control+Enter');
  await curve.expectMoved(PATIENCE);
  await expect(runFacts(page)).toContainText('Finished', { timeout: PATIENCE });
  await expect(runFacts(page)).toContainText(/webgpu, SwiftShader/);
  await expect.poll(() => epochsDone(page)).toBe(3);

  await device.click();
  await page.getByRole('option', { name: /^cpu/ }).click();
  await page.getByRole('button', { name: 'Train longer', exact: true }).click();
  await expect(runFacts(page)).toContainText(/cpu, \d+ thread/);
  await expect(runFacts(page)).toContainText('Finished');
  await expect(page.getByText(/will not be bit for bit those of an unbroken run/)).toBeVisible();
});
