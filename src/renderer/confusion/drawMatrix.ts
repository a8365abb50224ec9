import type { ThemeColours } from '../curves/themeColours.ts';
import { countWords, percentWords } from '../run/runWords.ts';
import { inkOn, type ShadeScale, shadeColour, shadeOf } from './colourMap.ts';
import { type ClassFigures, type Confusion, className } from './confusionFigures.ts';
import { type MatrixLayout, type Scroll, seen } from './matrixLayout.ts';

/** All that the picture of a matrix depends on. */
export interface MatrixPicture {
  readonly layout: MatrixLayout;
  readonly scroll: Scroll;
  readonly classes: readonly string[];
  readonly confusion: Confusion;
  readonly figures: readonly ClassFigures[];
  /** Class indices as shown. */
  readonly order: readonly number[];
  /** The largest count of mistakes, the end of the scale. */
  readonly largest: number;
  readonly scale: ShadeScale;
  readonly colours: ThemeColours;
  /** Row and column, as shown, under the crosshair; -1 for none. */
  readonly row: number;
  readonly column: number;
  /** As shown; null where no cell is selected. */
  readonly selected: { readonly row: number; readonly column: number } | null;
}

const COUNTS_FROM = 18;

/** Paints the matrix; the context is scaled so that its unit is a CSS pixel. */
export function drawMatrix(context: CanvasRenderingContext2D, picture: MatrixPicture): void {
  const { layout, scroll } = picture;
  const { left, top, right, bottom, width, height } = layout;
  context.clearRect(0, 0, width, height);
  context.textBaseline = 'middle';
  context.save();
  context.beginPath();
  context.rect(left, top, width - left - right, height - top - bottom);
  context.clip();
  context.translate(left - scroll.left, top - scroll.top);
  drawCells(context, picture);
  drawMarks(context, picture);
  context.restore();
  drawRows(context, picture);
  drawColumns(context, picture);
}

function drawCells(context: CanvasRenderingContext2D, picture: MatrixPicture): void {
  const { layout, scroll, confusion, figures, order, largest, scale, colours } = picture;
  const { cell } = layout;
  const rows = seen(layout, scroll, 'rows');
  const columns = seen(layout, scroll, 'columns');
  const gap = cell > 5 ? 1 : 0;
  context.fillStyle = colours.surface;
  context.fillRect(
    columns.start * cell,
    rows.start * cell,
    (columns.end - columns.start) * cell,
    (rows.end - rows.start) * cell,
  );
  context.textAlign = 'center';
  context.font = `${Math.min(12, Math.round(cell * 0.45))}px ${colours.font}`;
  for (let row = rows.start; row < rows.end; row++) {
    const counts = confusion[order[row]];
    for (let column = columns.start; column < columns.end; column++) {
      const count = counts[order[column]];
      const isRight = row === column;
      if (count === 0 && !isRight) continue;
      const shade = shadeOf(count, largest, scale);
      // What is right is no colour of the scale: grey, the fuller the more of the class was recognised.
      context.fillStyle = isRight ? colours.lineStrong : shadeColour(shade, colours.isDark);
      context.globalAlpha = isRight ? 0.12 + 0.4 * (figures[order[row]].recall || 0) : 1;
      context.fillRect(column * cell, row * cell, cell - gap, cell - gap);
      context.globalAlpha = 1;
      if (cell < COUNTS_FROM || count === 0) continue;
      context.fillStyle = isRight ? colours.text : inkOn(shade, colours.isDark);
      context.fillText(
        String(count),
        column * cell + (cell - gap) / 2,
        row * cell + cell / 2 + 0.5,
        cell - 2,
      );
    }
  }
}

/** Lines that keep the eye on its way, the crosshair, the selected cell. */
function drawMarks(context: CanvasRenderingContext2D, picture: MatrixPicture): void {
  const { layout, colours, row, column, selected } = picture;
  const { cell, classes } = layout;
  const side = classes * cell;
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.beginPath();
  const every = cell < COUNTS_FROM ? 5 : 1;
  for (let i = 0; i <= classes; i += every) {
    const place = i * cell - 0.5;
    context.moveTo(place, 0);
    context.lineTo(place, side);
    context.moveTo(0, place);
    context.lineTo(side, place);
  }
  context.stroke();
  context.strokeStyle = colours.textSoft;
  if (row >= 0) context.strokeRect(-1, row * cell - 0.5, side + 2, cell);
  if (column >= 0) context.strokeRect(column * cell - 0.5, -1, cell, side + 2);
  const outline = (at: { readonly row: number; readonly column: number }, colour: string) => {
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.strokeRect(at.column * cell - 1, at.row * cell - 1, cell + 1, cell + 1);
  };
  if (row >= 0 && column >= 0) outline({ row, column }, colours.text);
  if (selected !== null) outline(selected, colours.accent);
}

