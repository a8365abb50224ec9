import type { Command } from '../commands/command.ts';

export const viewCommands: readonly Command[] = [];
