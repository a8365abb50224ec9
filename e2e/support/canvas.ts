import type { Locator, Page } from '@playwright/test';

/** A place on the canvas, in pixels from its upper left corner. */
export interface CanvasPlace {
  readonly x: number;
  readonly y: number;
}

/** The canvas itself. */
export function canvas(page: Page): Locator {
  return page.getByRole('application', { name: 'Network' });
}

/** A module on the canvas, by its id. */
export function moduleNode(page: Page, id: string): Locator {
  return canvas(page).getByRole('group', { name: new RegExp(`^${id},`) });
}

/** A port of a module, by `conv1.output`. */
export function port(page: Page, name: string): Locator {
  const [node, portName] = name.split('.');
  return canvas(page).getByRole('button', { name: new RegExp(`^${node} (input|output) ${portName}\\b`) });
}

/** A wire and the shape it carries, as a screen reader is told of it. */
export function wire(page: Page, from: string, to: string, shape: string): Locator {
  return canvas(page).getByRole('img', { name: `Wire from ${from} to ${to}, ${shape}`, exact: true });
}

/** Drags a module from the palette to a place on the canvas. */
export async function dragModule(page: Page, type: string, targetPosition: CanvasPlace): Promise<void> {
  // A module that was added before is listed among the recent ones too.
  const row = page.getByRole('row', { name: new RegExp(`^${type}: `) }).last();
  await row.getByText(type, { exact: true }).dragTo(canvas(page), { targetPosition });
}

/** Draws a wire with the mouse, from port to port. */
export async function dragWire(page: Page, from: string, to: string): Promise<void> {
  await port(page, from).hover();
  await page.mouse.down();
  await port(page, to).hover();
  await page.mouse.up();
}

/** A parameter's field in the inspector. */
export function parameter(page: Page, name: string): Locator {
  return page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name, exact: true });
}
