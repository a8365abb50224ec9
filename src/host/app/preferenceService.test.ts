import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { preferencesSchema } from '../../shared/api/application.ts';
import { checkedArgument } from './connectPage.ts';
import { createPreferenceService } from './preferenceService.ts';
import { type TestContext, testContext, testPage } from './testing/testContext.ts';

let context: TestContext;
beforeEach(() => {
  context = testContext();
});
afterEach(() => context.remove());

const page = testPage();
const file = () => join(context.homeFolder, 'preferences.json');
const defaults = preferencesSchema.parse({});

test('hello says who the host is, and the defaults where nothing was chosen yet', async () => {
  const service = createPreferenceService(context);
  const hello = await service.hello({}, page);
  expect(hello).toMatchObject({ surface: 'serve', roots: [context.root], runsFolder: context.runsFolder });
  expect(hello.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(hello.preferences).toEqual(defaults);
  expect(existsSync(file())).toBe(false);
});

test('a change keeps the rest, reaches every page and outlives the service', async () => {
  const service = createPreferenceService(context);
  const first = checkedArgument('setPreferences', { tourSeen: true, recentData: ['signs'] });
  await service.setPreferences(first as never, page);
  const second = checkedArgument('setPreferences', { theme: 'dark', wheel: undefined });
  const answer = await service.setPreferences(second as never, page);
  const wanted = { ...defaults, tourSeen: true, recentData: ['signs'], theme: 'dark' };
  expect(answer).toEqual(wanted);
  expect(context.told.at(-1)).toEqual({ kind: 'preferences', preferences: wanted });
  const again = await createPreferenceService(context).hello({}, page);
  expect(again.preferences).toEqual(wanted);
});

test.each([
  ['truncated', '{ "theme": "dark'],
  ['of another program', '{ "editor.fontSize": 13 }'],
  ['of a wrong kind', '{ "theme": "mauve" }'],
])('a file that is %s gives the defaults and is kept aside', async (_, text) => {
  writeFileSync(file(), text);
  const service = createPreferenceService(context);
  expect((await service.hello({}, page)).preferences).toEqual(defaults);
  await service.setPreferences({ wheel: 'scroll' }, page);
  expect(readFileSync(`${file()}.damaged`, 'utf8')).toBe(text);
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ ...defaults, wheel: 'scroll' });
});

test('the devices are those of the engine, the CPU among them', async () => {
  const devices = await createPreferenceService(context).devices({}, page);
  expect(devices.find(({ name }) => name === 'cpu')).toMatchObject({ available: true });
});
