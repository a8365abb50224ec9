import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { SIGN_OF_LIFE } from '../../shared/lineProtocol.ts';
import { keepAlive } from './signsOfLife.ts';

/** A line that counts what is done to it, with so many bytes waiting. */
class Line extends EventEmitter {
  bufferedAmount = 0;
  pings = 0;
  sent: unknown[] = [];
  terminated = 0;
  ping() {
    this.pings++;
  }
  send(data: unknown) {
    this.sent.push(data);
  }
  terminate() {
    this.terminated++;
    this.emit('close');
  }
}

let line: Line;
beforeEach(() => {
  vi.useFakeTimers();
  line = new Line();
  keepAlive(line as unknown as WebSocket);
});
afterEach(() => vi.useRealTimers());

test('the page hears of its server every few seconds', () => {
  vi.advanceTimersByTime(SIGN_OF_LIFE * 3);
  expect(line.sent).toEqual([new Uint8Array(0), new Uint8Array(0), new Uint8Array(0)]);
});

test('a page that answers stays', () => {
  for (let i = 0; i < 100; i++) {
    vi.advanceTimersByTime(SIGN_OF_LIFE);
    line.emit('pong');
  }
  expect([line.pings, line.terminated]).toEqual([100, 0]);
});

test('a page that does not answer any more is gone after eight signs, and no more are given', () => {
  vi.advanceTimersByTime(SIGN_OF_LIFE * 8);
  expect(line.terminated).toBe(0);
  vi.advanceTimersByTime(SIGN_OF_LIFE * 10);
  expect([line.pings, line.terminated]).toEqual([8, 1]);
});

test('a page that is still taking what was sent stays, and gets nothing on top', () => {
  line.bufferedAmount = 1000;
  for (let i = 0; i < 100; i++) {
    vi.advanceTimersByTime(SIGN_OF_LIFE);
    line.bufferedAmount -= 7;
  }
  expect([line.sent.length, line.terminated]).toEqual([0, 0]);
});
