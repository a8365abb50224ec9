/** Where the parts of a matrix lie in its picture, in pixels. */
export interface MatrixLayout {
  readonly classes: number;
  /** Side of a cell. */
  readonly cell: number;
  /** Of the row headers, at the left. */
  readonly left: number;
  /** Of the column headers, at the top. */
  readonly top: number;
  /** Of each class's images and recall, at the right. */
  readonly right: number;
  /** Of each class's precision, at the bottom. */
  readonly bottom: number;
  /** Of what is seen at once; where the cells need more, they are scrolled. */
  readonly width: number;
  readonly height: number;
  /** Room for scroll bars beside and below the picture; 0 where nothing is scrolled. */
  readonly bar: number;
  /** Whether the row headers have room for names. */
  readonly hasNames: boolean;
}

/** A part of the matrix by its row and column as shown. */
export type MatrixPart =
  | { readonly kind: 'cell'; readonly row: number; readonly column: number }
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'column'; readonly column: number };

const LEAST_CELL = 10;
const MOST_CELL = 44;
const SCROLLBAR = 12;
const NAMES_FROM = 520;
const WIDE_FROM = 860;
const MARGINS = { wide: 168, names: 122, numbers: 34, top: 28, right: 84, bottom: 30 } as const;

/** Lays out so many classes in a given width; what is higher than `most` is scrolled. */
export function matrixLayout(classes: number, width: number, most: number): MatrixLayout {
  const cellBeside = (gutter: number) => Math.floor((width - gutter - MARGINS.right) / Math.max(1, classes));
  // Names go before the cells would be scrolled; where they are scrolled anyway, names help more.
  const hasNames =
    width >= NAMES_FROM &&
    (cellBeside(MARGINS.names) >= LEAST_CELL || cellBeside(MARGINS.numbers) < LEAST_CELL);
  const left = !hasNames ? MARGINS.numbers : width >= WIDE_FROM ? MARGINS.wide : MARGINS.names;
  const { top, right, bottom } = MARGINS;
  const down = Math.floor((most - top - bottom) / Math.max(1, classes));
  const room = Math.min(cellBeside(left), down);
  const cell = Math.min(MOST_CELL, Math.max(LEAST_CELL, room));
  const side = cell * classes;
  const scrolls = room < LEAST_CELL;
  const bar = scrolls ? SCROLLBAR : 0;
  return {
    classes,
    cell,
    left,
    top,
    right,
    bottom,
    width: Math.min(width - bar, left + side + right),
    height: Math.min(most - bar, top + side + bottom),
    bar,
    hasNames,
  };
}

/** How far the cells can be scrolled. */
export function scrollReach({ classes, cell, left, top, right, bottom, width, height }: MatrixLayout) {
  const side = classes * cell;
  return {
    left: Math.max(0, left + side + right - width),
    top: Math.max(0, top + side + bottom - height),
  };
}

export interface Scroll {
  readonly left: number;
  readonly top: number;
}

/** Rows or columns that are seen, `end` excluded. */
export function seen(layout: MatrixLayout, scroll: Scroll, side: 'rows' | 'columns') {
  const rows = side === 'rows';
  const from = rows ? scroll.top : scroll.left;
  const room = rows ? layout.height - layout.top - layout.bottom : layout.width - layout.left - layout.right;
  return {
    start: Math.max(0, Math.floor(from / layout.cell)),
    end: Math.min(layout.classes, Math.ceil((from + room) / layout.cell)),
  };
}

/** What lies at a point of the picture; null beside everything. */
export function partAt(layout: MatrixLayout, scroll: Scroll, x: number, y: number): MatrixPart | null {
  const { left, top, right, bottom, width, height, cell, classes } = layout;
  const column = Math.floor((x - left + scroll.left) / cell);
  const row = Math.floor((y - top + scroll.top) / cell);
  const inColumns = x >= left && x < width - right && column < classes;
  const inRows = y >= top && y < height - bottom && row < classes;
  if (inColumns && inRows) return { kind: 'cell', row, column };
  if (inRows && x >= 0 && x < width) return { kind: 'row', row };
  if (inColumns && y >= 0 && y < height) return { kind: 'column', column };
  return null;
}

/** The scroll nearest to the present one at which a cell is wholly seen. */
export function scrollTo(layout: MatrixLayout, scroll: Scroll, row: number, column: number): Scroll {
  const { cell, left, top, right, bottom, width, height } = layout;
  const nearest = (from: number, place: number, room: number) =>
    Math.max((place + 1) * cell - room, Math.min(from, place * cell));
  return {
    left: nearest(scroll.left, column, width - left - right),
    top: nearest(scroll.top, row, height - top - bottom),
  };
}

/** The cell that a key leads to; null for keys that lead nowhere. Ends stay where they are. */
export function cellByKey(
  key: string,
  isFar: boolean,
  { row, column }: { readonly row: number; readonly column: number },
  classes: number,
): { readonly row: number; readonly column: number } | null {
  const last = classes - 1;
  const within = (place: number) => Math.min(last, Math.max(0, place));
  switch (key) {
    case 'ArrowLeft':
      return { row, column: within(column - 1) };
    case 'ArrowRight':
      return { row, column: within(column + 1) };
    case 'ArrowUp':
      return { row: within(row - 1), column };
    case 'ArrowDown':
      return { row: within(row + 1), column };
    case 'PageUp':
      return { row: within(row - 10), column };
    case 'PageDown':
      return { row: within(row + 10), column };
    case 'Home':
      return isFar ? { row: 0, column: 0 } : { row, column: 0 };
    case 'End':
      return isFar ? { row: last, column: last } : { row, column: last };
    default:
      return null;
  }
}
