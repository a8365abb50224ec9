import { useLayoutEffect, useState } from 'react';
import type { ScreenBox } from './placeBeside.ts';

/** Where an element is on the screen, frame by frame: it may move, come later or go; null while it is not there. */
export function useScreenBox(find: () => Element | null): ScreenBox | null {
  const [box, setBox] = useState<ScreenBox | null>(null);
  useLayoutEffect(() => {
    let frame = 0;
    let element: Element | null = null;
    const follow = () => {
      if (!element?.isConnected) element = find();
      const next = boxOf(element);
      setBox((before) => (isSameBox(before, next) ? before : next));
      frame = requestAnimationFrame(follow);
    };
    follow();
    return () => cancelAnimationFrame(frame);
  }, [find]);
  return box;
}

function boxOf(element: Element | null): ScreenBox | null {
  const box = element?.getBoundingClientRect();
  if (box === undefined || box.width * box.height === 0) return null;
  const { left, top, width, height } = box;
  return { left, top, width, height };
}

function isSameBox(a: ScreenBox | null, b: ScreenBox | null): boolean {
  if (a === null || b === null) return a === b;
  return a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;
}
