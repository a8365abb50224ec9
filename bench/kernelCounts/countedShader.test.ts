import { expect, test } from 'vitest';
import { type Kernel, writeKernel } from '../../src/engine/devices/webgpu/kernel.ts';
import { countedShader } from './countedShader.ts';

function kernel(body: string, declarations?: string): Kernel {
  const place = (address: number) => ({ place: { address, bytes: 64, shift: 0 }, type: 'f32' as const });
  return writeKernel({
    label: 'some kernel',
    operands: { x: place(0), y: place(256) },
    workgroupSize: [32],
    workgroups: () => [1, 1, 1],
    declarations,
    body,
  });
}

test('the counters are bound after the operands, which are told in order', () => {
  const { source, operands } = countedShader(kernel('set_y(lane, x(lane));'));
  expect(operands).toEqual(['x', 'y']);
  expect(source).toContain('@group(0) @binding(2) var<storage, read_write> counters');
});

test('a run of sums of products is counted by their vectors, other statements are not', () => {
  const body = `
  var sum0_0: vec4f; var sum0_1 = 0.0; var others = 0.0;
  sum0_0 += a.x * b0;
  sum0_1 += c * d;
  others += c * d;
  sum0_1 += 1.0;`;
  const { source } = countedShader(kernel(body));
  expect(source.match(/counted_products \+= \w+;/g)).toEqual(['counted_products += 5u;']);
});

test('a kernel that reaches memory past its functions is refused', () => {
  const past = kernel('set_y(lane, peek());', 'fn peek() -> f32 { return memory0[3]; }');
  expect(() => countedShader(past)).toThrow(
    'some kernel: its text is not as writeKernel writes it, so that nothing can be counted',
  );
});
