import { startEngine } from '../../host/engine/engineProcess.ts';
import { automaticDevice } from '../../shared/devices.ts';
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
      const found = await engine.api.devices({ threads: given.threads ?? null });
      const first = automaticDevice(found);
      for (const device of found) {
        const { name, available, kind, description } = device;
        const automatic = device === first;
        const state = available ? description : `not available: ${description}`;
        const slow =
          kind === 'software' ? '; software, for tests: slow, and taken only where it is named' : '';
        const words = `${name}: ${state}${slow} (engine on ${runtime})${automatic ? '; what auto takes' : ''}`;
        output.result({ name, available, kind, description, automatic, runtime }, words);
      }
    } finally {
      await engine.close();
    }
    return 0;
  },
};
