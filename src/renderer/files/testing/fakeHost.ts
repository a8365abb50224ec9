import type { HostApi } from '../../../shared/api/contract.ts';
import type { Journal, Template } from '../../../shared/api/documents.ts';
import { ProblemError } from '../../../shared/problem.ts';
import { createConnectionStore, type HostClient, provideHost } from '../../host/hostClient.ts';

/** A host with files and journals in memory. Files hold text; a hash is `hash of` it. */
export interface FakeHost {
  readonly files: Map<string, string>;
  readonly recent: string[];
  readonly journals: Map<string, Journal>;
  readonly templates: Template[];
  readonly connection: HostClient['connection'];
  /** The calls so far, each with its path or id. */
  readonly calls: string[];
  /** Runs before a save is answered. */
  beforeSave: () => void | Promise<void>;
  /** The disk is full: journals cannot be written. */
  isFull: boolean;
}

/** Puts such a host in the page's place of one; it is connected. */
export function provideFakeHost(): FakeHost {
  const connection = createConnectionStore();
  connection.setState({ state: 'connected', sentence: null });
  const host: FakeHost = {
    files: new Map(),
    recent: [],
    journals: new Map(),
    templates: [],
    connection,
    calls: [],
    beforeSave: () => {},
    isFull: false,
  };
  const answers = answersOf(host);
  const call = new Proxy({} as HostApi, {
    get:
      (_, name: keyof typeof answers) =>
      async (argument: never): Promise<unknown> => {
        if (connection.getState().state !== 'connected') fault('connection-lost', 'nobody is there');
        const { path, id } = argument as { path?: string; id?: string };
        host.calls.push([name, path ?? id].filter((part) => part != null).join(' '));
        return answers[name](argument);
      },
  });
  provideHost({ call, connection, onEvent: () => () => {} });
  return host;
}

function answersOf(host: FakeHost) {
  const opened = (path: string) => {
    host.recent.splice(0, host.recent.length, path, ...host.recent.filter((other) => other !== path));
  };
  return {
    templates: () => host.templates,
    journals: () => [...host.journals.values()],
    recentDocuments: () =>
      host.recent.map((path) => ({ path, name: path, opened: 0, missing: !host.files.has(path) })),
    openDocument: ({ path }: { path: string }) => {
      const text = host.files.get(path) ?? fault('file-enoent', `there is no ${path}`);
      opened(path);
      return { path, text, hash: hashOf(text) };
    },
    saveDocument: async ({
      path,
      text,
      expected,
    }: {
      path: string;
      text: string;
      expected: string | null;
    }) => {
      await host.beforeSave();
      const found = host.files.get(path);
      if (found !== undefined && expected !== 'any' && expected !== hashOf(found)) {
        fault('changed-on-disk', `${path} was changed`);
      }
      host.files.set(path, text);
      opened(path);
      return { path, hash: hashOf(text) };
    },
    writeJournal: (journal: Omit<Journal, 'written'>) => {
      if (host.isFull) fault('file-enospc', 'the disk is full');
      host.journals.set(journal.id, { ...journal, written: 0 });
      return null;
    },
    dropJournal: ({ id }: { id: string }) => {
      host.journals.delete(id);
      return null;
    },
  };
}

/** The hash that the fake host gives a text. */
export function hashOf(text: string): string {
  return `hash of ${text}`;
}

function fault(code: string, message: string): never {
  throw new ProblemError({ code, message });
}
