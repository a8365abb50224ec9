import { beforeEach, expect, test, vi } from 'vitest';
import type { RunSummary } from '../../shared/api/runs.ts';
import type { DesktopEvent } from '../../shared/desktop.ts';
import type { RunLog } from '../run/runLog.ts';
import { useRuns } from '../run/runStore.ts';
import { edit, noteSaved, useDocument } from '../store/documentStore.ts';
import { useView } from '../store/viewStore.ts';
import { followDesktop } from './followDesktop.ts';
import { newProject } from './projectActions.ts';
import { useProject } from './projectStore.ts';
import { provideFakeHost } from './testing/fakeHost.ts';
import { windowTitle } from './windowTitle.ts';

beforeEach(() => {
  newProject();
  useRuns.setState({ runs: null, logs: {} });
});

/** A window that the page is followed by from now on: what it was told, and how it tells. */
function followedWindow() {
  const describeWindow = vi.fn(async (_description: { readonly progress: number | null }) => null);
  let tell: (event: DesktopEvent) => void = () => {};
  followDesktop({
    call: { describeWindow } as never,
    onEvent: (listener) => {
      tell = listener;
    },
  });
  return { describeWindow, tell };
}

test('the frame says what is open, once each time it changes', async () => {
  const { describeWindow } = followedWindow();
  const untitled = { title: 'Untitled • Signalbox', edited: false, path: null, progress: null };
  expect(describeWindow.mock.calls).toEqual([[untitled]]);
  edit('Train longer', (draft) => {
    draft.training.epochs = 77;
  });
  useDocument.setState({ selection: new Set(['conv1']) });
  expect(describeWindow.mock.calls.slice(1)).toEqual([
    [{ ...untitled, title: '*Untitled • Signalbox', edited: true }],
  ]);
  noteSaved(useDocument.getState().document, '/p/seven.json', 'seven', 'hash');
  expect(describeWindow).toHaveBeenLastCalledWith({
    title: 'seven • Signalbox',
    edited: false,
    path: '/p/seven.json',
    progress: null,
  });
});

test('the frame shows how much of the active run is done, in hundredths', () => {
  const { describeWindow } = followedWindow();
  const run = { id: 'run-1', state: 'training' } as RunSummary;
  const at = (step: number) => {
    const progress = { epoch: 3, epochs: 4, step, steps: 1000 };
    useRuns.setState({ runs: [run], logs: { 'run-1': { progress } as RunLog } });
  };
  for (const step of [120, 121, 122, 200]) at(step);
  useRuns.setState({ runs: [{ ...run, state: 'finished' }] });
  const shown = describeWindow.mock.calls.map(([{ progress }]) => progress);
  expect(shown).toEqual([null, 0.53, 0.55, null]);
});

test('what the menu and the system ask for is done', async () => {
  const host = provideFakeHost();
  host.files.set('/p/broken.json', '{');
  const { tell } = followedWindow();
  tell({ kind: 'command', id: 'view.train' });
  expect(useView.getState().view).toBe('train');
  tell({ kind: 'open', path: '/p/broken.json' });
  await expect.poll(() => useProject.getState().fault?.sentence).toContain('/p/broken.json');
});

test('a title has a mark for unsaved edits, and an end', () => {
  expect(windowTitle('signs', true)).toBe('*signs • Signalbox');
  expect(windowTitle('a'.repeat(4000), false).length).toBeLessThan(300);
});
