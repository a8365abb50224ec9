import { usePreferences } from '../store/preferencesStore.ts';
import { useView } from '../store/viewStore.ts';
import { allCommands } from './allCommands.ts';
import { commandsFor, type Situation } from './dispatch.ts';
import { focusKind, isInDialog } from './focusKind.ts';
import { pagePlatform } from './platform.ts';
import { execute } from './runCommand.ts';

/** Follows the keyboard and runs what its keys ask for. */
export function startShortcuts(): void {
  window.addEventListener('keydown', handleKey);
  window.addEventListener('keydown', handleBeforeButton, true);
}

/** A button takes Enter and Space for a press, whatever is held with them: those that are a command are taken first. */
function handleBeforeButton(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || !['Enter', ' '].includes(event.key)) return;
  if (focusKind(document.activeElement) !== 'control' || isInDialog(document.activeElement)) return;
  handleKey(event);
  if (event.defaultPrevented) event.stopPropagation();
}

function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.getModifierState('AltGraph')) return;
  const { preferences } = usePreferences.getState();
  const asked = commandsFor(event, situation(), allCommands, preferences.shortcuts, pagePlatform());
  if (asked.length === 0) return;
  const command = asked.find(({ isEnabled }) => isEnabled?.() ?? true);
  // Even one that is not enabled now: the browser would do something else with these keys (save the page, say).
  event.preventDefault();
  if (command) execute(command);
}

function situation(): Situation {
  const { view, overlay } = useView.getState();
  const { activeElement } = document;
  return {
    view,
    focus: focusKind(activeElement),
    isDialogOpen: overlay !== null || isInDialog(activeElement),
  };
}
