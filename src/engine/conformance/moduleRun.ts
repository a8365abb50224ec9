import { type ValueId, valueElements } from '../compiler/program.ts';
import type { Device, Executable } from '../devices/device.ts';
import { elements } from '../nn/shape.ts';
import type { ModuleProgram } from './moduleProgram.ts';
import { initialNumbers, lopsided, POSITION, readValue } from './numbers.ts';
import { poison } from './poison.ts';

/** What a module is fed: its inputs, the gradient of its output, its parameters and running statistics. */
export interface ModuleData {
  readonly inputs: readonly Float64Array[];
  readonly outputGradient: Float64Array;
  readonly parameters: readonly Float64Array[];
  readonly statistics: readonly Float64Array[];
}

/** Everything a module gives, by what it is: `output`, `gradient of weight`, `running_mean`, `evaluate output`. */
export type ModuleResults = ReadonlyMap<string, Float64Array>;

/** Lopsided data for `n` images, drawn from where each tensor starts but never all of one value. */
export function moduleData({ program, node, inputs }: ModuleProgram, n: number, seed: number): ModuleData {
  const { definition, params } = node;
  return {
    inputs: inputs.map((input, i) => lopsided(valueElements(program.values[input], n), seed + i)),
    outputGradient: lopsided(n * elements(node.outputShapes[0]), seed + 100),
    parameters: (definition.parameters?.(params) ?? []).map((tensor, i) =>
      initialNumbers(tensor, seed + 200 + i, -0.71),
    ),
    // A running variance, which starts at 1, stays above 0.
    statistics: (definition.statistics?.(params) ?? []).map((tensor, i) =>
      initialNumbers(tensor, seed + 300 + i, -0.37),
    ),
  };
}

/** Writes data into a compiled module. */
export async function writeModule(
  executable: Executable,
  built: ModuleProgram,
  data: ModuleData,
): Promise<void> {
  const { program } = built;
  for (const [i, input] of built.inputs.entries()) await executable.write(input, data.inputs[i]);
  await executable.write(built.outputGradient, data.outputGradient);
  for (const [i, { value }] of program.parameters.entries())
    await executable.write(value, data.parameters[i]);
  for (const [i, { value }] of program.statistics.entries())
    await executable.write(value, data.statistics[i]);
}

/** Runs a module forward, backward and in evaluate mode on n images, all of its memory poisoned before. */
export async function runModule(
  device: Device,
  built: ModuleProgram,
  data: ModuleData,
  n: number,
): Promise<ModuleResults> {
  const { program, node } = built;
  const executable = await device.compile(program);
  const results = new Map<string, Float64Array>();
  const read = async (name: string, value: ValueId) => {
    results.set(name, await readValue(executable, value, n, valueElements(program.values[value], n)));
  };
  try {
    await writeModule(executable, built, data);
    await poison(executable, program);
    await executable.run('step', n, POSITION);
    await read('output', built.output.step);
    for (const [i, value] of built.inputGradients.entries())
      await read(`gradient of ${node.inputs[i]}`, value);
    for (const [i, value] of built.parameterGradients.entries()) {
      await read(`gradient of ${program.parameters[i].name}`, value);
    }
    for (const { name, value } of program.statistics) await read(name, value);
    await poison(executable, program);
    await executable.run('evaluate', n, POSITION);
    await read('evaluate output', built.output.evaluate);
  } finally {
    executable.dispose();
  }
  return results;
}
