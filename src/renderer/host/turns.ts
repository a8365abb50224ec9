/** Lets so many at a time; the others wait in the order they came. */
export interface Turns {
  /** Runs a task when it is its turn, and answers as it does. */
  take<T>(task: () => Promise<T>): Promise<T>;
}

export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  return {
    async take(task) {
      if (underWay < most) underWay++;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await task();
      } finally {
        // The place goes from one to the next, so that nobody who comes now gets in between.
        const next = waiting.shift();
        if (next) next();
        else underWay--;
      }
    },
  };
}
