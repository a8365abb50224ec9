import { canvasCommands } from '../canvas/canvasCommands.ts';
import { fileCommands } from '../files/fileCommands.ts';
import { mistakeCommands } from '../mistakes/mistakeCommands.ts';
import { addCommands } from '../palette/addCommands.ts';
import { problemCommands } from '../problems/problemCommands.ts';
import { profileCommands } from '../profile/profileCommands.ts';
import { runCommands } from '../run/runCommands.ts';
import type { Command } from './command.ts';
import { editCommands } from './editCommands.ts';
import { viewCommands } from './viewCommands.ts';

/** Every command of the app, in the order menus and the palette show them. */
export const allCommands: readonly Command[] = [
  ...fileCommands,
  ...editCommands,
  ...canvasCommands,
  ...addCommands,
  ...viewCommands,
  ...profileCommands,
  ...problemCommands,
  ...runCommands,
  ...mistakeCommands,
];
