import { modules } from '../../engine/nn/registry.ts';
import type { Command } from '../commands/command.ts';
import { addModule } from './addModule.ts';

/** One command for each module, so that each can be found in the command palette and given a key. */
export const addCommands: readonly Command[] = [...modules.values()].map(({ type }) => ({
  id: `add.${type}`,
  title: `Add ${type}`,
  group: 'Add',
  where: 'build',
  run: () => addModule(type),
}));
