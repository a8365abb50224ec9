import { beforeEach, describe, expect, test } from 'vitest';
import type { AppEvent, HostApi } from '../../shared/api/contract.ts';
import { ProblemError } from '../../shared/problem.ts';
import { useCanvas } from '../canvas/canvasStore.ts';
import { setLabel } from '../edits/setLabel.ts';
import { setParam } from '../edits/setParam.ts';
import { createConnectionStore, provideHost } from '../host/hostClient.ts';
import { edit, emptyDocument, showDocument, undoEdit, useDocument } from '../store/documentStore.ts';
import { useTraining } from '../training/trainingStore.ts';
import { profileNetwork } from './measure.ts';
import { profileCommands, profileTitle } from './profileCommands.ts';
import { enterStage, NO_MARKS, startProfile, useProfile } from './profileStore.ts';
import { smallNetwork, someProfile } from './testing/someProfile.ts';

const [command] = profileCommands;
let tell: (event: AppEvent) => void;
/** The calls so far, and how the host answers a profile. */
let asked: { name: string; argument: Record<string, unknown> }[];
let answer: (value: unknown) => void;
let refuse: (error: Error) => void;

const stage = () => useProfile.getState().stage;
const open = (document = smallNetwork) =>
  showDocument({ document, name: 'small', path: null, savedHash: null });
const widen = () => edit('Widen', (draft) => setParam(draft, 'conv', 'nOutputPlane', 6));

beforeEach(() => {
  asked = [];
  const call = new Proxy({} as HostApi, {
    get: (_, name) => (argument: Record<string, unknown>) => {
      asked.push({ name: String(name), argument });
      if (name !== 'profileProject') return Promise.resolve(null);
      return new Promise((resolve, reject) => {
        answer = resolve;
        refuse = reject;
      });
    },
  });
  provideHost({
    call,
    onEvent: (listener) => {
      tell = listener;
      return () => {};
    },
    connection: createConnectionStore(),
  });
  enterStage({ kind: 'none' });
  open();
  startProfile();
});

async function profiled(): Promise<void> {
  const measured = profileNetwork();
  answer(someProfile);
  await measured;
}

test('the project as it stands is profiled on the chosen device, and its steps are followed', async () => {
  useTraining.setState({ device: 'cpu' });
  const measured = profileNetwork();
  const [{ name, argument }] = asked;
  expect(name).toBe('profileProject');
  expect(argument).toMatchObject({ name: 'small', device: 'cpu' });
  expect(argument.text).toContain('"id": "conv"');
  const request = argument.request as string;
  expect(stage()).toMatchObject({ kind: 'measuring', done: 0, total: 0 });
  tell({ kind: 'profile', request: 'of another page', done: 1, total: 2 });
  expect(stage()).toMatchObject({ done: 0, total: 0 });
  tell({ kind: 'profile', request, done: 7, total: 40 });
  expect(stage()).toMatchObject({ kind: 'measuring', done: 7, total: 40 });
  answer(someProfile);
  await measured;
  expect(stage()).toEqual({ kind: 'known', profile: someProfile, document: smallNetwork, isOld: false });
  expect(useProfile.getState().marks.get('conv')?.text).toBe('6 ms · 60 %');
  expect(useCanvas.getState().said).toBe('A training step takes 10.1 ms; conv takes most, 60 % of it.');
});

describe('a profile', () => {
  test('is old after an edit, and no longer once that is undone', async () => {
    await profiled();
    widen();
    expect(stage()).toMatchObject({ kind: 'known', isOld: true });
    expect(useProfile.getState().marks.get('conv')?.heat).toBeNull();
    undoEdit();
    expect(stage()).toMatchObject({ isOld: false });
    expect(useProfile.getState().marks.get('conv')?.heat).toBe(1);
  });

  test('stays what it is where a node is named', async () => {
    await profiled();
    const { marks } = useProfile.getState();
    edit('Name', (draft) => setLabel(draft, 'conv', 'first'));
    expect(useDocument.getState().document.nodes[1].label).toBe('first');
    expect(useProfile.getState().marks).toBe(marks);
  });

  test('of a project that was edited meanwhile is old from the beginning', async () => {
    const measured = profileNetwork();
    widen();
    answer(someProfile);
    await measured;
    expect(stage()).toMatchObject({ kind: 'known', isOld: true, document: smallNetwork });
  });

  test('goes with the project', async () => {
    await profiled();
    open(emptyDocument);
    useCanvas.setState(({ project }) => ({ project: project + 1 }));
    expect(useProfile.getState()).toEqual({ stage: { kind: 'none' }, marks: NO_MARKS });
  });
});

describe('the command', () => {
  test('profiles, then hides, under the name of what it does', async () => {
    expect(command.title).toBe('Profile the network');
    const run = command.run();
    answer(someProfile);
    await run;
    expect(command.title).toBe('Hide the profile');
    await command.run();
    expect(stage()).toEqual({ kind: 'none' });
  });

  test('cancels what is measured, whatever comes of it later', async () => {
    const measured = profileNetwork();
    expect(profileTitle(stage())).toBe('Cancel the profile');
    await command.run();
    expect(asked[1]).toEqual({
      name: 'cancelProfile',
      argument: { request: asked[0].argument.request },
    });
    refuse(new ProblemError({ code: 'profile-cancelled', message: 'the profile was cancelled' }));
    await measured;
    expect(stage()).toEqual({ kind: 'none' });
  });

  test('is there only where there is something to profile', () => {
    expect(command.isEnabled?.()).toBe(true);
    open(emptyDocument);
    expect(command.isEnabled?.()).toBe(false);
  });
});

describe('a refusal', () => {
  test('of a network with a fault comes without asking the host, and goes with the next edit', async () => {
    edit('Break', (draft) => draft.wires.pop());
    await profileNetwork();
    expect(stage()).toMatchObject({ kind: 'refused', problem: { node: 'log' } });
    expect(asked).toEqual([]);
    undoEdit();
    expect(stage()).toEqual({ kind: 'none' });
  });

  test("has the host's sentence", async () => {
    const measured = profileNetwork();
    refuse(new ProblemError({ code: 'run-under-way', message: 'the run "first" is under way' }));
    await measured;
    expect(stage()).toMatchObject({ kind: 'refused', problem: { message: 'the run "first" is under way' } });
  });
});
