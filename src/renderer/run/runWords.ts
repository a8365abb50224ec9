import type { RunState, RunSummary } from '../../shared/api/runs.ts';
import type { Averaging } from '../../shared/document.ts';
import { nameOf } from '../files/hostPath.ts';

const stateWords: Readonly<Record<RunState, string>> = {
  preparing: 'Preparing',
  training: 'Training',
  paused: 'Paused',
  stopping: 'Stopping',
  stopped: 'Stopped',
  finished: 'Finished',
  failed: 'Failed',
  elsewhere: 'Elsewhere',
};

/** What a run is doing, in a word or two. */
export function stateWord(state: RunState): string {
  return stateWords[state];
}

/** Whether this host is at work on the run, paused included. */
export function isActive(state: RunState): boolean {
  return state === 'preparing' || state === 'training' || state === 'paused' || state === 'stopping';
}

/** Whether the run can be gone on with. */
export function isAtRest(state: RunState): boolean {
  return state === 'stopped' || state === 'finished' || state === 'failed';
}

/** The run that this host is at work on, if there is one. */
export function activeRun(runs: readonly RunSummary[]): RunSummary | null {
  return runs.find(({ state }) => isActive(state)) ?? null;
}

/** A number of seconds in its two largest units: `45 s`, `3 min 20 s`, `2 h 5 min`, `1 d 3 h`. */
export function durationWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (!Number.isFinite(whole)) return 'unknown';
  const minutes = Math.floor(whole / 60);
  const hours = Math.floor(minutes / 60);
  const two = (large: number, unit: string, small: number, smaller: string) =>
    small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smaller}`;
  if (minutes === 0) return `${whole} s`;
  if (hours === 0) return two(minutes, 'min', whole % 60, 's');
  if (hours < 24) return two(hours, 'h', minutes % 60, 'min');
  return two(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/** A share as a percentage; never 100 while it is less. */
export function percentWords(share: number, digits = 1): string {
  if (!Number.isFinite(share)) return '–';
  const scale = 10 ** digits;
  const rounded = Math.round(100 * share * scale) / scale;
  const shown = rounded >= 100 && share < 1 ? 100 - 1 / scale : rounded;
  return `${shown.toFixed(digits)} %`;
}

/** Made once: making one takes longer than all else in a figure. */
const wholeNumber = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A whole number with its thousands set apart: `12,630`. */
export function countWords(count: number): string {
  return wholeNumber.format(count);
}

/** How many things there are: `1 epoch`, `12,630 images`. */
export function plural(count: number, noun: string): string {
  return `${countWords(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Speed of training: `238 images/s`, `4.3 images/s`. */
export function rateWords(imagesPerSecond: number): string {
  const words = imagesPerSecond < 9.95 ? imagesPerSecond.toFixed(1) : countWords(Math.round(imagesPerSecond));
  return `${words} images/s`;
}

/** A loss in four digits, whatever its size: `3.761`, `0.04181`, `2.3e-7`. */
export function lossWords(loss: number): string {
  if (!Number.isFinite(loss)) return '–';
  if (loss !== 0 && Math.abs(loss) < 0.0001) return loss.toExponential(1);
  return Number(loss.toPrecision(4)).toString();
}

/** When something was, as short as is clear: the time today, the day before that. `iso` as ISO 8601. */
export function whenWords(iso: string, now: Date): string {
  const then = new Date(iso);
  if (Number.isNaN(then.getTime())) return iso;
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(then);
  const isToday = then.toDateString() === now.toDateString();
  if (isToday) return time;
  const isThisYear = then.getFullYear() === now.getFullYear();
  const day = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(then);
  return `${day} ${time}`;
}

/** When something was, for a narrow place: the time today, the day before that. */
export function whenShort(iso: string, now: Date): string {
  const words = whenWords(iso, now);
  return words.replace(/ \d\d:\d\d$/, '');
}

/** How the weights are averaged: `off`, `decay 0.98 every 5 steps`. */
export function averagingWords(averaging: Averaging | null): string {
  return averaging === null ? 'off' : `decay ${averaging.decay} every ${plural(averaging.every, 'step')}`;
}

/** What a run trains on, in a few words: `built-in signs`, the folder's last name. */
export function dataWords(data: string): string {
  if (data === 'signs') return 'built-in signs';
  return nameOf(data);
}
