import type { Port } from '../port.ts';

/** A message on its way, and which end posted it. */
export interface OnTheWay {
  readonly from: 'left' | 'right';
  readonly message: unknown;
}

/** Two ports joined in memory, for tests: each message is copied, and arrives when the test says so. */
export interface Line {
  readonly left: Port;
  readonly right: Port;
  /** Every message posted so far, as copied. */
  readonly posted: readonly OnTheWay[];
  /** Delivers what is under way, and what is posted because of it, until nothing is left (of one end's, if named). */
  deliver(only?: 'left' | 'right'): void;
  /** Both ends learn that the line is gone; what was under way is lost. */
  cut(reason: string): void;
}

/**
 * Makes a line. `clone` is the platform's structuredClone, which throws where a message cannot be copied. An end
 * that is given more than a message throws: nothing may be transferred.
 */
export function createLine(clone: (message: unknown) => unknown): Line {
  const posted: OnTheWay[] = [];
  let underWay: OnTheWay[] = [];
  let isCut = false;
  const ends = { left: createEnd('left'), right: createEnd('right') };

  function createEnd(side: 'left' | 'right') {
    const messages: ((message: unknown) => void)[] = [];
    const closes: ((reason: string) => void)[] = [];
    const port: Port = {
      post(...given: unknown[]) {
        if (given.length !== 1) throw new Error(`a message and ${given.length - 1} more were posted`);
        if (isCut) return;
        const item = { from: side, message: clone(given[0]) };
        posted.push(item);
        underWay.push(item);
      },
      onMessage: (listener) => void messages.push(listener),
      onClose: (listener) => void closes.push(listener),
      close: () => cut('it was closed'),
    };
    return { port, messages, closes };
  }

  function deliver(only?: 'left' | 'right'): void {
    for (;;) {
      const next = underWay.findIndex(({ from }) => only === undefined || from === only);
      if (next < 0) return;
      const [{ from, message }] = underWay.splice(next, 1);
      for (const listener of ends[from === 'left' ? 'right' : 'left'].messages) listener(message);
    }
  }

  function cut(reason: string): void {
    if (isCut) return;
    isCut = true;
    underWay = [];
    for (const { closes } of [ends.left, ends.right]) for (const listener of closes) listener(reason);
  }

  return { left: ends.left.port, right: ends.right.port, posted, deliver, cut };
}
