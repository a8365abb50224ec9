import { type FocusEvent, type KeyboardEvent, useMemo } from 'react';
import { select, useDocument } from '../store/documentStore.ts';
import { cutAt, goTo } from './canvasEdits.ts';
import { openMenu, useCanvas } from './canvasStore.ts';
import { useConnect } from './connectStore.ts';
import type { PortEnd } from './connectTargets.ts';
import { currentViews, focusCanvas, focusNode, middleOf, shownCanvas } from './flow.ts';
import { focusInspector } from './focusInspector.ts';
import { cancelConnect, chooseTarget, finishConnect, startKeyConnect } from './keyConnect.ts';
import { searchAt } from './searchAt.ts';
import { type Direction, readingOrder, walk } from './walk.ts';
import { wiringOf } from './wiring.ts';

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

const MODIFIERS = new Set(['Shift', 'Control', 'Meta', 'Alt', 'AltGraph']);

/** The keys that mean something only while the canvas has the focus; all others are commands. */
export function useCanvasKeys() {
  return useMemo(() => {
    /** The node that Space was pressed on and that no drag has made another use of since. */
    let pressed: string | null = null;
    return {
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        const module = moduleOf(event.target);
        if (event.key === ' ' && module !== null && !isConnecting()) {
          // Goes on to React Flow: with the pointer it pans.
          if (!event.repeat) pressed = module;
          return;
        }
        const handled = isConnecting() ? connectKey(event) : plainKey(event);
        if (!handled) return;
        event.preventDefault();
        event.stopPropagation();
      },
      onKeyUp: ({ key }: KeyboardEvent<HTMLElement>) => {
        if (key === ' ' && pressed !== null) toggle(pressed);
        pressed = null;
      },
      onPointerDownCapture: () => {
        pressed = null;
      },
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
        if (!currentTarget.contains(relatedTarget) && document.hasFocus()) cancelConnect();
      },
    };
  }, []);
}

/** The node that an element is, if it is one itself. */
function moduleOf(target: EventTarget): string | null {
  return (target instanceof HTMLElement && target.dataset.module) || null;
}

function isConnecting(): boolean {
  return useConnect.getState().byKeys;
}

/** Keys while a wire is drawn by keys. Commands end that; any other key does nothing, least of all delete a node. */
function connectKey({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) {
    if (!MODIFIERS.has(key)) cancelConnect();
    return false;
  }
  if (key === 'Enter' || key === ' ') finishConnect();
  else if (key === 'Escape') cancelConnect();
  else if (key === 'ArrowDown' || key === 'ArrowRight' || (key === 'Tab' && !shiftKey)) chooseTarget(1);
  else if (key === 'ArrowUp' || key === 'ArrowLeft' || key === 'Tab') chooseTarget(-1);
  return !MODIFIERS.has(key);
}

function plainKey(event: KeyboardEvent<HTMLElement>): boolean {
  const { target, key } = event;
  if (!(target instanceof Element)) return false;
  const port = target.closest<HTMLElement>('[data-port]');
  if (port) return portKey(event, port);
  if (target.closest('button, input')) return false;
  const id = target.closest<HTMLElement>('[data-module]')?.dataset.module ?? null;
  return id === null ? paneKey(event) : (key === 'Tab' ? false : nodeKey(event, id)) || reach(event, id);
}

/** Keys while the canvas itself has the focus. */
function paneKey(event: KeyboardEvent): boolean {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey) return false;
  if (key === 'Tab') {
    if (shiftKey) return false;
    searchAt();
    return true;
  }
  if (shiftKey) return false;
  if (key === 'Escape') {
    select([]);
    return true;
  }
  const { roving } = useCanvas.getState();
  if (roving !== null && (key === 'Enter' || key in directions)) {
    goTo(roving);
    return true;
  }
  return reach(event, roving);
}

/** Keys on a node. */
function nodeKey(event: KeyboardEvent, id: string): boolean {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  const mod = ctrlKey || metaKey;
  if (shiftKey || altKey) return false;
  const direction = directions[key];
  if (direction) {
    const next = walk(id, direction, currentViews().keys(), wiring(), middleOf);
    if (next !== null && mod) focusNode(next);
    else if (next !== null) goTo(next);
    return true;
  }
  if (mod) return false;
  if (key === 'Enter') {
    select([id]);
    requestAnimationFrame(focusInspector);
    return true;
  }
  if (key === 'Escape') {
    select([]);
    focusCanvas();
    return true;
  }
  if (key === 'ContextMenu') {
    const element = shownCanvas()?.element.querySelector(`[data-module="${CSS.escape(id)}"]`);
    const { left, bottom } = element?.getBoundingClientRect() ?? { left: 0, bottom: 0 };
    openMenu({ x: left, y: bottom }, { kind: 'node', id });
    return true;
  }
  return false;
}

/** Home, End, Page Up and Page Down reach every node, in the order that data flows. */
function reach({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent, id: string | null): boolean {
  if (ctrlKey || metaKey || shiftKey || altKey) return false;
  if (key !== 'Home' && key !== 'End' && key !== 'PageUp' && key !== 'PageDown') return false;
  const order = readingOrder(useDocument.getState().document.nodes, wiring(), middleOf);
  const at = id === null ? -1 : order.indexOf(id);
  const to = { Home: 0, End: order.length - 1, PageUp: at - 1, PageDown: at + 1 }[key];
  if (order[to] !== undefined) goTo(order[to]);
  return true;
}

/** Keys on a port: Enter draws a wire from it, Delete takes its wires away, Escape goes back to its node. */
function portKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, port: HTMLElement): boolean {
  if (ctrlKey || metaKey || altKey) return false;
  const node = port.closest<HTMLElement>('[data-module]')?.dataset.module;
  const { port: name, side } = port.dataset;
  if (node === undefined || name === undefined) return false;
  const end: PortEnd = { node, port: name, side: side === 'input' ? 'input' : 'output' };
  if (key === 'Enter' || key === ' ' || key === 'w' || key === 'W') startKeyConnect(end);
  else if (key === 'Delete' || key === 'Backspace') cutAt(end);
  else if (key === 'Escape' || key in directions) focusNode(node);
  else return false;
  return true;
}

function toggle(id: string): void {
  const { selection, selectedWires } = useDocument.getState();
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  select(next, selectedWires);
}

function wiring() {
  return wiringOf(useDocument.getState().document.wires);
}
