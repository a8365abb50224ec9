import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The built command. */
export const cli = join(root, 'out', 'main', 'cli.js');

/** A `signalbox serve` of its own, with a folder for projects and runs and a home for journals and preferences. */
export interface ServedApp {
  /** With the token: a page opened there is let in. */
  readonly address: string;
  readonly folder: string;
  readonly home: string;
  /** Of the server's process. */
  readonly pid: number;
  /** Ends the server at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same port and folders; the new address. */
  restart(): Promise<string>;
  /** Ends the server and removes its folders. */
  close(): Promise<void>;
}

/**
 * Starts the built command on a free port and waits for its address. `tourSeen`: for a person who knows the app.
 * `environment`: in which it differs from this process.
 */
export async function serveApp({
  tourSeen = false,
  environment = {},
}: {
  tourSeen?: boolean;
  environment?: NodeJS.ProcessEnv;
} = {}): Promise<ServedApp> {
  const base = mkdtempSync(join(tmpdir(), 'signalbox-e2e-'));
  const folder = mkdtempSync(join(base, 'project-'));
  const home = mkdtempSync(join(base, 'home-'));
  if (tourSeen) writeFileSync(join(home, 'preferences.json'), JSON.stringify({ tourSeen }));
  let running = await startServer(folder, home, 0, environment);
  const app = {
    address: running.address,
    folder,
    home,
    get pid() {
      return running.child.pid ?? 0;
    },
    kill: async () => {
      running.child.kill('SIGKILL');
      await running.gone;
    },
    restart: async () => {
      running = await startServer(folder, home, Number(new URL(app.address).port), environment);
      app.address = running.address;
      return running.address;
    },
    close: async () => {
      running.child.kill('SIGKILL');
      await running.gone;
      rmSync(base, { recursive: true, force: true });
    },
  };
  return app;
}

interface Running {
  readonly child: ChildProcess;
  readonly address: string;
  readonly gone: Promise<unknown>;
}

async function startServer(
  folder: string,
  home: string,
  port: number,
  environment: NodeJS.ProcessEnv,
): Promise<Running> {
  const args = [cli, 'serve', folder, '--port', String(port), '--no-open', '--json'];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: {
      ...process.env,
      ...environment,
      SIGNALBOX_HOME: home,
      SIGNALBOX_CACHE: join(tmpdir(), 'signalbox-test-cache'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString();
      const found = /"(http:\/\/[^"]+)"/.exec(text);
      if (found) resolve(found[1]);
    });
    child.once('exit', (code) =>
      reject(new Error(`signalbox serve ended with code ${code} before it listened`)),
    );
  });
  return { child, address, gone };
}
