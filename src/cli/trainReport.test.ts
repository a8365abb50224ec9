import { expect, test } from 'vitest';
import { createOutput } from './output.ts';
import { showCompiling } from './trainReport.ts';

test('a terminal shows how far compiling is, and standard output nothing of it', () => {
  const out: string[] = [];
  const err: string[] = [];
  const streams = {
    out: { write: (text: string) => out.push(text) },
    err: { write: (text: string) => err.push(text), isTTY: true },
  };
  showCompiling(createOutput(true, streams.out, streams.err), { done: 12, total: 48 });
  expect([out, err]).toEqual([[], ['\rcompiling shaders [######                  ] 12 of 48']]);
});
