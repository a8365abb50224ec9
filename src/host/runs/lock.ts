import { createHash } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from '../../shared/problem.ts';
import { withFile } from '../files/fileProblem.ts';

/** Holds a run folder for one process. */
export interface RunLock {
  release(): Promise<void>;
}

/** A socket's name, and whether it is a file that outlives its process. */
interface SocketName {
  readonly name: string;
  readonly isFile: boolean;
}

/**
 * The socket that stands for a folder: an abstract one on Linux and a named pipe on Windows, which the system takes
 * away with the process however it ends; a socket file elsewhere.
 */
function socketName(folder: string, platform: string): SocketName {
  const real = withFile('open folder', folder, () => realpathSync(folder));
  const name = `signalbox-run-${createHash('sha256').update(real).digest('hex').slice(0, 32)}`;
  if (platform === 'linux') return { name: `\0${name}`, isFile: false };
  if (platform === 'win32') return { name: `\\\\.\\pipe\\${name}`, isFile: false };
  return { name: join(tmpdir(), `${name}.sock`), isFile: true };
}

/** Takes a run folder for writing; throws ProblemError naming the process that has it. */
export async function lockRun(folder: string, platform: string = process.platform): Promise<RunLock> {
  const socket = socketName(folder, platform);
  const { name } = socket;
  const server = (await listen(name)) ?? ((await removeStale(socket)) ? await listen(name) : null);
  if (server) return server;
  const holder = await askHolder(name);
  const who = typeof holder === 'number' ? `process ${holder}` : 'another process';
  fail('run-in-use', `the run folder ${folder} is in use by ${who}; expected it to be free`, {
    file: folder,
  });
}

/**
 * Which process has a run folder, without taking it: its number, `unknown` where it does not tell, null where the
 * folder is free or not there.
 */
export async function lockHolder(
  folder: string,
  platform: string = process.platform,
): Promise<number | 'unknown' | null> {
  let socket: SocketName;
  try {
    socket = socketName(folder, platform);
  } catch {
    return null;
  }
  const holder = await askHolder(socket.name);
  return holder === 'gone' ? null : holder === 'silent' ? 'unknown' : holder;
}

/** Tells whoever connects which process this is; null where the name is taken. */
async function listen(name: string): Promise<RunLock | null> {
  const asking = new Set<Socket>();
  const server = createServer((socket) => {
    asking.add(socket);
    socket.on('close', () => asking.delete(socket));
    // Who asks may be gone before it is answered; that is no fault of the run.
    socket.on('error', () => {});
    socket.unref();
    socket.end(`${process.pid}\n`);
  });
  server.unref();
  if (!(await isFree(server, name))) return null;
  return {
    release: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of asking) socket.destroy();
      }),
  };
}

function isFree(server: Server, name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: { code?: string }) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(name, () => resolve(true));
  });
}

/** Removes a socket file that a killed process left; false where somebody answers, or where there are no such files. */
async function removeStale({ name, isFile }: SocketName): Promise<boolean> {
  if (!isFile || (await askHolder(name)) !== 'gone') return false;
  rmSync(name, { force: true });
  return true;
}

/** The number of the process that has the lock; `silent` where it does not tell within a second, `gone` where nobody listens. */
function askHolder(name: string): Promise<number | 'silent' | 'gone'> {
  return new Promise((resolve) => {
    const socket = connect(name);
    let text = '';
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('data', (data) => {
      text += data.toString();
    });
    socket.on('error', ({ code }: { code?: string }) =>
      resolve(code === 'ECONNREFUSED' || code === 'ENOENT' ? 'gone' : 'silent'),
    );
    socket.on('close', () => resolve(/^\d+\n$/.test(text) ? Number(text) : 'silent'));
  });
}
