/** What the pace asks of the page. */
export interface PaceSurroundings {
  /** Milliseconds, as performance.now(). */
  readonly now: () => number;
  readonly delay: (callback: () => void, milliseconds: number) => void;
  /** Runs `callback` when what was changed until now has been rendered, before the page draws. */
  readonly rendered: (callback: () => void) => void;
  /** As requestAnimationFrame. */
  readonly frame: (callback: () => void) => void;
  /** Runs `callback` when the frame that it is called in has been drawn. */
  readonly drawn: (callback: () => void) => void;
}

/** Hands on what happens in runs, no oftener than the page can show it at little cost. */
export interface LivePace<T> {
  /** Takes something to show; at once where it is urgent, with all that waits. */
  add(item: T, isUrgent: boolean): void;
  /** Shows now what waits. */
  flush(): void;
}

/** Showing a run may cost the page this share of its time: training may want the same processor. */
const SHARE = 1 / 100;
/** Oftener is of no use to the eye; seldomer, and it no longer looks alive. Milliseconds. */
const SHORTEST = 100;
const LONGEST = 1000;

/** Shows items in the order they came, as many together as came meanwhile. */
export function createLivePace<T>(
  show: (items: readonly T[]) => void,
  surroundings: PaceSurroundings,
): LivePace<T> {
  const { now, delay, rendered, frame, drawn } = surroundings;
  let waiting: T[] = [];
  let isDue = false;
  let last = Number.NEGATIVE_INFINITY;
  let pause = SHORTEST;

  const flush = () => {
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    last = now();
    measure(last);
    show(items);
  };

  /** Sets the pause by what this time costs: rendering, then the frame that draws it; not the wait between them. */
  const measure = (start: number) => {
    let rendering = 0;
    frame(() => {
      const frameStart = now();
      drawn(() => {
        const cost = rendering + now() - frameStart;
        pause = Math.min(LONGEST, Math.max(SHORTEST, cost / SHARE));
      });
    });
    // Asked for after `show`, so that it comes after what that asks for.
    delay0(() => rendered(() => (rendering = now() - start)));
  };

  return {
    add(item, isUrgent) {
      waiting.push(item);
      if (isUrgent) return flush();
      if (isDue) return;
      isDue = true;
      delay(
        () => {
          isDue = false;
          flush();
        },
        Math.max(0, last + pause - now()),
      );
    },
    flush,
  };
}
