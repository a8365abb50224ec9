import { expect, test } from 'vitest';
import { bar, count, createOutput, duration, megabytes, share } from './output.ts';

function outputs(json: boolean, terminal: { isTTY?: boolean; columns?: number } = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const output = createOutput(
    json,
    { write: (text) => out.push(text) },
    { ...terminal, write: (text) => err.push(text) },
  );
  return { output, out, err };
}

/** What a terminal shows at the end: a carriage return goes back to the line's start. */
function screen(writes: readonly string[]): string[] {
  return writes
    .join('')
    .split('\n')
    .map((line) =>
      line
        .split('\r')
        .reduce((shown, part) => part + shown.slice(part.length), '')
        .trimEnd(),
    );
}

test('a result is text for people, or one JSON object a line', () => {
  const people = outputs(false);
  people.output.result({ a: 1 }, 'first line\nsecond line');
  expect([people.out, people.err]).toEqual([['first line\nsecond line\n'], []]);
  const program = outputs(true);
  program.output.result({ a: 'line\nbreak' }, 'for people');
  program.output.result({ b: 2 }, 'for people');
  expect([program.out, program.err]).toEqual([['{"a":"line\\nbreak"}\n', '{"b":2}\n'], []]);
});

test('with --json nothing but JSON reaches standard output', () => {
  const { output, out, err } = outputs(true, { isTTY: true });
  output.progress('half way');
  output.note('a word');
  output.result({ done: true }, 'done');
  output.endProgress();
  expect(out.map((text) => JSON.parse(text))).toEqual([{ done: true }]);
  expect(screen(err)).toEqual(['a word', '']);
});

test('progress is shown on a terminal alone', () => {
  const file = outputs(false);
  file.output.progress('half way');
  file.output.endProgress();
  expect(file.err).toEqual([]);
  const terminal = outputs(false, { isTTY: true });
  terminal.output.progress('half way');
  expect(screen(terminal.err)).toEqual(['half way']);
});

test('a progress line replaces the one before it, however much longer that was', () => {
  const { output, err } = outputs(false, { isTTY: true });
  for (const text of ['a rather long line', 'short', 'middling']) output.progress(text);
  expect(screen(err)).toEqual(['middling']);
  output.endProgress();
  expect(screen(err)).toEqual(['']);
});

test('a note or a result takes the progress line away first', () => {
  const { output, err } = outputs(false, { isTTY: true });
  output.progress('epoch 1 [####   ]');
  output.note('look');
  expect(screen(err)).toEqual(['look', '']);
  output.progress('epoch 2 [####   ]');
  output.result({}, 'done');
  expect(screen(err)).toEqual(['look', '']);
});

test('a progress line never wraps', () => {
  const { output, err } = outputs(false, { isTTY: true, columns: 30 });
  output.progress('x'.repeat(100));
  expect(screen(err)[0]).toHaveLength(29);
});

test('what a terminal would obey is shown, not obeyed', () => {
  const { output, out, err } = outputs(false, { isTTY: true });
  const hostile = 'a\u001b]0;title\u0007b\u009b2J\u0000c\rd\u202ee';
  const shown = 'a\\u001b]0;title\\u0007b\\u009b2J\\u0000c\\u000dd\\u202ee';
  output.note(hostile);
  output.result({}, `${hostile}\nnext\tone é🚸`);
  expect([err, out]).toEqual([[`${shown}\n`], [`${shown}\nnext\tone é🚸\n`]]);
  output.progress(hostile);
  expect(err.at(-1)).toBe(`\r${shown}`);
});

test('a bar is as long for any share', () => {
  expect(bar(0, 4)).toBe('[    ]');
  expect(bar(0.3, 10)).toBe('[###       ]');
  expect(bar(7, 4)).toBe('[####]');
  expect(bar(-1, 4)).toBe('[    ]');
});

test('numbers for people', () => {
  expect([count(2670795), share(0.95524), megabytes(93_149_000)]).toEqual(['2,670,795', '0.9552', '93.1 MB']);
  expect([0.4, 59.4, 59.6, 271, 7290].map(duration)).toEqual([
    '0 s',
    '59 s',
    '1 min 0 s',
    '4 min 31 s',
    '2 h 1 min',
  ]);
});
