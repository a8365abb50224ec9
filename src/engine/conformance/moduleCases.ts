import { createReferenceDevice } from '../devices/reference/referenceDevice.ts';
import { referenceTarget } from '../devices/reference/referenceTarget.ts';
import type { ModuleDefinition } from '../nn/module.ts';
import type { Registry } from '../nn/registry.ts';
import { type ModuleSample, moduleProgram } from './moduleProgram.ts';
import { type ModuleData, type ModuleResults, moduleData, runModule } from './moduleRun.ts';
import { assertClose, assertSame } from './numbers.ts';
import type { ConformanceCase, Subject } from './subject.ts';

const CAPACITY = 5;

/** Every sample of every module against the reference; nothing here knows a module by name. */
export function moduleCases(registry: Registry): ConformanceCase[] {
  return [...registry.values()]
    .filter((definition) => definition.category !== 'Input')
    .flatMap((definition) => definition.samples.flatMap((sample) => sampleCases(definition, sample)));
}

function sampleCases(definition: ModuleDefinition, sample: ModuleSample): ConformanceCase[] {
  const group = `${definition.type} ${JSON.stringify(sample.params)} on ${sample.inputs.map((shape) => shape.join('x')).join(', ')}`;
  const against =
    (n: number, change = (data: ModuleData) => data) =>
    async (subject: Subject) => {
      const data = change(
        moduleData(moduleProgram(definition, sample, referenceTarget, CAPACITY), n, 31 + n),
      );
      const reference = moduleProgram(definition, sample, referenceTarget, CAPACITY);
      const expected = await runModule(createReferenceDevice(), reference, data, n);
      const found = await runModule(
        subject.device,
        moduleProgram(definition, sample, subject.target, CAPACITY),
        data,
        n,
      );
      for (const [name, numbers] of expected)
        assertClose(name, found.get(name) as Float64Array, numbers, subject.tolerance);
    };
  return [
    { group, name: 'gives what the reference gives on a full batch', run: against(CAPACITY) },
    { group, name: 'gives what the reference gives on part of a batch', run: against(3) },
    { group, name: 'gives what the reference gives on one image', run: against(1) },
    { group, name: 'gives what the reference gives on whole numbers with many ties', run: against(4, tied) },
    { group, name: 'gives the same bits again', run: (subject) => repeated(subject, definition, sample) },
  ];
}

/** The same data with inputs rounded to whole numbers: equal values in a window, zeros at a ReLU. */
function tied(data: ModuleData): ModuleData {
  return { ...data, inputs: data.inputs.map((numbers) => numbers.map((number) => Math.round(number))) };
}

async function repeated(
  { device, target }: Subject,
  definition: ModuleDefinition,
  sample: ModuleSample,
): Promise<void> {
  const built = moduleProgram(definition, sample, target, CAPACITY);
  const data = moduleData(built, CAPACITY, 77);
  const first: ModuleResults = await runModule(device, built, data, CAPACITY);
  const second = await runModule(device, built, data, CAPACITY);
  for (const [name, numbers] of first) assertSame(name, second.get(name) as Float64Array, numbers);
}
