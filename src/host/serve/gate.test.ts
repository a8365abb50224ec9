import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GateDecision, gate } from './gate.ts';
import { gateTable, judgeToken, TOKEN } from './testing/gateTable.ts';

function statusOf(decision: GateDecision): number {
  return decision.kind === 'refuse' ? decision.status : decision.kind === 'file' ? 200 : 101;
}

/** What a gate answers otherwise than the table has it. */
function mistakesOf(tried: typeof gate): string[] {
  return gateTable.flatMap(({ what, request, status }) => {
    const found = statusOf(tried(request, judgeToken));
    return found === status ? [] : [`${what}: ${found}, expected ${status}`];
  });
}

test('every request of the table is answered as the table has it', () => {
  expect(gateTable.length).toBeGreaterThan(5000);
  expect(mistakesOf(gate).slice(0, 10)).toEqual([]);
});

test('a line is authorised by the token in its request, and by nothing else', () => {
  for (const { what, request, status } of gateTable) {
    if (status !== 101) continue;
    const decision = gate(request, judgeToken);
    const shown = request.headers.includes(`Bearer ${TOKEN}`);
    expect([what, decision]).toEqual([what, { kind: 'line', authorised: shown }]);
  }
});

test('a token is looked at only where everything else is right', () => {
  let looked = 0;
  for (const { request } of gateTable) {
    gate(request, (token) => {
      looked++;
      return judgeToken(token);
    });
  }
  const right = gateTable.filter(({ request, status }) => {
    const shown = request.headers.some((value) => /^Bearer [!-~]/.test(value));
    return shown && request.upgrade && [101, 401, 429].includes(status);
  });
  expect(looked).toBe(right.length);
});

test('a refusal says what it refuses in one sentence, and nothing of the request', () => {
  for (const { request } of gateTable) {
    const decision = gate({ ...request, method: `${request.method}<b>` }, judgeToken);
    if (decision.kind !== 'refuse') continue;
    expect(decision.sentence).toMatch(/^[A-Z].*\.$/);
    expect(decision.sentence).not.toMatch(/evil|<b>/);
  }
});

describe('the table finds each planted bug', () => {
  let folder: string;
  let source: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-gate-'));
    const path = join(import.meta.dirname, 'gate.ts');
    source = readFileSync(path, 'utf8').replaceAll("'../../", `'${join(import.meta.dirname, '../..')}/`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['any name that begins like ours is ours', '(:\\d{1,5})?$/i', '/i'],
    ['any name that ends like ours is ours', '/^(127', '/(127'],
    ['a dot stands for any letter', '127\\.0\\.0\\.1', '127.0.0.1'],
    ['a port may be anything', '(:\\d{1,5})?$', '(:.*)?$'],
    ['one of several hosts is enough', 'hosts.length !== 1', 'hosts.length < 1'],
    [
      'the origin null is let in',
      'origins.length === 1 &&',
      "origins[0] !== 'null' && origins.length === 1 &&",
    ],
    ['an origin that begins like ours is ours', 'origins[0] !== own', '!origins[0].startsWith(own)'],
    ['an origin that ends like ours is ours', 'origins[0] !== own', '!origins[0].endsWith(own)'],
    [
      'the scheme of an origin does not matter',
      'origins[0] !== own',
      "origins[0].split('//')[1] !== own.split('//')[1]",
    ],
    [
      'a line without an origin is let in',
      "header.all('origin').length === 1\n",
      "header.all('origin').length < 2\n",
    ],
    [
      'an origin makes a wrong token right',
      "token === undefined ? 'wrong' :",
      "header.all('origin').length === 1 ? 'right' : token === undefined ? 'wrong' :",
    ],
    [
      'what another site asks for is answered',
      "['same-origin', 'none',",
      "['same-origin', 'none', 'cross-site',",
    ],
    ['one right word of where it is from is enough', '.every((site)', '.some((site)'],
    ['any method is answered', "method !== 'GET' && method !== 'HEAD'", 'method.length > 99'],
    ['a query is ignored', '/[?#]/.test(target)', 'false'],
    ['the address may be of any length', 'target.length > LONGEST_TARGET', 'false'],
    ['the address may be of another server', "!target.startsWith('/')", 'false'],
    ['content is taken', 'announced || ', ''],
    ['content in pieces is taken', "|| header.all('transfer-encoding').length > 0", ''],
    ['a line may be anywhere', 'target !== LINE_PATH) return refuse(404', 'false) return refuse(404'],
  ])('%s', async (name, right, wrong) => {
    const planted = source.replace(right, () => wrong);
    expect(planted).not.toBe(source);
    const path = join(folder, `${name.replaceAll(' ', '-')}.ts`);
    writeFileSync(path, planted);
    const { gate: mutant } = (await import(/* @vite-ignore */ path)) as { gate: typeof gate };
    expect(mistakesOf(mutant)).not.toEqual([]);
  });
});
