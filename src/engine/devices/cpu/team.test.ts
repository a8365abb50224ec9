import { afterEach, expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import type { Platform } from '../../platform.ts';
import { fixedTiles, listBytes, writeCommands } from './command.ts';
import { SCALE } from './kernels/kernelIds.ts';
import { createSharedMemory } from './memory.ts';
import { startTeam, type Team } from './team.ts';
import type { ThreadMessage } from './thread.ts';

const platform = createBuiltPlatform();
const teams: Team[] = [];
afterEach(() => {
  for (const team of teams.splice(0)) team.dispose();
});

/** (module (import "env" "memory" (memory 1 65535 shared)) (func (export "run") (param i32 i32 i32 i32) (result i32) unreachable)) */
const trapping = new WebAssembly.Module(
  Uint8Array.from([
    ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 9, 1, 96, 4, 127, 127, 127, 127, 1, 127],
    ...[2, 18, 1, 3, 101, 110, 118, 6, 109, 101, 109, 111, 114, 121, 2, 3, 1, 255, 255, 3],
    ...[3, 2, 1, 0, 7, 7, 1, 3, 114, 117, 110, 0, 0, 10, 5, 1, 3, 0, 0, 11],
  ]),
);

/** A team over its own memory, and a list of `count` commands that do next to nothing. */
async function start(threads: number, host: Platform = platform, kernel = SCALE, count = 40) {
  const shared = createSharedMemory();
  const module = await WebAssembly.compile(await platform.kernels('simd-8'));
  const team = await startTeam(host, shared, module, threads);
  teams.push(team);
  const commands = shared.allocate(listBytes(count), 'commands');
  const numbers = shared.allocate(64 * 1024, 'numbers');
  const command = { kernel, tiles: fixedTiles(7), arguments: [numbers, numbers, 0] };
  writeCommands(new Int32Array(shared.memory.buffer), commands / 4, Array(count).fill(command));
  return { team, commands, count };
}

test('all threads pass thousands of barriers', async () => {
  const { team, commands, count } = await start(3);
  for (let run = 0; run < 60; run++) team.run(commands, count);
  expect(team.threads).toBe(3);
});

test('a thread whose kernel traps fails the run in a sentence and every run after it', async () => {
  const broken: Platform = {
    ...platform,
    startThread: (message) => platform.startThread({ ...(message as ThreadMessage), module: trapping }),
  };
  const { team, commands, count } = await start(2, broken);
  expect(() => team.run(commands, count)).toThrow('a thread of the CPU device failed');
  expect(() => team.run(commands, count)).toThrow('what it worked on is lost');
});

test('a trap in the caller fails the run as well', async () => {
  const { team, commands, count } = await start(1, platform, 4711);
  expect(() => team.run(commands, count)).toThrow('a kernel of the CPU device failed: unreachable');
  expect(() => team.run(commands, count)).toThrow('a thread of the CPU device failed');
});

test('a thread that ends by itself is named by the next run', async () => {
  let report: (reason: string) => void = () => {};
  const leaving: Platform = {
    ...platform,
    startThread: (message) => ({
      ...platform.startThread(message),
      onFailure: (listener) => {
        report = listener;
      },
    }),
  };
  const { team, commands, count } = await start(2, leaving);
  team.run(commands, count);
  report('it ended with code 5');
  expect(() => team.run(commands, count)).toThrow('a thread of the CPU device failed: it ended with code 5');
});

test('a thread that cannot start rejects the team with the reason', async () => {
  const missing: Platform = {
    ...platform,
    startThread: (message) => ({
      ...platform.startThread(message),
      ready: Promise.reject(new Error('no more threads')),
    }),
  };
  await expect(start(2, missing)).rejects.toThrow('no more threads');
});
