import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GtsrbState } from '../../../shared/api/data.ts';
import { type FileSystem, nodeFileSystem } from '../../files/fileSystem.ts';
import { createGetGtsrb, type GetGtsrb } from '../getGtsrb.ts';
import { type GtsrbArchive, gtsrbArchives } from '../source.ts';
import { type ArchiveServer, holdAfter, serve, startArchiveServer } from './archiveServer.ts';
import { smallArchives, tableOf } from './smallArchives.ts';
import { createTestClock, type TestClock } from './testClock.ts';

export const [labelsZip, testZip, trainingZip] = gtsrbArchives.map(({ name }) => name);

/** "Get GTSRB" as one start of the program has it, and a way to wait for what it tells. */
export interface GtsrbProgram {
  readonly gtsrb: GetGtsrb;
  readonly told: readonly { readonly at: number; readonly state: GtsrbState }[];
  reached(matches: (state: GtsrbState) => boolean): Promise<GtsrbState>;
  ends(): Promise<GtsrbState>;
  names(): GtsrbState['state'][];
}

/** A server of small archives, and a home to bring them to. */
export interface GtsrbStage {
  /** Makes the server and the home anew; asked before each test. */
  open(): Promise<void>;
  /** Clears both away; asked after each test. */
  close(): Promise<void>;
  readonly homeFolder: string;
  readonly server: ArchiveServer;
  readonly archives: readonly GtsrbArchive[];
  /** Where what came lies until it is whole, and where the images go. */
  work(): string;
  folder(): string;
  start(files?: FileSystem): GtsrbProgram;
  /** Starts a download that the server holds after `bytes` of the training archive, and waits until it is there. */
  held(bytes: number, program?: GtsrbProgram): Promise<GtsrbProgram>;
}

/** A stage that stays closed until it is opened. */
export function gtsrbStage(): GtsrbStage {
  let homeFolder = '';
  let server: ArchiveServer;
  let clock: TestClock;
  let archives: readonly GtsrbArchive[];

  function start(files: FileSystem = nodeFileSystem): GtsrbProgram {
    const told: { readonly at: number; readonly state: GtsrbState }[] = [];
    let waiting: (() => void)[] = [];
    const gtsrb = createGetGtsrb({
      homeFolder,
      archives,
      clock,
      files,
      onState: (state) => {
        told.push({ at: clock.now(), state });
        for (const look of waiting) look();
      },
    });
    const reached = (matches: (state: GtsrbState) => boolean) =>
      new Promise<GtsrbState>((resolve) => {
        const look = () => {
          const state = gtsrb.state();
          if (!matches(state)) return;
          waiting = waiting.filter((other) => other !== look);
          resolve(state);
        };
        waiting.push(look);
        look();
      });
    const ends = () => reached(({ state }) => ['ready', 'failed'].includes(state));
    const names = () => [...new Set(told.map(({ state }) => state.state))];
    return { gtsrb, told, reached, ends, names };
  }

  const hasBytes = (name: string, bytes: number) => (state: GtsrbState) =>
    state.files.some((file) => file.name === name && file.bytes === bytes);

  return {
    async open() {
      homeFolder = mkdtempSync(join(tmpdir(), 'home-'));
      server = await startArchiveServer();
      clock = createTestClock();
      for (const [name, file] of smallArchives()) server.files.set(name, file);
      archives = tableOf(server.files, server.base);
    },
    async close() {
      await server.close();
      rmSync(homeFolder, { recursive: true });
    },
    get homeFolder() {
      return homeFolder;
    },
    get server() {
      return server;
    },
    get archives() {
      return archives;
    },
    work: () => join(homeFolder, 'datasets', '.gtsrb'),
    folder: () => join(homeFolder, 'datasets', 'GTSRB'),
    start,
    async held(bytes, program = start()) {
      server.answers.push(serve(server), serve(server), holdAfter(bytes, server));
      await program.gtsrb.control('start');
      await program.reached(hasBytes(trainingZip, bytes));
      return program;
    },
  };
}
