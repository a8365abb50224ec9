import type { View } from '../store/viewStore.ts';

/** One stop of the tour. */
export interface TourStep {
  readonly title: string;
  readonly text: string;
  readonly view: View;
  /** What gets a ring, if it is there. */
  readonly find: () => Element | null;
  /** What the card stands beside, where that is something else. */
  readonly beside?: () => Element | null;
  /** The card stands below or above: at a side it would cover the neighbours in a line. */
  readonly isLine?: true;
}

const byLabel = (label: string) => () => document.querySelector(`[aria-label="${label}"]`);

/** The tour: what is where, in the order of a first day's work. */
export const tourSteps: readonly TourStep[] = [
  {
    title: 'Welcome to Signalbox',
    text: 'Here you wire a network by hand, train it on your own computer and look at what it gets wrong. No account, no telemetry, and no network unless you ask for it.',
    view: 'build',
    find: () => null,
    beside: widestNode,
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
    beside: widestNode,
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
    isLine: true,
  },
  {
    title: 'Train',
    text: 'One press trains what is on the canvas on the built-in traffic signs. You can do it now: the tour waits.',
    view: 'build',
    find: () => document.querySelector('[data-tour="train"]'),
    isLine: true,
  },
  {
    title: 'Curves',
    text: 'Loss and accuracy are drawn here while a network trains. Data, optimiser and device are chosen at the left; every run is kept at the right.',
    view: 'train',
    find: byLabel('Run'),
  },
  {
    title: 'Mistakes',
    text: 'After the first epoch you see every sign that the network gets wrong and which classes it confuses, and try pictures of your own. This tour is found again in the project menu.',
    view: 'mistakes',
    find: () => document.querySelector('main'),
  },
];

/** The widest node that is seen whole: beside it the card covers no other. */
function widestNode(): Element | null {
  const nodes = seenOnCanvas('.react-flow__node');
  const width = (node: Element) => node.getBoundingClientRect().width;
  return nodes.reduce<Element | null>(
    (best, node) => (best && width(best) >= width(node) ? best : node),
    null,
  );
}

/** A wire that is seen, with its label: the one above the widest node, where that has one. */
function seenWire(): Element | null {
  const wires = seenOnCanvas('g').filter((group) => group.querySelector(':scope > text') !== null);
  const node = widestNode()?.getBoundingClientRect();
  const above = wires.find((wire) => node && Math.abs(wire.getBoundingClientRect().bottom - node.top) < 12);
  return above ?? wires[0] ?? document.querySelector(CANVAS);
}

const CANVAS = 'main[aria-label="Canvas"]';

function seenOnCanvas(selector: string): Element[] {
  const canvas = document.querySelector(CANVAS);
  const frame = canvas?.getBoundingClientRect();
  if (!canvas || !frame) return [];
  return [...canvas.querySelectorAll(selector)].filter((element) => {
    const { top, bottom, left, right, width } = element.getBoundingClientRect();
    const isWithin = top > frame.top && bottom < frame.bottom && left > frame.left && right < frame.right;
    return isWithin && width > 0;
  });
}
