import { expect, type Locator, type Page } from '@playwright/test';

/** A pair of classes that the network confused, as the list beside the matrix names it. */
export interface ConfusedPair {
  readonly count: number;
  /** Names without numbers: `Yield`. */
  readonly truth: string;
  readonly predicted: string;
  /** Their numbers: where they stand in the matrix. */
  readonly row: number;
  readonly column: number;
}

/** The confusion matrix. */
export function matrix(page: Page): Locator {
  return page.getByRole('grid', { name: /^Confusion matrix/ });
}

/** The tiles of the gallery that are in sight. */
export function tiles(page: Page): Locator {
  return page.getByRole('grid', { name: 'Mistakes' }).getByRole('gridcell');
}

/** The status line of the gallery: `3 of 412 mistakes shown`. */
export function galleryStatus(page: Page): Locator {
  return page.getByRole('region', { name: 'Gallery' }).getByRole('status');
}

/** The pair that is confused most. */
export async function mostConfused(page: Page): Promise<ConfusedPair> {
  const pairs = page.getByRole('region', { name: 'Most confused pairs' });
  const text = (await pairs.getByRole('button').first().textContent()) ?? '';
  const found = /^(\d+)\s*(\d+) (.+) taken for (\d+) (.+)$/.exec(text);
  if (found === null) throw new Error(`no pair of classes: ${text}`);
  const [, count, row, truth, column, predicted] = found;
  return {
    count: Number(count),
    ...{ truth: truth.trim(), predicted: predicted.trim(), row: Number(row), column: Number(column) },
  };
}

/** Clicks the cell of a pair in the matrix: found by pointing at rows and columns until they say their names. */
export async function clickCell(page: Page, { truth, predicted }: ConfusedPair): Promise<void> {
  const picture = matrix(page).locator('canvas');
  await picture.scrollIntoViewIfNeeded();
  const box = await picture.boundingBox();
  if (box === null) throw new Error('the matrix is not shown');
  const steps = (length: number) => Array.from({ length: Math.floor(length / 4) }, (_, i) => 4 * i + 2);
  const sentence = page.getByRole('region', { name: 'Confusion' }).locator('p', { hasText: /^“|“.+”/ });
  const says = async (x: number, y: number, name: string) => {
    await page.mouse.move(box.x + x, box.y + y);
    return (await sentence.allTextContents()).some((text) => text.startsWith(`“${name}”:`));
  };
  const first = async (places: readonly number[], isThere: (place: number) => Promise<boolean>) => {
    for (const place of places) if (await isThere(place)) return place;
    throw new Error(`the matrix shows no ${truth} or no ${predicted}`);
  };
  const y = await first(steps(box.height), (place) => says(4, place, truth));
  const x = await first(steps(box.width), (place) => says(place, 4, predicted));
  await page.mouse.click(box.x + x + 2, box.y + y + 2);
  await expect(sentence).toContainText(`taken for “${predicted}”`);
}
