import { expect, type Locator, type Page } from '@playwright/test';

/** What a training curve's newest loss and accuracy were, one after the other. */
export interface CurveWatch {
  /** Waits until the curve has moved, as a person who looks on sees it. */
  expectMoved(timeout: number): Promise<void>;
}

/** Looks at the shown run's training curve from now on: a short run is over sooner than one asks twice. */
export async function watchCurve(page: Page): Promise<CurveWatch> {
  const seen = await page.evaluateHandle(() => {
    const readings: string[] = [];
    const look = () => {
      const lines = document.querySelectorAll('[aria-label="Lines"] button');
      const text = [...lines].map((line) => line.textContent ?? '').find((one) => one.startsWith('Training'));
      if (text !== undefined && /\d/.test(text) && readings.at(-1) !== text) readings.push(text);
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    return readings;
  });
  return {
    expectMoved: (timeout) =>
      expect
        .poll(() => seen.evaluate(({ length }) => length), { message: 'readings of the curve', timeout })
        .toBeGreaterThan(1),
  };
}

/** The facts about the shown run: state, epochs done, data. */
export function runFacts(page: Page): Locator {
  return page.getByRole('list', { name: 'About this run' });
}

/** How many epochs of the shown run are done. */
export async function epochsDone(page: Page): Promise<number> {
  const facts = (await runFacts(page).textContent()) ?? '';
  return Number(/([\d,]+) epochs? of/.exec(facts)?.[1].replaceAll(',', '') ?? 0);
}

/** What the table of the curves says of each epoch, newest first. */
export function tableRows(page: Page): Promise<string[]> {
  return page
    .getByRole('region', { name: /^Figures of/ })
    .getByRole('row')
    .allTextContents();
}
