// biome-ignore-all lint/a11y/useSemanticElements: the cells of a table cannot be placed freely, one row at a time.
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { Mistake } from '../../shared/api/runs.ts';
import { useWidth } from '../confusion/useWidth.ts';
import styles from './Gallery.module.css';
import { GalleryGroup, GalleryLine } from './GalleryLine.tsx';
import { placeByKey } from './galleryKeys.ts';
import { galleryLayout, type PictureScale, type PictureSize } from './galleryLayout.ts';
import type { MistakeGroup } from './mistakeOrder.ts';
import type { PictureLoader } from './pictureLoader.ts';
import { useGalleryScroll } from './useGalleryScroll.ts';

/** Rows beyond the edges that are made ready. */
const OVERSCAN = 3;

/**
 * The pictures as a grid of which only what is in sight exists. Arrows, Home, End and the Page keys move, Enter opens,
 * Escape closes what is open.
 */
export function Gallery(props: {
  readonly groups: readonly MistakeGroup[];
  /** All of the groups' mistakes, at least one. */
  readonly list: readonly Mistake[];
  readonly sizes: ReadonlyMap<number, PictureSize>;
  readonly scale: PictureScale;
  readonly classes: readonly string[];
  readonly loader: PictureLoader;
  /** Dataset index of the mistake that keys are at. */
  readonly active: number | null;
  /** Whether that one is open beside the gallery: what keys lead to is opened too. */
  readonly isOpen: boolean;
  /** Where to start, in CSS pixels from the top. */
  readonly scroll: number;
  /** Another question than before is looked at from its top; new answers to the same one where they are. */
  readonly question: string;
  /** Another number than before puts the focus on the active tile. */
  readonly focusRequest: number;
  readonly onActive: (mistake: Mistake) => void;
  readonly onOpen: (mistake: Mistake) => void;
  readonly onClose: () => void;
  /** Told how far it was scrolled when it goes. */
  readonly onLeave: (scroll: number) => void;
}) {
  const { groups, list, sizes, scale, classes, loader, active, isOpen, question, focusRequest } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const layout = useMemo(
    () => galleryLayout(width === 0 ? [] : groups, sizes, scale, width),
    [groups, sizes, scale, width],
  );
  const { rows, tops, rowOf } = layout;
  const found = useMemo(() => list.findIndex(({ index }) => index === active), [list, active]);
  const current = Math.max(0, found);
  const { onScroll, show } = useGalleryScroll({
    ...{ scroller, layout, list, current, question },
    start: props.scroll,
    onLeave: props.onLeave,
  });
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (row) => rows[row].height,
    overscan: OVERSCAN,
    initialOffset: props.scroll,
    // The tile that has the focus stays, however far it is scrolled away.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), rowOf[current] ?? 0])].sort((a, b) => a - b),
  });
  const shown = virtualizer.getVirtualItems();
  // Heights are known, not measured: another layout is another list of them.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, layout]);
  useEffect(() => {
    const tiles = shown.flatMap(({ index }) => {
      const row = rows[index];
      return row?.kind === 'tiles' ? row.tiles : [];
    });
    loader.want(
      'gallery',
      tiles.map(({ index }) => ({ index, bytes: bytesOf(sizes.get(index)) })),
    );
  });
  const focusNext = useFocus(scroller, current, focusRequest, show);

  const press = (event: KeyboardEvent) => {
    const mod = event.ctrlKey || event.metaKey;
    if (event.altKey || (mod && event.key === 'Enter')) return;
    if (event.key === 'Enter' || event.key === ' ') props.onOpen(list[current]);
    else if (event.key === 'Escape' && isOpen) props.onClose();
    else {
      const page = scroller.current?.clientHeight ?? 0;
      const next = placeByKey(layout, current, event.key, mod, page);
      if (next === null) return;
      if (next !== current) {
        focusNext();
        show(next);
        if (isOpen) props.onOpen(list[next]);
        else props.onActive(list[next]);
      }
    }
    event.preventDefault();
  };

  return (
    <div ref={scroller} className={styles.scroller} onScroll={onScroll}>
      <div
        ref={place}
        role="grid"
        tabIndex={-1}
        aria-label="Mistakes"
        aria-rowcount={rows.length}
        className={styles.grid}
        style={{ height: tops[rows.length] }}
        onKeyDown={press}
      >
        {shown.map(({ index }) => {
          const row = rows[index];
          if (row === undefined) return null;
          if (row.kind === 'group') {
            const { group } = row;
            return <GalleryGroup key={index} row={index} top={tops[index]} group={group} classes={classes} />;
          }
          const holds = rowOf[current] === index;
          return (
            <GalleryLine
              key={index}
              row={index}
              top={tops[index]}
              tiles={row.tiles}
              pictureHeight={row.pictureHeight}
              list={list}
              classes={classes}
              loader={loader}
              current={holds ? current : null}
              isOpen={holds && isOpen && found >= 0}
              onActive={props.onActive}
              onOpen={props.onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}

/**
 * Keeps the focus on the current tile: after a key, where it is asked for from outside, and where another layout puts
 * the tile into another row, which makes it another element. Returns what to call before a key moves on.
 */
function useFocus(
  scroller: { readonly current: HTMLElement | null },
  current: number,
  request: number,
  show: (place: number) => void,
): () => void {
  const isNext = useRef(false);
  const answered = useRef(request);
  // As it is before this rendering takes elements away.
  const hadFocus = scroller.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    const isAsked = answered.current !== request;
    answered.current = request;
    const isLost = hadFocus && !scroller.current?.contains(document.activeElement);
    if (!isAsked && !isLost && !isNext.current) return;
    isNext.current = false;
    if (isAsked) show(current);
    const tile = scroller.current?.querySelector<HTMLElement>(`[data-place="${current}"]`);
    tile?.focus({ preventScroll: true });
  });
  return () => {
    isNext.current = true;
  };
}

function bytesOf(size: PictureSize | undefined): number {
  return size === undefined ? 0 : 3 * size.width * size.height;
}
