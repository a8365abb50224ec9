import { canvasCommands } from '../canvas/canvasCommands.ts';
import { fileCommands } from '../files/fileCommands.ts';
import { runCommands } from '../run/runCommands.ts';
import type { Command } from './command.ts';
import { viewCommands } from './viewCommands.ts';

/** Every command of the app, in the order menus and the palette show them. */
export const allCommands: readonly Command[] = [
  ...fileCommands,
  ...canvasCommands,
  ...viewCommands,
  ...runCommands,
];
