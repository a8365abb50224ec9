import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Every rule, best practices too; and the size of targets, which axe leaves out unless it is asked for. */
const light = { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] } as const;
/** The dark page is the same one in other colours. */
const dark = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
  resultTypes: ['violations'],
} as const;

/** Expects axe to find nothing in what the page shows, light and dark. No element is left out. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await showIn(page, 'dark');
  expect.soft(await findings(page, dark), `${what}, dark`).toEqual([]);
  await showIn(page, 'light');
  expect.soft(await findings(page, light), `${what}, light`).toEqual([]);
}

/** Changes the system's colours and waits until every element has those that it keeps. */
async function showIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const transitions = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(transitions.map(({ finished }) => finished));
  });
}

type Options = Parameters<AxeBuilder['options']>[0];

async function findings(page: Page, options: unknown): Promise<string[]> {
  // Put into the page once, not at each look.
  const axeSource = (await page.evaluate(() => 'axe' in globalThis)) ? '0' : undefined;
  // One document without frames: nothing has to be gathered from elsewhere.
  const axe = new AxeBuilder({ page, axeSource }).setLegacyMode().options(options as Options);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${help}): ${html.slice(0, 300)}\n  ${failureSummary}`),
  );
}
