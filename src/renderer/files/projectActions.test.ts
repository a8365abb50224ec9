import { beforeEach, expect, test } from 'vitest';
import { readDocument, writeDocument } from '../../shared/documentFile.ts';
import { ProblemError } from '../../shared/problem.ts';
import { edit, emptyDocument, isDirty, undoEdit, useDocument } from '../store/documentStore.ts';
import { useView } from '../store/viewStore.ts';
import { setChooser } from './choose.ts';
import { discardKept, goBackTo } from './keptProjects.ts';
import { newProject, openPath, openSaved, saveProject, saveProjectAs } from './projectActions.ts';
import { clearFault, useProject } from './projectStore.ts';
import { type FakeHost, hashOf, provideFakeHost } from './testing/fakeHost.ts';

const text = (epochs: number) =>
  writeDocument({ ...emptyDocument, training: { ...emptyDocument.training, epochs } });
const epochs = () => useDocument.getState().document.training.epochs;
const setEpochs = (count: number) =>
  edit(`Train ${count} epochs`, (draft) => {
    draft.training.epochs = count;
  });
const open = () => {
  const { name, path } = useDocument.getState();
  return { name, path, epochs: epochs(), isEdited: isDirty(useDocument.getState()) };
};

let host: FakeHost;
let chosen: string | null = null;
beforeEach(() => {
  host = provideFakeHost();
  host.files.set('/p/seven.json', text(7));
  host.files.set('/p/nine.json', text(9));
  chosen = null;
  setChooser({
    folder: async () => null,
    fileToOpen: async () => chosen,
    fileToSave: async () => chosen,
  });
  useDocument.setState({ saved: useDocument.getState().document });
  newProject();
  useProject.setState({ kept: [], recent: [] });
  clearFault();
});

test('a project is opened, edited and saved where it lies', async () => {
  await openPath('/p/seven.json');
  expect(open()).toEqual({ name: 'seven', path: '/p/seven.json', epochs: 7, isEdited: false });
  setEpochs(8);
  await saveProject();
  expect(open()).toMatchObject({ epochs: 8, isEdited: false });
  expect(host.files.get('/p/seven.json')).toBe(text(8));
  expect(useProject.getState().recent.map(({ path }) => path)).toEqual(['/p/seven.json']);
});

test('two saves in a row are one after the other, so that the second finds what it expects', async () => {
  await openPath('/p/seven.json');
  setEpochs(8);
  const first = saveProject();
  setEpochs(11);
  await Promise.all([first, saveProject()]);
  expect(useProject.getState().fault).toBeNull();
  expect(readDocument(host.files.get('/p/seven.json') ?? '', '').training.epochs).toBe(11);
  expect(open().isEdited).toBe(false);
});

test('what is edited while a save is under way is still to be saved', async () => {
  await openPath('/p/seven.json');
  setEpochs(8);
  host.beforeSave = () => setEpochs(10);
  await saveProject();
  expect(host.files.get('/p/seven.json')).toBe(text(8));
  expect(open()).toMatchObject({ epochs: 10, isEdited: true });
});

test('a save that ends after another project was opened is that of its own project', async () => {
  await openPath('/p/seven.json');
  setEpochs(8);
  host.beforeSave = () => openSaved('/p/nine.json').then(() => {});
  await saveProject();
  expect(open()).toEqual({ name: 'nine', path: '/p/nine.json', epochs: 9, isEdited: false });
  expect(useProject.getState().kept).toEqual([]);
});

test('a file that someone else changed is written over only when the person says so', async () => {
  await openPath('/p/seven.json');
  host.files.set('/p/seven.json', text(70));
  setEpochs(8);
  await saveProject();
  const { fault } = useProject.getState();
  expect([fault?.sentence, fault?.actions.map(({ title }) => title)]).toEqual([
    '/p/seven.json was changed',
    ['Write over it', 'Save elsewhere'],
  ]);
  expect(host.files.get('/p/seven.json')).toBe(text(70));
  fault?.actions[0].run();
  await expect.poll(() => host.files.get('/p/seven.json')).toBe(text(8));
  expect(useProject.getState().fault).toBeNull();
});

