import { useEffect, useRef, useState } from 'react';
import { modules } from '../../engine/nn/registry.ts';

/** Milliseconds that the pointer rests before the tip shows. */
const DELAY = 400;

/**
 * The one tip of a list of modules: it stands beside the row under the pointer or with the keyboard's focus. Rows name
 * their module in `data-module-type`.
 */
export function useSummaryTip() {
  const [shown, setShown] = useState<{ readonly type: string; readonly row: Element } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const anchor = useRef<Element | null>(null);
  anchor.current = shown?.row ?? null;

  function show(target: EventTarget | null, delay: number): void {
    clearTimeout(timer.current);
    const row = target instanceof Element ? target.closest('[data-module-type]') : null;
    const type = row?.getAttribute('data-module-type') ?? null;
    if (row === null || type === null) setShown(null);
    else timer.current = setTimeout(() => setShown({ type, row }), delay);
  }

  function hide(): void {
    clearTimeout(timer.current);
    setShown(null);
  }

  useEffect(() => () => clearTimeout(timer.current), []);

  return {
    /** For the element round the list. */
    listeners: {
      onPointerOver: (event: React.PointerEvent) => show(event.target, DELAY),
      onPointerLeave: hide,
      onPointerDown: hide,
      onDragStart: hide,
      onFocus: (event: React.FocusEvent) => {
        if (event.target.matches(':focus-visible')) show(event.target, 0);
      },
      onBlur: hide,
    },
    anchor,
    summary: shown === null ? null : (modules.get(shown.type)?.summary ?? null),
  };
}
