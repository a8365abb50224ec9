import { parameterCount } from '../../engine/compiler/tensors.ts';
import { questionDevice } from '../../engine/devices/registry.ts';
import { analyse } from '../../engine/graph/analyse.ts';
import { resolveNode } from '../../engine/graph/nodes.ts';
import { modules } from '../../engine/nn/registry.ts';
import { formatShape } from '../../engine/nn/shape.ts';
import { compileModel, judge } from '../../host/model.ts';
import { commonOptions, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { count, megabytes } from '../output.ts';
import { readProject } from '../projectFile.ts';

const usage = 'signalbox check GRAPH.json [--json]';

export const check: Command = {
  name: 'check',
  usage,
  summary: 'Says what is wrong with a graph, or its shapes, parameters and memory',
  run: async ({ args, output }) => {
    const { positionals } = parseArguments(args, commonOptions, usage, { min: 1, max: 1 });
    const document = readProject(positionals[0]);
    const { model, problems } = judge(document);
    const { shaped } = analyse(document, modules);
    const nodes = document.nodes.map(({ id, type }) => ({
      id,
      type,
      output: shaped.get(id)?.outputShapes[0] ?? null,
    }));
    const parameters = model ? parameterCount(model.graph) : null;
    const { batchSize } = document.training;
    const plannedBytes = model ? compileModel(model, questionDevice, batchSize).memory.bytes : null;
    const listed = problems.map(({ code, message, node }) => ({ code, message, ...(node && { node }) }));
    const text = [
      ...document.nodes.map((node) => {
        // A node whose input is unknown still has the parameters it was given.
        const known = shaped.get(node.id) ?? resolveNode(node, modules).node;
        const subtitle = known?.definition.subtitle(known.params) ?? node.type;
        const shape = shaped.get(node.id)?.outputShapes[0];
        return `${node.id.padEnd(14)} ${subtitle.padEnd(52)} ${shape ? formatShape(shape) : '?'}`;
      }),
      ...listed.map(({ message }) => `fault: ${message}`),
      model
        ? `${count(parameters ?? 0)} parameters; ${megabytes(plannedBytes ?? 0)} planned for batches of ${batchSize}`
        : `${problems.length} ${problems.length === 1 ? 'fault' : 'faults'}`,
    ].join('\n');
    output.result({ ok: model !== null, parameters, plannedBytes, nodes, problems: listed }, text);
    return model ? 0 : 1;
  },
};
