import { z } from 'zod';
import { readJson } from '../../shared/json.ts';
import { fail } from '../../shared/problem.ts';
import { builtFile } from '../paths.ts';
import { type BackendPaths, LOG_LEVEL } from './loadBackend.ts';
import type { SelfTestAnswer } from './selfTestChild.ts';
import type { Tool } from './tool.ts';

const answerSchema = z.strictObject({ tensorflow: z.string().max(40), gpu: z.boolean() });

/**
 * Loads an addon in a process of its own, where a crash of it harms nothing, and computes a product. Throws
 * ProblemError where that does not come out.
 */
export async function selfTest(
  { addon, packageFolder }: BackendPaths,
  node: string,
  tool: Tool,
): Promise<SelfTestAnswer> {
  tool.stage('test');
  const { status, output, lines } = await tool.run(
    node,
    [builtFile('main', 'tensorflowTest.js'), addon, packageFolder],
    { environment: { ...tool.surroundings.environment, [LOG_LEVEL]: '3' } },
  );
  const answer = status === 0 ? parse(output) : null;
  if (answer !== null) return answer;
  const missing = lines.map((line) => /(lib[\w.+-]+\.so[\w.]*): cannot open/.exec(line)?.[1]).find(Boolean);
  const how = status === null ? 'the process that loaded it was ended by the system' : tool.whyFailed(lines);
  const why = missing === undefined ? how : `it needs ${missing}, which is not on this machine`;
  return fail('self-test-failed', `TensorFlow is there and does not work: ${why}`);
}

function parse(output: string): SelfTestAnswer | null {
  const last = output.trim().split('\n').pop() ?? '';
  try {
    return answerSchema.safeParse(readJson(last, { file: 'the answer', bytes: 1000 })).data ?? null;
  } catch {
    return null;
  }
}
