import { type RefObject, useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { Mistake } from '../../shared/api/runs.ts';
import type { GalleryLayout } from './galleryLayout.ts';
import { type Anchor, anchorAt, scrollOfAnchor, scrollToShow } from './galleryScroll.ts';

/**
 * Keeps what is seen in place while the layout changes: the current tile, else the first in sight. Where other
 * answers come to the same question, the current tile keeps its place, or else the gallery its scroll. Another
 * question is looked at from its top.
 */
export function useGalleryScroll(options: {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly layout: GalleryLayout;
  readonly list: readonly Mistake[];
  /** The place that keys are at. */
  readonly current: number;
  readonly question: string;
  /** Where to start, in CSS pixels. */
  readonly start: number;
  /** Told how far it was scrolled when the gallery goes. */
  readonly onLeave: (scroll: number) => void;
}) {
  const { scroller, layout, list, current, question } = options;
  const scrolled = useRef(options.start);
  const anchor = useRef<Anchor | null>(null);
  const before = useRef({ question, list });

  const note = () => {
    const element = scroller.current;
    if (element === null) return;
    scrolled.current = element.scrollTop;
    anchor.current = anchorAt(layout, element.scrollTop, element.clientHeight, current);
  };
  const goTo = (scroll: number) => {
    if (scroller.current) scroller.current.scrollTop = scroll;
    note();
  };
  const settle = useEffectEvent(() => {
    const isSame = before.current.question === question;
    const isAnswer = before.current.list !== list;
    before.current = { question, list };
    const kept = isAnswer && !anchor.current?.isCurrent ? null : anchor.current;
    const place = kept ? list.findIndex(({ index }) => index === kept.index) : -1;
    if (!isSame) goTo(0);
    else if (kept && place >= 0) goTo(scrollOfAnchor(layout, place, kept));
    else goTo(scrolled.current);
  });
  useLayoutEffect(() => {
    // Not laid out yet: there is nothing to scroll.
    if (layout.rows.length > 0) settle();
  }, [layout]);
  const noteEvent = useEffectEvent(note);
  useLayoutEffect(() => {
    if (current >= 0) noteEvent();
  }, [current]);
  const leave = useEffectEvent(() => options.onLeave(scrolled.current));
  useLayoutEffect(() => () => leave(), []);

  return {
    onScroll: note,
    show: (place: number) => {
      const element = scroller.current;
      if (element) goTo(scrollToShow(layout, place, element.scrollTop, element.clientHeight));
    },
  };
}
