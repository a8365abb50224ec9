import { createReferenceDevice } from '../reference/referenceDevice.ts';
import { referenceTarget } from '../reference/referenceTarget.ts';
import { runStep } from './step.ts';
import { tinyNetwork } from './tinyNetwork.ts';

/** The text of goldens/tinyStep.json: what the float64 device makes of the step, in seven digits. */
export async function expectedNumbers(): Promise<string> {
  const results = await runStep(tinyNetwork, createReferenceDevice(), referenceTarget);
  const lines = [...results].map(([name, numbers]) => {
    const list = Array.from(numbers, (number) => Number(number.toPrecision(7)));
    return `  ${JSON.stringify(name)}: [${list.join(', ')}]`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}
