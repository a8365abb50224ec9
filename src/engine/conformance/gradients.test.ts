import { describe, test } from 'vitest';
import { compile } from '../compiler/compile.ts';
import { type ValueId, valueElements } from '../compiler/program.ts';
import { createReferenceDevice } from '../devices/reference/referenceDevice.ts';
import { referenceTarget } from '../devices/reference/referenceTarget.ts';
import { criterions } from '../nn/criterions/registry.ts';
import type { ModuleDefinition } from '../nn/module.ts';
import { modules } from '../nn/registry.ts';
import { checkGradients, type Perturbed } from './finiteDifferences.ts';
import { type ModuleSample, moduleProgram } from './moduleProgram.ts';
import { moduleData, writeModule } from './moduleRun.ts';
import { describeNetwork, type Network, networkData, resolveNetwork } from './network.ts';
import { networks } from './networks.ts';
import { POSITION, readValue } from './numbers.ts';

/** The loss is a random linear functional of the module's output, so that every output counts. */
async function checkModule(definition: ModuleDefinition, sample: ModuleSample, n: number): Promise<void> {
  const built = moduleProgram(definition, sample, referenceTarget, 3);
  const { program } = built;
  const data = moduleData(built, n, 11 + n);
  const executable = await createReferenceDevice().compile(program);
  const read = (value: ValueId) => readValue(executable, value, n, valueElements(program.values[value], n));
  await writeModule(executable, built, data);
  await executable.run('step', n, POSITION);
  const perturbed = async (value: ValueId, gradient: ValueId, numbers: Float64Array): Promise<Perturbed> => ({
    name: program.values[value].name,
    numbers,
    gradient: await read(gradient),
    write: (changed) => executable.write(value, changed),
  });
  const tensors = await Promise.all([
    ...built.inputs.map((value, i) => perturbed(value, built.inputGradients[i], data.inputs[i])),
    ...program.parameters.map(({ value }, i) =>
      perturbed(value, built.parameterGradients[i], data.parameters[i]),
    ),
  ]);
  await checkGradients(tensors, async () => {
    await executable.run('step', n, POSITION);
    const output = await read(built.output.step);
    return output.reduce((sum, number, i) => sum + number * data.outputGradient[i], 0);
  });
}

/** The loss is the network's own; only every `stride`-th number is moved. */
async function checkNetwork(network: Network, n: number, stride: number): Promise<void> {
  const options = { capacity: n, target: referenceTarget, inputGradient: true };
  const { program, inputGradient } = compile(network.graph, network.training, options);
  const data = networkData(network, [n], 83);
  const [batch] = data.batches;
  const executable = await createReferenceDevice().compile(program);
  const read = (value: ValueId) => readValue(executable, value, n, valueElements(program.values[value], n));
  const loss = async () => {
    await executable.write(program.metrics, new Float64Array(4));
    // The rate is 0: what is checked must not move.
    await executable.write(program.hyper, Float64Array.of(0, 1));
    await executable.run('step', n, POSITION);
    const sum = (await read(program.metrics))[0];
    return network.training.criterion.definition.sizeAverage(network.training.criterion.params)
      ? sum / n
      : sum;
  };
  for (const [i, { value }] of program.parameters.entries())
    await executable.write(value, data.parameters[i]);
  for (const [i, { value }] of program.statistics.entries())
    await executable.write(value, data.statistics[i]);
  await executable.write(program.input, batch.images);
  await executable.write(program.labels, batch.labels);
  await loss();
  const gradientOf = (name: string) => program.values.findIndex((value) => value.name === `${name}.gradient`);
  const tensors: Perturbed[] = [];
  for (const [i, { name, value }] of program.parameters.entries()) {
    const gradient = await read(gradientOf(name));
    tensors.push({
      name,
      numbers: data.parameters[i],
      gradient,
      write: (numbers) => executable.write(value, numbers),
    });
  }
  const gradient = await read(inputGradient as ValueId);
  const write = (numbers: Float64Array) => executable.write(program.input, numbers);
  await checkGradients([...tensors, { name: 'input', numbers: batch.images, gradient, write }], loss, stride);
}

describe('gradients agree with finite differences', () => {
  for (const definition of modules.values()) {
    for (const sample of definition.category === 'Input' ? [] : definition.samples) {
      for (const n of [3, 1]) {
        test(`${definition.type} ${JSON.stringify(sample.params)} on ${n}`, () =>
          checkModule(definition, sample, n));
      }
    }
  }
  for (const { type, samples } of criterions.values()) {
    for (const { params, classes } of samples) {
      const training = { criterion: { type, params: { ...params } } };
      const document = describeNetwork([['scores', 'Input', { size: [classes] }]], training);
      test(`${type} ${JSON.stringify(params)}`, () => checkNetwork(resolveNetwork(document), 4, 1));
    }
  }
  for (const [name, document] of Object.entries(networks)) {
    test(`a network: ${name}`, () => checkNetwork(resolveNetwork(document), 3, 7));
  }
});
