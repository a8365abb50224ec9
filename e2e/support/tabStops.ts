import type { Page } from '@playwright/test';

/** Where the Tab key leads. */
export interface TabStop {
  /** The outermost landmark around it: `Modules`, `Inspector`; its tag or role where it has no name: `header`. */
  readonly landmark: string | null;
  readonly name: string;
  /** A ring is seen around it, or around the control that it is a part of. */
  readonly isSeen: boolean;
}

/** Presses Tab from the page's beginning on until it leaves the page; the stops in their order. */
export async function tabStops(page: Page): Promise<TabStop[]> {
  // Without this the walk would go on from what was clicked last.
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  const stops: TabStop[] = [];
  while (stops.length < 200) {
    await page.keyboard.press('Tab');
    // On the canvas Tab searches modules; from there the keys of the canvas lead on.
    if (await page.getByRole('dialog', { name: 'Add a module' }).isVisible()) {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Home');
      continue;
    }
    const stop = await page.evaluate(describeFocus);
    if (stop === null) break;
    stops.push(stop);
  }
  return stops;
}

/** Runs in the page; null where nothing has the focus. */
function describeFocus(): TabStop | null {
  const { activeElement: focused } = document;
  if (focused === null || focused === document.body) return null;
  const hasRing = (element: Element) => {
    const { outlineStyle, outlineWidth, opacity } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    const isShown = width >= 8 && height >= 8 && opacity !== '0';
    return isShown && outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
  };
  const around: Element[] = [];
  for (let at: Element | null = focused; at !== null && around.length < 4; at = at.parentElement)
    around.push(at);
  // A checkbox or switch is hidden; what is drawn in its place stands in the same label.
  const drawn = focused.closest('label')?.querySelectorAll('*') ?? [];
  let landmark: Element | null = null;
  for (let at: Element | null = focused; at !== null; at = at.parentElement)
    if (at.matches('header, main, aside, section[aria-label], [role="dialog"], [role="status"]'))
      landmark = at;
  const ownName =
    focused.getAttribute('aria-label') ?? focused.closest('label')?.textContent ?? focused.textContent;
  return {
    landmark: landmark && (landmark.ariaLabel ?? landmark.role ?? landmark.localName),
    name: `${focused.tagName.toLowerCase()} ${ownName?.slice(0, 60)}`,
    isSeen: [...around, ...drawn].some(hasRing),
  };
}
