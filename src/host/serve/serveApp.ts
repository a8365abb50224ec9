import { join } from 'node:path';
import { fail } from '../../shared/problem.ts';
import { createApplication } from '../app/application.ts';
import { homeFolder } from '../app/homeFolder.ts';
import { builtFile } from '../paths.ts';
import { readPageFiles } from './pageFiles.ts';
import { type PageServer, type ServerOptions, startServer } from './server.ts';
import { createAccess } from './token.ts';

/** What `signalbox serve` is told. */
export interface ServeRequest {
  /** Real paths of the folders that pages may use; the first is the default place. */
  readonly roots: readonly [string, ...string[]];
  /** Null for `runs` in the first root. */
  readonly runsFolder: string | null;
  /** Null for the usual one, or one near it that is free. */
  readonly port: number | null;
}

/** The app, served. */
export interface ServedApp {
  /** Lets in whoever has it. */
  readonly address: string;
  /** Lets in one browser of the same person, soon. */
  readonly openingAddress: string;
  /** Runs under way. */
  readonly runs: () => number;
  /** Lets no page in any more, stops runs at a step border with their checkpoints written, then ends the lines. */
  close(): Promise<void>;
}

/** The port where none is asked for, and how many from there on are tried before the system picks one. */
export const USUAL_PORT = 8137;
const PORTS_TRIED = 20;

/** Starts the app and serves it. Throws ProblemError `port` where the port that was asked for cannot be had. */
export async function serveApp({ roots, runsFolder, port }: ServeRequest): Promise<ServedApp> {
  const page = readPageFiles(builtFile('renderer'), builtFile('kernels'));
  let underWay = 0;
  const application = createApplication({
    roots: () => roots,
    homeFolder: homeFolder(),
    runsFolder: runsFolder ?? join(roots[0], 'runs'),
    surface: 'serve',
    busy: (runs) => {
      underWay = runs;
    },
  });
  const access = createAccess();
  const connect: ServerOptions['connect'] = (line) => void application.connect(line);
  const server = await startOn(port, { page, access, connect });
  const origin = `http://127.0.0.1:${server.port}/`;
  return {
    address: `${origin}#token=${access.token}`,
    openingAddress: `${origin}#token=${access.openingCode}`,
    runs: () => underWay,
    async close() {
      server.stopListening();
      await application.close();
      await server.close();
    },
  };
}

async function startOn(asked: number | null, options: ServerOptions): Promise<PageServer> {
  const usual = Array.from({ length: PORTS_TRIED }, (_, i) => USUAL_PORT + i);
  for (const port of asked === null ? usual : [asked]) {
    try {
      return await startServer(options, port);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
      const why = code === 'EACCES' ? 'may not be used by this person' : 'is in use by another program';
      if (asked !== null) fail('port', `port ${port} ${why}; expected a free one, or no --port`);
    }
  }
  return startServer(options, 0);
}
