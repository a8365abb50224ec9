import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeDocument } from '../../shared/documentFile.ts';
import { emptyDocument } from '../store/documentStore.ts';

const text = (epochs: number) =>
  writeDocument({ ...emptyDocument, training: { ...emptyDocument.training, epochs } });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', () => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page that was just loaded: its modules know nothing yet. */
async function newPage() {
  vi.resetModules();
  const [{ startProject }, { useProject }, { edit, isDirty, useDocument }, { useView }, { provideFakeHost }] =
    await Promise.all([
      import('./startProject.ts'),
      import('./projectStore.ts'),
      import('../store/documentStore.ts'),
      import('../store/viewStore.ts'),
      import('./testing/fakeHost.ts'),
    ]);
  const host = provideFakeHost();
  host.templates.push({ name: 'vgg-small', title: 'VGG', summary: '', text: text(5) });
  const leave = (id: string, content: string, path: string | null = null) =>
    host.journals.set(id, { id, name: id, path, text: content, savedHash: null, written: 4711 });
  return {
    startProject,
    useProject,
    useView,
    host,
    leave,
    open: () => {
      const { name, path, document } = useDocument.getState();
      return { name, path, epochs: document.training.epochs, isEdited: isDirty(useDocument.getState()) };
    },
    setEpochs: (epochs: number) =>
      edit('Train', (draft) => {
        draft.training.epochs = epochs;
      }),
    journals: () => [...host.journals.values()].map((journal) => [journal.name, journal.text]),
  };
}

test('a first start shows the first template, and keeps its edits from then on', async () => {
  const page = await newPage();
  await page.startProject();
  expect(page.open()).toEqual({ name: 'vgg-small', path: null, epochs: 5, isEdited: false });
  page.setEpochs(6);
  await vi.advanceTimersByTimeAsync(1000);
  expect(page.journals()).toEqual([['vgg-small', text(6)]]);
  page.setEpochs(7);
  await vi.advanceTimersByTimeAsync(1000);
  expect(page.journals()).toEqual([['vgg-small', text(7)]]);
});

test('a later start shows what was open last, if it is still there', async () => {
  const page = await newPage();
  page.host.recent.push('/p/gone.json', '/p/broken.json', '/p/nine.json');
  page.host.files.set('/p/broken.json', '{').set('/p/nine.json', text(9));
  await page.startProject();
  expect(page.open()).toMatchObject({ name: 'vgg-small' });
  const next = await newPage();
  next.host.recent.push('/p/nine.json');
  next.host.files.set('/p/nine.json', text(9));
  await next.startProject();
  expect(next.open()).toEqual({ name: 'nine', path: '/p/nine.json', epochs: 9, isEdited: false });
});

test('edits that were left are back, the others at hand, and become this page’s own', async () => {
  const page = await newPage();
  page.leave('newest', text(31), '/p/three.json');
  page.leave('damaged', '{ "nodes": 3');
  page.leave('older', text(22));
  await page.startProject();
  expect(page.open()).toEqual({ name: 'newest', path: '/p/three.json', epochs: 31, isEdited: true });
  expect(page.useProject.getState().kept.map(({ state }) => state.name)).toEqual(['older']);
  expect(page.useView.getState().notice?.text).toMatch(
    /^The unsaved changes of newest from .* are back\. Others/,
  );
  await vi.advanceTimersByTimeAsync(1000);
  const ids = [...page.host.journals.keys()];
  expect([ids.includes('newest'), ids.includes('older'), ids.includes('damaged')]).toEqual([
    false,
    false,
    true,
  ]);
  expect(ids).toHaveLength(3);
  const lastWrite = page.host.calls.findLastIndex((call) => call.startsWith('writeJournal'));
  const firstDrop = page.host.calls.findIndex((call) => call.startsWith('dropJournal'));
  expect(firstDrop).toBeGreaterThan(lastWrite);
});

test('edits that are back can be discarded: the file shows as it was saved, and their journal goes', async () => {
  const page = await newPage();
  page.host.files.set('/p/three.json', text(3));
  page.leave('three', text(31), '/p/three.json');
  await page.startProject();
  page.useView.getState().notice?.action?.run();
  await vi.advanceTimersByTimeAsync(1000);
  expect(page.open()).toEqual({ name: 'three', path: '/p/three.json', epochs: 3, isEdited: false });
  expect(page.journals()).toEqual([]);
});

test('a host that was started again is given the edits anew', async () => {
  const page = await newPage();
  await page.startProject();
  page.setEpochs(6);
  await vi.advanceTimersByTimeAsync(1000);
  page.host.connection.setState({ state: 'lost', sentence: 'gone' });
  page.host.journals.clear();
  page.setEpochs(7);
  await vi.advanceTimersByTimeAsync(1000);
  expect(page.journals()).toEqual([]);
  page.host.connection.setState({ state: 'connected', sentence: null });
  await vi.advanceTimersByTimeAsync(1000);
  expect(page.journals()).toEqual([['vgg-small', text(7)]]);
  expect(page.useProject.getState().journalFault).toBeNull();
});

test('a disk that takes no journal is told of until it does', async () => {
  const page = await newPage();
  await page.startProject();
  page.host.isFull = true;
  page.setEpochs(6);
  await vi.advanceTimersByTimeAsync(1000);
  expect(page.useProject.getState().journalFault).toBe('the disk is full');
  page.host.isFull = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(page.useProject.getState().journalFault).toBeNull();
  expect(page.journals()).toEqual([['vgg-small', text(6)]]);
});

test('a page that cannot be heard yet starts when it can, and keeps what was done meanwhile', async () => {
  const page = await newPage();
  page.host.connection.setState({ state: 'lost', sentence: 'no key' });
  await page.startProject();
  expect(page.useProject.getState()).toMatchObject({ isStarted: false, fault: null });
  page.setEpochs(2);
  page.host.connection.setState({ state: 'connected', sentence: null });
  await vi.advanceTimersByTimeAsync(1000);
  expect(page.open()).toMatchObject({ name: 'vgg-small', isEdited: false });
  expect(page.useProject.getState().kept.map(({ state }) => state.document.training.epochs)).toEqual([2]);
  expect(page.journals()).toEqual([['Untitled', text(2)]]);
});
