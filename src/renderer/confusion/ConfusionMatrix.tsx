// biome-ignore-all lint/a11y/useSemanticElements: a table element for each of a million cells would hang the page.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell.
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useThemeColours } from '../curves/themeColours.ts';
import styles from './ConfusionMatrix.module.css';
import type { ShadeScale } from './colourMap.ts';
import {
  type Cell,
  type ClassOrder,
  type Confusion,
  cellSentence,
  classFigures,
  className,
  classOrder,
  classSentence,
  largestMistake,
} from './confusionFigures.ts';
import { drawMatrix, type MatrixPicture } from './drawMatrix.ts';
import { cellByKey, type MatrixPart, matrixLayout, partAt, scrollReach, scrollTo } from './matrixLayout.ts';
import { useWidth } from './useWidth.ts';

const MOST_HEIGHT = 900;
const HINT = 'A row is a true class, a column what it was taken for; grey is right.';

/**
 * The confusion matrix: how often each class was taken for which. Cells are painted, only those in sight; the
 * one under pointer or keyboard says its sentence. Arrows move, Enter selects the cell or lets it go.
 */
export function ConfusionMatrix({
  classes,
  confusion,
  selected,
  onSelect,
  sort,
  scale = 'root',
}: {
  readonly classes: readonly string[];
  readonly confusion: Confusion;
  readonly selected: Cell | null;
  readonly onSelect: (cell: Cell | null) => void;
  readonly sort: ClassOrder;
  readonly scale?: ShadeScale;
}) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(place);
  const colours = useThemeColours();
  const [scroll, setScroll] = useState({ left: 0, top: 0 });
  const [pointed, setPointed] = useState<MatrixPart | null>(null);
  const [focus, setFocus] = useState({ row: 0, column: 0 });
  const [isFocused, setFocused] = useState(false);
  const figures = useMemo(() => classFigures(confusion), [confusion]);
  const order = useMemo(() => classOrder(figures, sort), [figures, sort]);
  const largest = useMemo(() => largestMistake(confusion), [confusion]);
  const layout = useMemo(() => matrixLayout(order.length, width, MOST_HEIGHT), [order.length, width]);
  const places = useMemo(() => new Map(order.map((index, at) => [index, at])), [order]);

  const marked = pointed ?? (isFocused ? ({ kind: 'cell', ...focus } as const) : null);
  const row = marked !== null && marked.kind !== 'column' ? marked.row : -1;
  const column = marked !== null && marked.kind !== 'row' ? marked.column : -1;
  const cellAt = (at: { readonly row: number; readonly column: number }): Cell => ({
    true: order[at.row],
    predicted: order[at.column],
  });
  const chosen = selected && shownCell(places, selected);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || width === 0) return;
    const ratio = window.devicePixelRatio;
    fitCanvas(context.canvas, layout.width * ratio, layout.height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const selectedAt = selected && shownCell(places, selected);
    drawMatrix(context, {
      ...{ layout, scroll, classes, confusion, figures, order, largest, scale, colours, row, column },
      selected: selectedAt,
    } satisfies MatrixPicture);
  });

  const select = (at: { readonly row: number; readonly column: number }) => {
    const isSame = chosen?.row === at.row && chosen.column === at.column;
    onSelect(isSame ? null : cellAt(at));
  };
  const point = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const part = partAt(layout, scroll, event.clientX - box.left, event.clientY - box.top);
    setPointed((before) => (isSamePart(before, part) ? before : part));
    return part;
  };
  const press = (event: KeyboardEvent) => {
    const mod = event.ctrlKey || event.metaKey;
    if (mod && event.key === 'Enter') return;
    if (event.key === 'Enter' || event.key === ' ') select(focus);
    else {
      const next = cellByKey(event.key, mod, focus, order.length);
      if (next === null) return;
      setFocus(next);
      setPointed(null);
      scroller.current?.scrollTo(scrollTo(layout, scroll, next.row, next.column));
    }
    event.preventDefault();
  };
  const sentence = (part: MatrixPart): string => {
    if (part.kind === 'cell') return cellSentence(classes, confusion, figures, cellAt(part));
    const index = order[part.kind === 'row' ? part.row : part.column];
    return classSentence(classes[index] ?? String(index), figures[index]);
  };
  const focused = {
    row: Math.min(focus.row, order.length - 1),
    column: Math.min(focus.column, order.length - 1),
  };
  const reach = scrollReach(layout);

  return (
    <div ref={place} className={styles.place}>
      <p className={styles.sentence}>
        {marked ? sentence(marked) : chosen ? sentence({ kind: 'cell', ...chosen }) : HINT}
      </p>
      <div
        role="grid"
        tabIndex={0}
        aria-label="Confusion matrix: rows are true classes, columns are what they were taken for"
        aria-rowcount={order.length}
        aria-colcount={order.length}
        aria-activedescendant={`${id}-cell`}
        className={styles.grid}
        onKeyDown={press}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
      >
        <div
          ref={scroller}
          className={styles.scroller}
          style={{ width: layout.width + layout.bar, height: layout.height + layout.bar }}
          role="presentation"
          onScroll={({ currentTarget }) =>
            setScroll({ left: currentTarget.scrollLeft, top: currentTarget.scrollTop })
          }
        >
          <div
            role="presentation"
            style={{ width: layout.width + reach.left, height: layout.height + reach.top }}
          >
            <canvas
              ref={canvas}
              className={styles.canvas}
              style={{ width: layout.width, height: layout.height }}
              aria-hidden
              onPointerMove={point}
              onPointerLeave={() => setPointed(null)}
              onClick={(event) => {
                const part = point(event as unknown as PointerEvent);
                if (part?.kind !== 'cell') return;
                setFocus(part);
                select(part);
              }}
            />
          </div>
        </div>
        {order.length === 0 ? null : (
          <div role="row" aria-rowindex={focused.row + 1} className="only-spoken">
            <span role="rowheader">{className(classes, order[focused.row])}</span>
            <span
              role="gridcell"
              id={`${id}-cell`}
              aria-colindex={focused.column + 1}
              aria-selected={chosen?.row === focused.row && chosen.column === focused.column}
            >
              {sentence({ kind: 'cell', ...focused })}
            </span>
          </div>
        )}
      </div>
    </div>
  );
}

function shownCell(places: ReadonlyMap<number, number>, cell: Cell) {
  const row = places.get(cell.true);
  const column = places.get(cell.predicted);
  return row === undefined || column === undefined ? null : { row, column };
}

function isSamePart(a: MatrixPart | null, b: MatrixPart | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Setting a canvas's size empties it, so only where it differs. */
function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number): void {
  const across = Math.round(width);
  const down = Math.round(height);
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
}
