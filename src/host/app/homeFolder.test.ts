import { expect, test } from 'vitest';
import { homeFolder } from './homeFolder.ts';

const home = '/home/anna';

test.each([
  ['linux', {}, '/home/anna/.local/share/signalbox'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/signalbox'],
  ['linux', { XDG_DATA_HOME: 'data' }, '/home/anna/.local/share/signalbox'],
  ['darwin', {}, '/home/anna/Library/Application Support/signalbox'],
  ['linux', { SIGNALBOX_HOME: '/mine', XDG_DATA_HOME: '/data' }, '/mine'],
  ['linux', { SIGNALBOX_HOME: '' }, '/home/anna/.local/share/signalbox'],
])('on %s with %j it is %s', (platform, environment, expected) => {
  expect(homeFolder({ platform, environment, home })).toBe(expected);
});

test('on Windows it lies in AppData', () => {
  const roaming = homeFolder({ platform: 'win32', environment: { APPDATA: 'R' }, home });
  expect(roaming.replaceAll('\\', '/')).toBe('R/signalbox');
  const bare = homeFolder({ platform: 'win32', environment: {}, home });
  expect(bare.replaceAll('\\', '/')).toBe('/home/anna/AppData/Roaming/signalbox');
});
