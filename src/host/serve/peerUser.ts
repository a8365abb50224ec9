import { readFileSync } from 'node:fs';

/** The two ends of a connection on this machine, as the server sees them. */
export interface Connection {
  readonly localPort?: number | undefined;
  readonly remotePort?: number | undefined;
}

/** The kernel's lists of connections, IPv4 and IPv6. */
const LISTS = ['/proc/net/tcp', '/proc/net/tcp6'];

/**
 * Whether the other end of a connection from this machine belongs to a program of the same person. True where the
 * system does not tell and does not show other people's command lines either, which is everywhere but on Linux.
 */
export function isSamePerson(connection: Connection): boolean {
  if (process.platform !== 'linux') return true;
  return LISTS.some((list) => ownerIn(textOf(list), connection) === process.getuid?.());
}

/** The user id of a connection's other end in a list of the kernel; undefined where it is not in the list. */
export function ownerIn(list: string, { localPort, remotePort }: Connection): number | undefined {
  for (const line of list.split('\n').slice(1)) {
    const [, from, to, , , , , owner] = line.trim().split(/\s+/);
    if (portOf(from) === remotePort && portOf(to) === localPort && /^\d+$/.test(owner)) return Number(owner);
  }
  return undefined;
}

/** The port of `0100007F:1FC9`. */
function portOf(address: string | undefined): number {
  return Number.parseInt(address?.split(':')[1] ?? '', 16);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
