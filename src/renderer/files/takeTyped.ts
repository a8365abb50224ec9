/** Has the field with the focus give what was typed in it, as it does when it is left; the focus stays in it. */
export function takeTyped(): void {
  if (typeof document === 'undefined') return;
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
  field.blur();
  field.focus();
}
