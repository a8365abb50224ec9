import type { View } from '../store/viewStore.ts';

/** One stop of the tour. */
export interface TourStep {
  readonly title: string;
  readonly text: string;
  readonly view: View;
  /** What it points at, if that is there. */
  readonly find: () => Element | null;
}

const byLabel = (label: string) => () => document.querySelector(`[aria-label="${label}"]`);

/** The tour: what is where, in the order of a first day's work. */
export const tourSteps: readonly TourStep[] = [
  {
    title: 'Welcome to Signalbox',
    text: 'Here you wire a network by hand, train it on your own computer and look at what it gets wrong. No account, no telemetry, and no network unless you ask for it.',
    view: 'build',
    find: () => null,
  },
  {
    title: 'Modules',
    text: 'Drag one onto the canvas, or press Enter on it to add it after what is selected. On the canvas, Tab or a double click searches them.',
    view: 'build',
    find: byLabel('Modules'),
  },
  {
    title: 'Wires carry shapes',
    text: 'A wire leads from a port under one module to a port above the next. It shows the shape of its tensor as you build, before there is any data.',
    view: 'build',
    find: seenWire,
  },
  {
    title: 'Inspector',
    text: 'What is selected shows here with its parameters, its sizes and its documentation; with nothing selected, the whole project.',
    view: 'build',
    find: byLabel('Inspector'),
  },
  {
    title: 'Problems',
    text: 'What does not fit is said here in a sentence, and mended with one press where there is a mend. F8 goes from one to the next.',
    view: 'build',
    find: byLabel('Problems and totals'),
  },
  {
    title: 'Train',
    text: 'One press trains what is on the canvas on the built-in traffic signs. You can do it now: the tour waits.',
    view: 'build',
    find: () => document.querySelector('[data-tour="train"]'),
  },
  {
    title: 'Curves',
    text: 'Loss and accuracy are drawn here while a network trains. Data, optimiser and device are chosen at the left; every run is kept at the right.',
    view: 'train',
    find: byLabel('Run'),
  },
  {
    title: 'Mistakes',
    text: 'After the first epoch: every sign that the network takes for another one, which it confuses, and a place to try pictures of your own. This tour is found again in the project menu.',
    view: 'mistakes',
    find: () => document.querySelector('main'),
  },
];

/** A wire that is seen, the canvas where none is. */
function seenWire(): Element | null {
  const canvas = document.querySelector('main[aria-label="Canvas"]');
  const frame = canvas?.getBoundingClientRect();
  if (!canvas || !frame) return null;
  const isSeen = (wire: Element) => {
    const { top, bottom, left, right } = wire.getBoundingClientRect();
    return top > frame.top && bottom < frame.bottom && left > frame.left && right < frame.right;
  };
  return [...canvas.querySelectorAll('.react-flow__edge')].find(isSeen) ?? canvas;
}
