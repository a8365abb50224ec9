import { expect, test } from 'vitest';
import { createAccess, OPENING_TIME, TRIES_A_SECOND } from './token.ts';

const yes = () => true;

function accessAt(start = 5000) {
  const clock = { time: start };
  return { clock, access: createAccess(() => clock.time) };
}

test('a token has 192 bits, stands in an address as it is, and is another one each time', () => {
  const tokens = Array.from({ length: 50 }, () => createAccess()).flatMap(
    ({ token, pageToken, openingCode }) => [token, pageToken, openingCode],
  );
  for (const token of tokens) expect(token).toMatch(/^[\w-]{32}$/);
  expect(new Set(tokens).size).toBe(150);
});

test('a token is right as often as it is shown, whoever shows it', () => {
  const { access, clock } = accessAt();
  for (let i = 0; i < 20; i++) {
    clock.time += 300;
    expect(access.judge(i % 2 ? access.token : access.pageToken, () => false)).toBe('right');
  }
});

test('no more than five are looked at in any second', () => {
  const { access, clock } = accessAt();
  for (let i = 0; i < TRIES_A_SECOND; i++) {
    expect(access.judge('wrong', yes)).toBe('wrong');
    clock.time += 100;
  }
  expect(access.judge(access.token, yes)).toBe('too-many');
  clock.time += 499;
  expect(access.judge(access.token, yes)).toBe('too-many');
  clock.time += 1;
  expect(access.judge(access.token, yes)).toBe('right');
  expect(access.judge(access.token, yes)).toBe('too-many');
});

test('the opening code is right once', () => {
  const { access } = accessAt();
  expect(access.judge(access.openingCode, yes)).toBe('right');
  expect(access.judge(access.openingCode, yes)).toBe('wrong');
});

test('the opening code is right for the same person alone, and is not used up by another', () => {
  const { access } = accessAt();
  expect(access.judge(access.openingCode, () => false)).toBe('wrong');
  expect(access.judge(access.openingCode, yes)).toBe('right');
});

test('the opening code is right for two minutes', () => {
  const { access, clock } = accessAt();
  clock.time += OPENING_TIME;
  expect(access.judge(access.openingCode, yes)).toBe('wrong');
});

test('whose program it is is asked only for the right code', () => {
  const { access } = accessAt();
  let asked = 0;
  const count = () => {
    asked++;
    return true;
  };
  access.judge('wrong', count);
  access.judge(access.token, count);
  expect(asked).toBe(0);
});
