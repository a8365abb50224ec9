import type { Focus } from './dispatch.ts';

const untyped = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
]);

const widgets = ['listbox', 'menu', 'menubar', 'tree', 'treegrid', 'grid', 'slider', 'tablist', 'radiogroup']
  .map((role) => `[role="${role}"]`)
  .join(',');

const controls = 'button, a[href], summary, input, [role="button"], [role="switch"], [role="checkbox"]';

/** What kind of thing an element is to the keys pressed in it. */
export function focusKind(element: Element | null): Focus {
  if (!(element instanceof HTMLElement)) return 'page';
  if (element.isContentEditable || element.matches('textarea, select')) return 'field';
  if (element instanceof HTMLInputElement && !untyped.has(element.type)) return 'field';
  if (element.closest(`${widgets}, input[type="range"], input[type="radio"]`)) return 'widget';
  return element.closest(controls) ? 'control' : 'page';
}

/** Whether an element lies in a dialog. A modal one keeps the focus, so this says whether one is open. */
export function isInDialog(element: Element | null): boolean {
  return (element?.closest('[role="dialog"], [role="alertdialog"]') ?? null) !== null;
}
