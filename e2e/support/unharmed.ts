import { expect, type Page } from '@playwright/test';

declare global {
  interface Window {
    /** Set by every payload that gets to run. */
    __pwned?: unknown;
    /** What the content security policy refused. */
    refused?: string[];
  }
}

/** Watches a page for what no text may do, from its first document on. */
export async function watchForHarm(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.refused = [];
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      window.refused?.push(`${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  page.on('dialog', (dialog) => {
    throw new Error(`a dialog opened: ${dialog.message()}`);
  });
  page.on('popup', () => {
    throw new Error('a window opened');
  });
}

/**
 * Expects that no text ran, was refused by the policy, changed a prototype, or pushed the page out of its shape: it does
 * not scroll, and what is always there is where it was and can be clicked.
 */
export async function expectUnharmed(page: Page, what: string): Promise<void> {
  const found = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    const controls = [...document.querySelectorAll('body > #root header button')];
    // An open menu or dialog takes the page behind it out of use.
    const isBehind = document.getElementById('root')?.inert ?? false;
    const covered = controls.filter((control) => {
      if (isBehind) return false;
      const { left, right, top, bottom } = control.getBoundingClientRect();
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return hit === null || !(control.contains(hit) || hit.closest('[role="dialog"], [data-rac]') !== null);
    });
    return {
      pwned: window.__pwned,
      refused: window.refused,
      polluted: Object.keys(Object.prototype),
      isWide: scrollWidth > innerWidth,
      isHigh: scrollHeight > innerHeight,
      barHeight: document.querySelector('header')?.getBoundingClientRect().height,
      controls: controls.length > 4,
      covered: covered.map((control) => control.outerHTML.slice(0, 120)),
      address: location.pathname,
      foreign: [
        ...document.querySelectorAll(
          'iframe, object, embed, base, form[action], body :is(script, style, link)',
        ),
      ].map(({ outerHTML }) => outerHTML.slice(0, 120)),
    };
  });
  expect(found, what).toEqual({
    pwned: undefined,
    refused: [],
    polluted: [],
    isWide: false,
    isHigh: false,
    barHeight: 44,
    controls: true,
    covered: [],
    address: '/',
    foreign: [],
  });
}
