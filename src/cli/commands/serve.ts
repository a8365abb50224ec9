import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail } from '../../shared/problem.ts';
import { commonOptions, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { count } from '../output.ts';

const usage = 'signalbox serve [DIR...] [--port N] [--no-open] [--runs DIR] [--json]';

const options = {
  ...commonOptions,
  port: { kind: 'integer', min: 0, max: 65535 },
  'no-open': { kind: 'flag' },
  runs: { kind: 'text' },
} as const;

/** Most folders that can be named. */
const MOST_FOLDERS = 64;

export const serve: Command = {
  name: 'serve',
  usage,
  summary: 'Opens the app in a browser; it may use the folders DIR, or the current one',
  run: async ({ args, output, onInterrupt }) => {
    const { options: given, positionals } = parseArguments(args, options, usage, {
      min: 0,
      max: MOST_FOLDERS,
    });
    const [first = '.', ...others] = positionals;
    // Only this command needs a server.
    const { serveApp } = await import('../../host/serve/serveApp.ts');
    const app = await serveApp({
      roots: [realFolder(first), ...others.map(realFolder)],
      runsFolder: given.runs === undefined ? null : resolve(given.runs),
      port: given.port ?? null,
    });
    const stopped = new Promise<void>((finish) => onInterrupt(finish));
    const { address } = app;
    output.result({ event: 'serving', address }, `Signalbox is at ${address} (Ctrl-C ends it)`);
    if (!given['no-open']) {
      const { openBrowser } = await import('../../host/serve/openBrowser.ts');
      openBrowser(app.openingAddress, (fault) => output.note(fault));
    }
    await stopped;
    const runs = app.runs();
    if (runs > 0) {
      const what = runs === 1 ? 'one run' : `${count(runs)} runs`;
      output.note(`Stopping ${what}, which can be resumed later; Ctrl-C again ends at once.`);
    }
    await app.close();
    return 0;
  },
};

/** The real path of a folder that was named; throws ProblemError where there is none. */
function realFolder(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) fail('no-folder', `there is no folder ${path}`, { file: path });
  if (!found.isDirectory()) fail('no-folder', `${path} is a file, expected a folder`, { file: path });
  return realpathSync(path);
}
