/** What the pace asks of the page. */
export interface PaceSurroundings {
  /** Milliseconds, as performance.now(). */
  readonly now: () => number;
  readonly delay: (callback: () => void, milliseconds: number) => void;
  /** Runs `callback` when what was changed until now is rendered. */
  readonly rendered: (callback: () => void) => void;
  /** As requestAnimationFrame. */
  readonly frame: (callback: () => void) => void;
  /** Runs `callback` when the frame that it is asked for in is drawn. */
  readonly drawn: (callback: () => void) => void;
}

/** Hands on what happens, no oftener than the page can show it at little cost. */
export interface LivePace<T> {
  /** Takes something to show; with all that waits at once where it is urgent. */
  add(item: T, isUrgent: boolean): void;
  /** Shows now what waits. */
  flush(): void;
}

/** How often a pace shows something. */
export interface PaceLimits {
  /** Of its time the page spends so much on it: training may want the same processor. */
  readonly share: number;
  /** Milliseconds from one time to the next, however little or much that costs. */
  readonly shortest: number;
  readonly longest: number;
}

/** Oftener than the shortest the eye gains nothing; less often than the longest it looks dead. */
const LIMITS: PaceLimits = { share: 1 / 100, shortest: 100, longest: 1000 };

/** Shows items in the order they came, those that came meanwhile together. */
export function createLivePace<T>(
  show: (items: readonly T[]) => void,
  { now, delay, rendered, frame, drawn }: PaceSurroundings,
  { share, shortest, longest }: PaceLimits = LIMITS,
): LivePace<T> {
  let waiting: T[] = [];
  let isDue = false;
  let isMeasured = false;
  let last = Number.NEGATIVE_INFINITY;
  let pause = shortest;

  const flush = () => {
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    last = now();
    // A page that nobody sees has no frames: its last measurement stands until it does.
    if (isMeasured) show(items);
    else measure(() => show(items));
  };

  /** Sets the pause by what `act` costs: rendering, then the frame that draws it, without the wait between them. */
  const measure = (act: () => void) => {
    isMeasured = true;
    const start = now();
    let rendering = 0;
    // Asked for before `act` does, so that it comes first in the frame.
    frame(() => {
      const frameStart = now();
      drawn(() => {
        isMeasured = false;
        pause = Math.min(longest, Math.max(shortest, (rendering + now() - frameStart) / share));
      });
    });
    act();
    rendered(() => {
      rendering = now() - start;
    });
  };

  return {
    add(item, isUrgent) {
      waiting.push(item);
      const wait = last + pause - now();
      if (isUrgent || wait <= 0) return flush();
      if (isDue) return;
      isDue = true;
      delay(() => {
        isDue = false;
        flush();
      }, wait);
    },
    flush,
  };
}

/** A page's own surroundings. */
export const pageSurroundings: PaceSurroundings = {
  now: () => performance.now(),
  delay: (callback, milliseconds) => void setTimeout(callback, milliseconds),
  rendered: (callback) => queueMicrotask(callback),
  frame: (callback) => void requestAnimationFrame(callback),
  drawn: (callback) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      callback();
    };
    port2.postMessage(null);
  },
};
