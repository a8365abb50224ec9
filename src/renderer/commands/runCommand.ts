import { ProblemError } from '../../shared/problem.ts';
import { notify } from '../store/viewStore.ts';
import { allCommands } from './allCommands.ts';
import type { Command } from './command.ts';
import { focusKind } from './focusKind.ts';

/** Runs a command by its id, as menus and buttons do; nothing happens where it is unknown or not enabled now. */
export function runCommand(id: string): void {
  const command = allCommands.find((other) => other.id === id);
  if (command?.inField && focusKind(document.activeElement) === 'field') command.inField();
  else if (command && (command.isEnabled?.() ?? true)) execute(command);
}

/** Runs a command; a person's fault it meets is said in its sentence. */
export function execute(command: Command): void {
  // Through a promise, so that what a command throws at once and what it throws later meet the same end.
  void (async () => {
    try {
      await command.run();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      notify(error.message);
    }
  })();
}