test('saving elsewhere gives the project that name; leaving the question changes nothing', async () => {
  setEpochs(3);
  await saveProject();
  expect(open()).toMatchObject({ path: null, isEdited: true });
  chosen = '/p/three.json';
  await saveProject();
  expect(open()).toEqual({ name: 'three', path: '/p/three.json', epochs: 3, isEdited: false });
  chosen = '/p/four.json';
  await saveProjectAs();
  expect(open()).toMatchObject({ name: 'four', path: '/p/four.json' });
  expect([...host.files.keys()].sort()).toEqual([
    '/p/four.json',
    '/p/nine.json',
    '/p/seven.json',
    '/p/three.json',
  ]);
});

test('a file that is no project leaves what is open as it is', async () => {
  host.files.set('/p/other.json', '{ "name": "other program" }');
  setEpochs(3);
  for (const path of ['/p/other.json', '/p/gone.json']) {
    await openPath(path);
    expect(useProject.getState().fault?.sentence).toContain(path);
    expect(open()).toMatchObject({ epochs: 3, isEdited: true });
  }
  await openPath('/p/seven.json');
  expect(useProject.getState().fault).toBeNull();
});

test('without a host nothing is lost, and the sentence says that it was not saved', async () => {
  await openPath('/p/seven.json');
  setEpochs(8);
  host.connection.setState({ state: 'lost', sentence: 'nobody is there' });
  await saveProject();
  expect(useProject.getState().fault?.sentence).toMatch(/^seven was not saved/);
  host.connection.setState({ state: 'connected', sentence: null });
  useProject.getState().fault?.actions[0].run();
  await expect.poll(() => host.files.get('/p/seven.json')).toBe(text(8));
});

test('what the host wrote without being able to say so is no change by someone else', async () => {
  await openPath('/p/seven.json');
  setEpochs(8);
  host.beforeSave = () => {
    host.files.set('/p/seven.json', text(8));
    throw new ProblemError({ code: 'connection-lost', message: 'nobody is there' });
  };
  await saveProject();
  expect(useProject.getState().fault?.sentence).toContain('seven was not saved');
  host.beforeSave = () => {};
  setEpochs(11);
  await saveProject();
  expect(useProject.getState().fault).toBeNull();
  expect(host.files.get('/p/seven.json')).toBe(text(11));
  expect(open().isEdited).toBe(false);
});

test('a change by someone else is told of, also where a save was not answered before', async () => {
  await openPath('/p/seven.json');
  setEpochs(8);
  host.beforeSave = () => {
    throw new ProblemError({ code: 'connection-lost', message: 'nobody is there' });
  };
  await saveProject();
  host.beforeSave = () => {};
  host.files.set('/p/seven.json', text(33));
  await saveProject();
  expect(useProject.getState().fault?.sentence).toBe('/p/seven.json was changed');
  expect(host.files.get('/p/seven.json')).toBe(text(33));
});

test('unsaved edits outlive another project, with their history', async () => {
  await openPath('/p/seven.json');
  setEpochs(8);
  await openPath('/p/nine.json');
  const [kept] = useProject.getState().kept;
  expect(kept.state.name).toBe('seven');
  expect(useView.getState().notice?.text).toBe('The unsaved changes of seven are kept.');
  goBackTo(kept.journal);
  expect(open()).toEqual({ name: 'seven', path: '/p/seven.json', epochs: 8, isEdited: true });
  expect([useProject.getState().journal, useProject.getState().kept]).toEqual([kept.journal, []]);
  undoEdit();
  expect(open()).toMatchObject({ epochs: 7, isEdited: false });
});

test('opening a file again shows the edits it was left with, and the file itself where that is asked for', async () => {
  await openPath('/p/seven.json');
  setEpochs(8);
  await openPath('/p/nine.json');
  await openPath('/p/seven.json');
  expect(open()).toMatchObject({ epochs: 8, isEdited: true });
  await openPath('/p/seven.json');
  expect(open()).toMatchObject({ epochs: 8, isEdited: true });
  useView.getState().notice?.action?.run();
  await expect.poll(epochs).toBe(7);
  expect(useProject.getState().kept.map(({ state }) => state.document.training.epochs)).toEqual([8]);
});

test('what is discarded can be brought back', async () => {
  await openPath('/p/seven.json');
  setEpochs(8);
  newProject();
  const [kept] = useProject.getState().kept;
  discardKept(kept.journal);
  expect(useProject.getState().kept).toEqual([]);
  useView.getState().notice?.action?.run();
  expect(open()).toMatchObject({ name: 'seven', epochs: 8, isEdited: true });
  expect(useDocument.getState().savedHash).toBe(hashOf(text(7)));
});
