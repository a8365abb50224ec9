import type { Command } from '../commands/command.ts';

export const fileCommands: readonly Command[] = [];
