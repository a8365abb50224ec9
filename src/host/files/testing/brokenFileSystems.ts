import { posix } from 'node:path';
import type { FileSystem } from '../fileSystem.ts';

/** A file system that does something a durable store must not rely on; `inner` does the rest. */
export type Breakage = (inner: FileSystem) => FileSystem;

/** The bugs of other stores, planted under ours: the fault tests must catch each one. */
export const breakages = {
  'files are not synced': (inner) => ({ ...inner, sync: () => {} }),
  'folders are not synced': (inner) => ({ ...inner, syncFolder: () => {} }),
  'a new folder is not synced into the one above it': (inner) => {
    const made = new Set<string>();
    return {
      ...inner,
      makeFolder: (path, options) => {
        made.add(posix.dirname(path));
        inner.makeFolder(path, options);
      },
      syncFolder: (path) => (made.delete(path) ? undefined : inner.syncFolder(path)),
    };
  },
  'the log is not synced': (inner) => {
    const logs = new Set<number>();
    return {
      ...inner,
      open: (path, mode) => {
        const descriptor = inner.open(path, mode);
        if (mode === 'append') logs.add(descriptor);
        return descriptor;
      },
      sync: (descriptor) => (logs.has(descriptor) ? undefined : inner.sync(descriptor)),
    };
  },
  'a file is renamed before it is synced': (inner) => {
    let late: number[] = [];
    return {
      ...inner,
      sync: (descriptor) => void late.push(descriptor),
      close: (descriptor) => (late.includes(descriptor) ? undefined : inner.close(descriptor)),
      rename: (from, to) => {
        inner.rename(from, to);
        for (const descriptor of late) {
          inner.sync(descriptor);
          inner.close(descriptor);
        }
        late = [];
      },
    };
  },
  'a file is written in place': (inner) => ({
    ...inner,
    rename: (from, to) => {
      const content = inner.read(from);
      inner.remove(to);
      const descriptor = inner.open(to, 'exclusive');
      inner.write(descriptor, content);
      inner.sync(descriptor);
      inner.close(descriptor);
      inner.remove(from);
    },
  }),
  'a file loses its second half': (inner) => ({
    ...inner,
    write: (descriptor, data) => inner.write(descriptor, data.subarray(0, Math.ceil(data.length / 2))),
  }),
  'a line of the log comes after the checkpoint': (inner) => {
    let late: { path: string; data: Uint8Array } | null = null;
    return {
      ...inner,
      open: (path, mode) => {
        if (mode !== 'append') return inner.open(path, mode);
        late = { path, data: new Uint8Array(0) };
        return -1;
      },
      write: (descriptor, data) => {
        if (descriptor === -1 && late) late = { ...late, data };
        else inner.write(descriptor, data);
      },
      sync: (descriptor) => (descriptor === -1 ? undefined : inner.sync(descriptor)),
      close: (descriptor) => (descriptor === -1 ? undefined : inner.close(descriptor)),
      syncFolder: (path) => {
        inner.syncFolder(path);
        if (!late) return;
        const descriptor = inner.open(late.path, 'append');
        inner.write(descriptor, late.data);
        inner.sync(descriptor);
        inner.close(descriptor);
        late = null;
      },
    };
  },
} satisfies Record<string, Breakage>;

/** A file system that tells of each name a file is about to take. */
export function beforeRename(inner: FileSystem, tell: (to: string) => void): FileSystem {
  return {
    ...inner,
    rename: (from, to) => {
      tell(to);
      inner.rename(from, to);
    },
  };
}
