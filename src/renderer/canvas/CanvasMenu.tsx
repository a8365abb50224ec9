import { Wrench } from 'lucide-react';
import type { Problem } from '../../shared/problem.ts';
import { runCommand } from '../commands/runCommand.ts';
import { shortcutText } from '../commands/shortcutText.ts';
import type { MenuEntry } from '../controls/MenuButton.tsx';
import { PointMenu } from '../controls/PointMenu.tsx';
import { makeMend } from '../problems/mend.ts';
import { useAnalysis } from '../store/analysisStore.ts';
import { useDocument, wireKey } from '../store/documentStore.ts';
import { canvasCommands } from './canvasCommands.ts';
import { cutWires } from './canvasEdits.ts';
import { type CanvasState, useCanvas } from './canvasStore.ts';
import { pasteFromMenu } from './clipboardKeys.ts';
import { focusCanvas, shownCanvas } from './flow.ts';
import { searchAt } from './searchAt.ts';

/** What a right click offers: on empty space, on a node, on a wire. */
export function CanvasMenu() {
  const menu = useCanvas((state) => state.menu);
  const { problems } = useAnalysis();
  const entries = menu === null ? [] : entriesFor(menu, problems);
  return (
    <PointMenu
      place={menu}
      label="Canvas"
      entries={entries}
      onClose={() => useCanvas.setState({ menu: null })}
    />
  );
}

type Menu = NonNullable<CanvasState['menu']>;

function entriesFor({ target, x, y }: Menu, problems: readonly Problem[]): MenuEntry[] {
  const screen = { x, y };
  if (target.kind === 'pane') {
    const at = shownCanvas()?.instance.screenToFlowPosition(screen) ?? null;
    return [
      { id: 'add', title: 'Add a module…', shortcut: 'Tab', run: () => searchAt(screen) },
      { ...fromCommand('edit.paste'), run: () => void pasteFromMenu(at) },
      fromCommand('edit.selectAll'),
      { ...fromCommand('edit.tidy'), separator: true },
      fromCommand('view.fitAll'),
    ];
  }
  if (target.kind === 'wire') {
    const { wires } = useDocument.getState().document;
    const to = wires.find((wire) => wireKey(wire) === target.key)?.to;
    return [
      ...mendEntries(
        problems,
        ({ node, port }) => node === to?.node && (port === undefined || port === to?.port),
      ),
      { id: 'insert', title: 'Insert a module…', run: () => searchAt(screen, { wire: target.key }) },
      {
        id: 'cut wire',
        title: 'Remove wire',
        shortcut: 'Alt+click',
        run: () => {
          cutWires([target.key]);
          focusCanvas();
        },
      },
    ];
  }
  const mends = mendEntries(problems, ({ node }) => node === target.id);
  return [
    ...mends,
    { ...fromCommand('edit.connect'), title: 'Draw a wire', separator: mends.length > 0 },
    { ...fromCommand('edit.rename'), title: 'Rename' },
    { ...fromCommand('edit.copy'), separator: true },
    fromCommand('edit.cut'),
    fromCommand('edit.duplicate'),
    fromCommand('edit.duplicateWired'),
    { ...fromCommand('edit.tidy'), title: 'Tidy' },
    { ...fromCommand('edit.delete'), separator: true },
  ];
}

/** What mends the faults of what was clicked. */
function mendEntries(problems: readonly Problem[], isMeant: (problem: Problem) => boolean): MenuEntry[] {
  const mends = problems.filter(isMeant).flatMap((problem) => problem.mends ?? []);
  return mends.map((mend, i) => ({
    id: `mend ${i}`,
    title: mend.title,
    icon: <Wrench aria-hidden />,
    run: () => makeMend(mend),
  }));
}

function fromCommand(id: string): MenuEntry {
  const command = canvasCommands.find((other) => other.id === id);
  if (command === undefined) throw new Error(`There is no command ${id}.`);
  const [shortcut] = command.shortcuts ?? [];
  return {
    id,
    title: command.title,
    ...(shortcut !== undefined && { shortcut: shortcutText(shortcut) }),
    isDisabled: !(command.isEnabled?.() ?? true),
    run: () => runCommand(id),
  };
}
