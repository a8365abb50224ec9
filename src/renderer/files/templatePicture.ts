import type { Analysis } from '../../engine/graph/analyse.ts';
import type { Category } from '../../engine/nn/module.ts';
import { modules } from '../../engine/nn/registry.ts';
import type { Shape } from '../../engine/nn/shape.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { placed } from '../canvas/placement.ts';

/** A node in the picture. */
export interface Block {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Null: an unknown module. */
  readonly category: Category | null;
}

/** A wire in the picture, from right edge to left edge. */
export interface Line {
  readonly key: string;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** A graph as a small drawing: data flow from left to right, a block is as high as its pictures are large. */
export interface TemplatePicture {
  readonly blocks: readonly Block[];
  readonly lines: readonly Line[];
}

const MARGIN = 6;
const WIDEST = 14;
const LOWEST = 7;

/** Draws a graph from the places of its nodes into `size`, in the picture's own units. */
export function templatePicture(
  document: GraphDocument,
  shaped: Analysis['shaped'],
  size: { readonly width: number; readonly height: number },
): TemplatePicture {
  // The canvas goes from the top down; a card is wider than it is high.
  const places = placed(document).nodes.map(({ id, type, position }) => ({
    id,
    category: modules.get(type)?.category ?? null,
    along: position?.y ?? 0,
    across: position?.x ?? 0,
    side: sideOf(shaped.get(id)?.outputShapes[0]),
  }));
  const along = scaleOf(places.map((place) => place.along));
  const across = scaleOf(places.map((place) => place.across));
  const width = Math.min(WIDEST, (0.72 * (size.width - 2 * MARGIN)) / along.steps);
  const lane = (size.height - 2 * MARGIN) / across.steps;
  const highest = across.steps === 1 ? lane : 0.8 * lane;
  const largest = Math.max(1, ...places.map(({ side }) => side));
  const blocks = places.map(({ id, category, side, ...place }) => {
    const height = LOWEST + (Math.max(highest, LOWEST) - LOWEST) * Math.sqrt(side / largest);
    const x = MARGIN + along.share(place.along) * (size.width - 2 * MARGIN - width);
    const middle = size.height / 2 + (across.share(place.across) - 0.5) * lane * (across.steps - 1);
    return { id, category, x, y: middle - height / 2, width, height };
  });
  return { blocks, lines: linesBetween(document, blocks) };
}

function linesBetween({ wires }: GraphDocument, blocks: readonly Block[]): Line[] {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  return wires.flatMap(({ from, to }) => {
    const source = byId.get(from.node);
    const target = byId.get(to.node);
    if (!source || !target) return [];
    return {
      key: `${to.node}.${to.port}`,
      x1: source.x + source.width,
      y1: source.y + source.height / 2,
      x2: target.x,
      y2: target.y + target.height / 2,
    };
  });
}

/** Pixels along a side of what a node puts out; 0 where that is no picture, or not known. */
function sideOf(shape: Shape | undefined): number {
  return shape?.length === 3 ? Math.max(shape[1], shape[2]) : 0;
}

/** Where a coordinate lies between the least (0) and the greatest (1); how many different ones there are. */
function scaleOf(values: readonly number[]) {
  const least = Math.min(...values);
  const range = Math.max(...values) - least;
  return {
    steps: Math.max(1, new Set(values).size),
    share: (value: number) => (range > 0 ? (value - least) / range : 0.5),
  };
}
