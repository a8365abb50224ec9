import { create } from 'zustand';
import type { NetworkProfile } from '../../shared/api/profile.ts';
import type { GraphDocument } from '../../shared/document.ts';
import type { Problem } from '../../shared/problem.ts';
import { useCanvas } from '../canvas/canvasStore.ts';
import { host } from '../host/hostClient.ts';
import { useDocument } from '../store/documentStore.ts';
import { type NodeMarks, nodeMarks } from './nodeMarks.ts';
import { isSameWork } from './sameWork.ts';

/** Where the profile of the open project stands. `document` is the project as it was when it was asked for. */
export type ProfileStage =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'measuring';
      readonly request: string;
      readonly document: GraphDocument;
      /** Steps; `total` is 0 before it is known. */
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly document: GraphDocument }
  | {
      readonly kind: 'known';
      readonly profile: NetworkProfile;
      readonly document: GraphDocument;
      /** The project was edited since, in a way that matters to a step's time. */
      readonly isOld: boolean;
    };

export interface ProfileState {
  readonly stage: ProfileStage;
  /** What nodes show of it; empty where nothing is known. */
  readonly marks: NodeMarks;
}

export const NO_MARKS: NodeMarks = new Map();

/** The profile that the canvas shows. It is the page's own: in no file, and gone with the project. */
export const useProfile = create<ProfileState>(() => ({ stage: { kind: 'none' }, marks: NO_MARKS }));

/** Shows another stage, with the marks that follow from it. */
export function enterStage(stage: ProfileStage): void {
  const marks = stage.kind === 'known' ? nodeMarks(stage.profile, stage.document, stage.isOld) : NO_MARKS;
  useProfile.setState({ stage, marks });
}

/** Shows a profile of a document, as old where the open project is another one by now. */
export function showProfile(profile: NetworkProfile, document: GraphDocument): void {
  const isOld = !isSameWork(document, useDocument.getState().document);
  enterStage({ kind: 'known', profile, document, isOld });
}

/** Takes the profile away; one that is being measured is ended. */
export function hideProfile(): void {
  const { stage } = useProfile.getState();
  enterStage({ kind: 'none' });
  // Where the host cannot be heard it has ended the profile itself.
  if (stage.kind === 'measuring')
    void host()
      .call.cancelProfile({ request: stage.request })
      .catch(() => {});
}

/** Follows, from the page's start, the steps of what is measured and what becomes of the open project. */
export function startProfile(): void {
  host().onEvent((event) => {
    const { stage } = useProfile.getState();
    if (event.kind !== 'profile' || stage.kind !== 'measuring' || stage.request !== event.request) return;
    enterStage({ ...stage, done: event.done, total: event.total });
  });
  useDocument.subscribe((state, before) => {
    if (state.document !== before.document) follow(state.document);
  });
  useCanvas.subscribe((state, before) => {
    if (state.project !== before.project) hideProfile();
  });
}

/** A profile is old while the project differs, and no longer once that is undone; a refusal has had its time. */
function follow(document: GraphDocument): void {
  const { stage } = useProfile.getState();
  if (stage.kind !== 'known' && stage.kind !== 'refused') return;
  const isOld = !isSameWork(stage.document, document);
  if (stage.kind === 'refused' && isOld) enterStage({ kind: 'none' });
  if (stage.kind === 'known' && isOld !== stage.isOld) enterStage({ ...stage, isOld });
}
