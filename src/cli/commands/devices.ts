import { startEngine } from '../../host/engine/engineProcess.ts';
import { commonOptions, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';

const usage = 'signalbox devices [--threads N] [--json]';
const options = { ...commonOptions, threads: { kind: 'integer', min: 1, max: 256 } } as const;

export const devices: Command = {
  name: 'devices',
  usage,
  summary: 'Lists what the engine can compute on',
  run: async ({ args, output }) => {
    const { options: given } = parseArguments(args, options, usage, { min: 0, max: 0 });
    const engine = startEngine('cpu');
    try {
      const runtime = engine.runtime;
      for (const { name, available, description } of await engine.api.devices({
        threads: given.threads ?? null,
      })) {
        const state = available ? description : `not available: ${description}`;
        output.result({ name, available, description, runtime }, `${name}: ${state} (engine on ${runtime})`);
      }
    } finally {
      await engine.close();
    }
    return 0;
  },
};
