import type { Command } from '../commands/command.ts';

export const runCommands: readonly Command[] = [];
