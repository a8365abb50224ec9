import type { MouseEvent } from 'react';
import { select, useDocument } from '../store/documentStore.ts';
import { cutWires } from './canvasEdits.ts';
import { openMenu, useCanvas } from './canvasStore.ts';
import { useConnect } from './connectStore.ts';
import { endKey, portForDrop } from './connectTargets.ts';
import { finishConnect } from './keyConnect.ts';
import type { FlowNode, FlowWire } from './scene.ts';
import { searchAt } from './searchAt.ts';

/** A double click: on empty space it opens the search there, on a node its label is typed. */
export function searchOrRename({ target, clientX, clientY }: MouseEvent): void {
  if (!(target instanceof Element)) return;
  const id = target.closest<HTMLElement>('[data-module]')?.dataset.module;
  if (id !== undefined && !target.closest('[data-port], button, input')) useCanvas.setState({ renaming: id });
  else if (target.classList.contains('react-flow__pane')) searchAt({ x: clientX, y: clientY });
}

/** A right click. */
export function menuOfPane(event: MouseEvent | globalThis.MouseEvent): void {
  event.preventDefault();
  openMenu({ x: event.clientX, y: event.clientY }, { kind: 'pane' });
}

/** A right click. */
export function menuOfNode(event: MouseEvent, { data }: FlowNode): void {
  event.preventDefault();
  const { id } = data.view;
  if (!useDocument.getState().selection.has(id)) select([id]);
  openMenu({ x: event.clientX, y: event.clientY }, { kind: 'node', id });
}

/** A right click. */
export function menuOfWire(event: MouseEvent, { data }: FlowWire): void {
  event.preventDefault();
  if (data === undefined) return;
  select([], [data.view.key]);
  openMenu({ x: event.clientX, y: event.clientY }, { kind: 'wire', key: data.view.key });
}

/** A click on a wire: with Alt it takes the wire away. */
export function cutOnAlt({ altKey }: MouseEvent, { data }: FlowWire): void {
  if (altKey && data !== undefined) cutWires([data.view.key]);
}

/** A click on a node while a wire is drawn without dragging: the wire goes to its port. */
export function connectToNode(_event: MouseEvent, { data }: FlowNode): void {
  const { start, byKeys, open } = useConnect.getState();
  if (start === null || !byKeys || data.view.id === start.node) return;
  const end = portForDrop(start, data.view, (port) => open.has(endKey(port)));
  if (end !== null) finishConnect(end);
}
