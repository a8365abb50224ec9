import { expect, type Locator, type Page } from '@playwright/test';

/** The button that a curve's newest loss and accuracy stand in, as text that changes with the curve. */
export function curveReading(page: Page, split: 'Training' | 'Validation' | 'Test'): Locator {
  return page
    .getByRole('list', { name: 'Lines' })
    .getByRole('button', { name: new RegExp(`^${split} loss`) });
}

/** Waits until the training curve has a point and then another one, as a person sees it move. */
export async function expectCurveMoves(page: Page, timeout: number): Promise<void> {
  const reading = curveReading(page, 'Training');
  await expect(reading).toHaveText(/\d/, { timeout });
  const first = await reading.textContent();
  await expect(reading).not.toHaveText(first ?? '', { timeout });
}

/** The facts about the shown run: state, epochs done, data. */
export function runFacts(page: Page): Locator {
  return page.getByRole('list', { name: 'About this run' });
}
