import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppEvent, PageConnection } from '../../../shared/api/contract.ts';
import type { AppContext } from '../context.ts';

/** What a service stands on in a test: folders of its own, and what it told all pages. */
export interface TestContext extends AppContext {
  /** The one root; beside it lies everything else. */
  readonly root: string;
  readonly told: readonly AppEvent[];
  remove(): void;
}

export function testContext(surface: AppContext['surface'] = 'serve'): TestContext {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'signalbox-root-')));
  const homeFolder = realpathSync(mkdtempSync(join(tmpdir(), 'signalbox-home-')));
  const told: AppEvent[] = [];
  return {
    root,
    told,
    roots: () => [root],
    homeFolder,
    runsFolder: join(homeFolder, 'runs'),
    surface,
    broadcast: (event) => void told.push(event),
    remove: () => {
      for (const folder of [root, homeFolder]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A page that goes away when told to, and what it heard. */
export function testPage(): PageConnection & { readonly heard: readonly AppEvent[]; leave(): void } {
  const heard: AppEvent[] = [];
  const listeners: (() => void)[] = [];
  return {
    heard,
    send: (event) => void heard.push(event),
    onClose: (listener) => void listeners.push(listener),
    leave: () => {
      for (const listener of listeners.splice(0)) listener();
    },
  };
}
