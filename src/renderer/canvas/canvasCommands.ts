import type { Command } from '../commands/command.ts';
import { useDocument } from '../store/documentStore.ts';
import { duplicateSelected, nudge, removeSelected, selectAll } from './canvasEdits.ts';
import { useCanvas } from './canvasStore.ts';
import { copySelected, pasteFromMenu } from './clipboardKeys.ts';
import { fitAll, fitSelection, focusNode, showNode, shownCanvas, zoomBy, zoomTo } from './flow.ts';
import { startAtNode } from './keyConnect.ts';
import { searchAt } from './searchAt.ts';
import { tidy } from './tidy.ts';

const ZOOM_STEP = 1.25;
/** How many steps of the grid a large move takes. */
const FAR = 5;

const isShown = () => shownCanvas() !== null;
const hasNodes = () => isShown() && useDocument.getState().document.nodes.length > 0;
const hasSelected = () => isShown() && useDocument.getState().selection.size > 0;
const hasSelectedAny = () => hasSelected() || (isShown() && useDocument.getState().selectedWires.size > 0);

/** The one node that a command without a choice is about: the selected one, else the one that has the focus. */
function currentNode(): string | null {
  const { selection } = useDocument.getState();
  const { roving } = useCanvas.getState();
  if (selection.size === 1) return [...selection][0];
  return roving !== null && (selection.size === 0 || selection.has(roving)) ? roving : null;
}

function moveCommand(name: string, key: string, x: number, y: number): readonly Command[] {
  const move = (id: string, title: string, shortcut: string, steps: number): Command => ({
    id,
    title,
    group: 'Edit',
    shortcuts: [shortcut],
    where: 'build',
    isEnabled: hasSelected,
    run: () => nudge(steps * x, steps * y),
  });
  return [
    move(`edit.move.${name}`, `Move ${name}`, `Shift+${key}`, 1),
    move(`edit.moveFar.${name}`, `Move ${name} by ${FAR}`, `Alt+Shift+${key}`, FAR),
  ];
}

/** What the canvas can do; its keys work while it is shown. Walking from node to node needs the focus: useCanvasKeys. */
export const canvasCommands: readonly Command[] = [
  {
    id: 'edit.search',
    title: 'Add a module at the pointer',
    group: 'Add',
    shortcuts: ['Shift+A'],
    where: 'build',
    isEnabled: isShown,
    run: () => searchAt(),
  },
  {
    id: 'edit.delete',
    title: 'Delete',
    group: 'Edit',
    shortcuts: ['Delete', 'Backspace'],
    where: 'build',
    isEnabled: hasSelectedAny,
    run: removeSelected,
  },
  {
    id: 'edit.selectAll',
    title: 'Select all',
    group: 'Edit',
    shortcuts: ['Mod+A'],
    where: 'build',
    isEnabled: hasNodes,
    run: selectAll,
  },
  {
    id: 'edit.copy',
    title: 'Copy',
    group: 'Edit',
    shortcuts: ['Mod+C'],
    where: 'build',
    native: true,
    isEnabled: hasSelected,
    run: () => copySelected(false),
  },
  {
    id: 'edit.cut',
    title: 'Cut',
    group: 'Edit',
    shortcuts: ['Mod+X'],
    where: 'build',
    native: true,
    isEnabled: hasSelected,
    run: () => copySelected(true),
  },
  {
    id: 'edit.paste',
    title: 'Paste',
    group: 'Edit',
    shortcuts: ['Mod+V'],
    where: 'build',
    native: true,
    isEnabled: isShown,
    run: () => pasteFromMenu(null),
  },
  {
    id: 'edit.duplicate',
    title: 'Duplicate',
    group: 'Edit',
    shortcuts: ['Mod+D'],
    where: 'build',
    isEnabled: hasSelected,
    run: () => duplicateSelected(false),
  },
  {
    id: 'edit.duplicateWired',
    title: 'Duplicate with incoming wires',
    group: 'Edit',
    shortcuts: ['Mod+Shift+D'],
    where: 'build',
    isEnabled: hasSelected,
    run: () => duplicateSelected(true),
  },
  {
    id: 'edit.rename',
    title: 'Rename: set the label',
    group: 'Edit',
    shortcuts: ['F2'],
    where: 'build',
    isEnabled: () => isShown() && currentNode() !== null,
    run: () => {
      const renaming = currentNode();
      if (renaming === null) return;
      useCanvas.setState({ renaming, roving: renaming });
      showNode(renaming);
    },
  },
  {
    id: 'edit.connect',
    title: 'Connect: draw a wire by keys',
    group: 'Edit',
    shortcuts: ['W'],
    where: 'build',
    isEnabled: () => isShown() && currentNode() !== null,
    run: () => {
      const id = currentNode();
      if (id === null) return;
      focusNode(id);
      startAtNode(id);
    },
  },
  {
    id: 'edit.tidy',
    title: 'Tidy: lay out the selection, or all',
    group: 'Edit',
    shortcuts: ['Mod+Shift+F'],
    where: 'build',
    isEnabled: hasNodes,
    run: tidy,
  },
  ...moveCommand('up', 'ArrowUp', 0, -1),
  ...moveCommand('down', 'ArrowDown', 0, 1),
  ...moveCommand('left', 'ArrowLeft', -1, 0),
  ...moveCommand('right', 'ArrowRight', 1, 0),
  {
    id: 'view.fitSelection',
    title: 'Fit the selection',
    group: 'View',
    shortcuts: ['.'],
    where: 'build',
    isEnabled: hasNodes,
    run: fitSelection,
  },
  {
    id: 'view.fitAll',
    title: 'Fit all',
    group: 'View',
    shortcuts: ['1'],
    where: 'build',
    isEnabled: hasNodes,
    run: fitAll,
  },
  {
    id: 'view.actualSize',
    title: 'Zoom to 100 %',
    group: 'View',
    shortcuts: ['0'],
    where: 'build',
    isEnabled: isShown,
    run: () => zoomTo(1),
  },
  {
    id: 'view.zoomIn',
    title: 'Zoom in',
    group: 'View',
    shortcuts: ['+', '='],
    where: 'build',
    isEnabled: isShown,
    run: () => zoomBy(ZOOM_STEP),
  },
  {
    id: 'view.zoomOut',
    title: 'Zoom out',
    group: 'View',
    shortcuts: ['-'],
    where: 'build',
    isEnabled: isShown,
    run: () => zoomBy(1 / ZOOM_STEP),
  },
];
