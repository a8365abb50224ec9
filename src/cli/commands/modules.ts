import { criterions } from '../../engine/nn/criterions/registry.ts';
import { expected, type ParamDeclarations } from '../../engine/nn/params.ts';
import { modules as registry } from '../../engine/nn/registry.ts';
import { optimisers } from '../../engine/optim/registry.ts';
import { schedules } from '../../engine/training/schedules/registry.ts';
import { commonOptions, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';

const usage = 'signalbox modules [--json]';

export const modules: Command = {
  name: 'modules',
  usage,
  summary: 'Lists modules, criterions, optimisers and schedules with their parameters',
  run: async ({ args, output }) => {
    parseArguments(args, commonOptions, usage, { min: 0, max: 0 });
    const kinds = [
      ['module', registry],
      ['criterion', criterions],
      ['optimiser', optimisers],
      ['schedule', schedules],
    ] as const;
    for (const [kind, entries] of kinds) {
      for (const { type, summary, params } of entries.values()) {
        output.result({ kind, type, summary, params }, `${type} (${kind}): ${summary}${describe(params)}`);
      }
    }
    return 0;
  },
};

function describe(params: ParamDeclarations): string {
  return Object.entries(params)
    .map(([name, declaration]) => {
      const blank = declaration.default === null ? 'blank' : JSON.stringify(declaration.default);
      return `\n  ${name} = ${blank}: ${declaration.description} (${expected(declaration)})`;
    })
    .join('');
}
