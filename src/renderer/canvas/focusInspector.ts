const FIELDS = 'input:not([disabled]), select, textarea, button:not([disabled]), [tabindex="0"]';

/** Gives the inspector's first field the keyboard's focus; false where the inspector has none. */
export function focusInspector(): boolean {
  const inspector = document.getElementById('inspector');
  const field = inspector?.querySelector<HTMLElement>(FIELDS) ?? null;
  field?.focus();
  return field !== null;
}
