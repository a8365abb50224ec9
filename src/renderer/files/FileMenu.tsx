import {
  ChevronDown,
  Circle,
  CircleHelp,
  Compass,
  FilePlus,
  FolderOpen,
  History,
  Keyboard,
  Layers,
  LayoutTemplate,
  Redo2,
  RotateCcw,
  Save,
  SaveAll,
  Undo2,
} from 'lucide-react';
import { useState } from 'react';
import { useCommandEntry } from '../commands/useCommandEntry.ts';
import { useShortcutText } from '../commands/useShortcutText.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { MenuButton, type MenuLine } from '../controls/MenuButton.tsx';
import { whenWords } from '../run/runWords.ts';
import { isDirty, redoEdit, undoEdit, useDocument } from '../store/documentStore.ts';
import styles from './FileMenu.module.css';
import { folderOf } from './hostPath.ts';
import { discardKept, goBackTo } from './keptProjects.ts';
import { Mark } from './Mark.tsx';
import { openPath, readRecent } from './projectActions.ts';
import { projectName } from './projectName.ts';
import { useProject } from './projectStore.ts';

const MOST_RECENT = 9;

/** The project that is open: its name, whether it has something to save, what can be done with it, and its history. */
export function FileMenu() {
  return (
    <>
      <ProjectMenu />
      <HistoryButtons />
    </>
  );
}

function ProjectMenu() {
  const name = useDocument((state) => state.name);
  const isEdited = useDocument(isDirty);
  const recent = useRecentLines();
  const kept = useKeptLines();
  const entry = useCommandEntry();
  // What can be done is looked at anew whenever the menu opens.
  const [, setIsOpen] = useState(false);
  const entries: readonly MenuLine[] = [
    { ...entry('file.new'), icon: <FilePlus aria-hidden /> },
    { ...entry('file.templates'), icon: <LayoutTemplate aria-hidden /> },
    { ...entry('file.open'), icon: <FolderOpen aria-hidden /> },
    {
      id: 'recent',
      title: 'Open recent',
      icon: <History aria-hidden />,
      isDisabled: recent.length === 0,
      entries: recent,
    },
    ...(kept.length === 0
      ? []
      : [{ id: 'kept', title: 'Unsaved projects', icon: <Layers aria-hidden />, entries: kept }]),
    { ...entry('file.save'), icon: <Save aria-hidden />, separator: true },
    { ...entry('file.saveAs'), icon: <SaveAll aria-hidden /> },
    { ...entry('file.revert'), icon: <RotateCcw aria-hidden /> },
    { ...entry('view.tour'), icon: <Compass aria-hidden />, separator: true },
    { ...entry('view.shortcuts'), icon: <Keyboard aria-hidden /> },
    { ...entry('view.about'), icon: <CircleHelp aria-hidden /> },
  ];
  return (
    <MenuButton
      label="Project"
      entries={entries}
      onOpenChange={(isOpen) => {
        setIsOpen(isOpen);
        if (isOpen) void readRecent();
      }}
      trigger={
        <Button look="quiet" icon={<Mark size={20} />}>
          <span className="only-spoken">Project </span>
          <span className={styles.name}>{name}</span>
          {isEdited ? <Circle aria-hidden className={styles.edited} /> : null}
          {isEdited ? <span className="only-spoken">, unsaved changes</span> : null}
          <ChevronDown aria-hidden className={styles.chevron} />
        </Button>
      }
    />
  );
}

function useRecentLines(): readonly MenuLine[] {
  const recent = useProject((state) => state.recent);
  const entry = useCommandEntry();
  if (recent.length === 0) return [];
  return [
    ...recent.slice(0, MOST_RECENT).map(({ path, missing }) => ({
      id: path,
      title: projectName(path),
      detail: missing ? `${path} is gone` : (folderOf(path) ?? path),
      isDisabled: missing,
      run: () => void openPath(path),
    })),
    { ...entry('file.clearRecent'), title: 'Clear this list', separator: true },
  ];
}

/** The projects that were left with unsaved changes: each can be gone back to, or let go. */
function useKeptLines(): readonly MenuLine[] {
  const kept = useProject((state) => state.kept);
  return kept.map(({ journal, left, state }) => ({
    id: journal,
    title: state.name,
    detail: `Left ${whenWords(new Date(left).toISOString(), new Date())}`,
    entries: [
      { id: `back ${journal}`, title: 'Go back to it', run: () => goBackTo(journal) },
      { id: `discard ${journal}`, title: 'Discard its changes', run: () => discardKept(journal) },
    ],
  }));
}

function HistoryButtons() {
  const undo = useDocument((state) => state.undo.at(-1)?.title ?? null);
  const redo = useDocument((state) => state.redo.at(-1)?.title ?? null);
  return (
    <div className={styles.history}>
      <IconButton
        label={undo === null ? 'Undo' : `Undo ${undo}`}
        shortcut={useShortcutText('edit.undo')}
        icon={<Undo2 aria-hidden />}
        isDisabled={undo === null}
        onPress={undoEdit}
      />
      <IconButton
        label={redo === null ? 'Redo' : `Redo ${redo}`}
        shortcut={useShortcutText('edit.redo')}
        icon={<Redo2 aria-hidden />}
        isDisabled={redo === null}
        onPress={redoEdit}
      />
    </div>
  );
}