/** Names at the left, images and recall at the right. */
function drawRows(context: CanvasRenderingContext2D, picture: MatrixPicture): void {
  const { layout, scroll, classes, figures, order, colours, row: marked } = picture;
  const { cell, left, top, right, bottom, width, height, hasNames } = layout;
  const { start, end } = seen(layout, scroll, 'rows');
  const size = Math.min(12, Math.max(9, cell - 1));
  context.save();
  context.beginPath();
  context.rect(0, top, width, height - top - bottom);
  context.clip();
  for (let row = start; row < end; row++) {
    const index = order[row];
    const y = top - scroll.top + row * cell + cell / 2;
    const { images, recall } = figures[index];
    context.font = `${row === marked ? 600 : 400} ${size}px ${colours.font}`;
    context.fillStyle = row === marked ? colours.text : colours.textSoft;
    context.textAlign = 'right';
    const name = hasNames ? className(classes, index) : String(index);
    context.fillText(fitted(context, name, left - 8), left - 6, y);
    context.font = `${row === marked ? 600 : 400} ${Math.min(11, size)}px ${colours.font}`;
    context.fillText(countWords(images), width - right + 42, y);
    context.fillText(Number.isFinite(recall) ? percentWords(recall, 0) : '–', width - 4, y);
  }
  context.restore();
  context.fillStyle = colours.textSoft;
  context.font = `10px ${colours.font}`;
  context.textAlign = 'right';
  context.fillText('Images', width - right + 42, top - 8);
  context.fillText('Recall', width - 4, top - 8);
}

/** Numbers at the top, in two rows where they are wider than their columns; precision at the bottom. */
function drawColumns(context: CanvasRenderingContext2D, picture: MatrixPicture): void {
  const { layout, scroll, figures, order, colours, column: marked } = picture;
  const { cell, left, top, right, bottom, width, height, classes } = layout;
  const { start, end } = seen(layout, scroll, 'columns');
  const size = Math.min(11, Math.max(9, cell - 1));
  context.save();
  context.beginPath();
  context.rect(left, 0, width - left - right, height);
  context.clip();
  context.textAlign = 'center';
  context.font = `${size}px ${colours.font}`;
  const step = Math.ceil((context.measureText(String(classes - 1)).width + 3) / cell);
  for (let column = start; column < end; column++) {
    const x = left - scroll.left + column * cell + cell / 2;
    const y = step > 1 && column % 2 === 1 ? top - 19 : top - 8;
    if (step <= 2 || column % step === 0) {
      context.fillStyle = column === marked ? colours.text : colours.textSoft;
      context.font = `${column === marked ? 600 : 400} ${size}px ${colours.font}`;
      context.fillText(String(order[column]), x, y);
    }
    const { precision } = figures[order[column]];
    const across = Math.min(8, cell - 2);
    drawBar(
      context,
      { x: x - across / 2, y: height - bottom + 5, width: across, height: bottom - 8 },
      precision,
      colours,
    );
  }
  context.restore();
  context.fillStyle = colours.textSoft;
  context.font = `10px ${colours.font}`;
  // At the right, as recall is: beside numbers alone there is no room at the left.
  context.textAlign = 'left';
  context.fillText('Precision', width - right + 6, height - bottom / 2 + 1);
}

/** A share as the filled part of an upright bar. */
function drawBar(
  context: CanvasRenderingContext2D,
  {
    x,
    y,
    width,
    height,
  }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  share: number,
  colours: ThemeColours,
): void {
  context.fillStyle = colours.raised;
  context.fillRect(x, y, width, height);
  if (!Number.isFinite(share)) return;
  context.fillStyle = colours.lineStrong;
  context.fillRect(x, y + height * (1 - share), width, height * share);
}

/** A text cut to a width, with an ellipsis where something is missing. */
function fitted(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let kept = Math.max(1, Math.floor((text.length * width) / context.measureText(text).width));
  while (kept > 1 && context.measureText(`${text.slice(0, kept)}…`).width > width) kept--;
  return `${text.slice(0, kept)}…`;
}
