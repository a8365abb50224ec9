/** How a product is cut: what a workgroup computes, how much of the depth it reads at once, and what each thread has. */
export interface Tile {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** Rows, and columns, that one thread computes, its sums in registers: 4 or 8. */
  readonly thread: 4 | 8;
}

/** Threads of a tile's workgroup. */
export function threadsOf({ rows, columns, thread }: Tile): number {
  return (rows / thread) * (columns / thread);
}

const SMALL: Tile = { rows: 32, columns: 32, depth: 8, thread: 4 };
const LOWEST: Tile = { rows: 16, columns: 64, depth: 16, thread: 4 };
const SHORT: Tile = { rows: 32, columns: 64, depth: 8, thread: 8 };
const LOW: Tile = { rows: 32, columns: 128, depth: 8, thread: 8 };
const SQUARE: Tile = { rows: 64, columns: 64, depth: 8, thread: 8 };
const HIGH: Tile = { rows: 128, columns: 64, depth: 8, thread: 8 };

/** Workgroups of large tiles that keep a large GPU busy. */
const MANY = 256;

/** The tile for a product of so many rows and, at most, so many columns. */
export function tileFor(rows: number, columns: number): Tile {
  if (columns <= 64) return SMALL;
  if (rows <= 16) return LOWEST;
  if (rows <= 32) return wasteOf(columns, LOW) > 1.15 * wasteOf(columns, SHORT) ? SHORT : LOW;
  // Reads less for each product, where there is work enough for tiles this large.
  const highTiles = Math.floor(rows / HIGH.rows) * Math.floor(columns / HIGH.columns);
  return rows % HIGH.rows === 0 && highTiles >= MANY ? HIGH : SQUARE;
}

/** How many columns tiles have for each column there is. */
function wasteOf(columns: number, tile: Tile): number {
  return (Math.ceil(columns / tile.columns) * tile.columns) / columns;
}

/**
 * In how many parts the depth of a product is cut, so that there are workgroups for a large GPU: as many as bring
 * `tiles` to some 512, each at least `least` long.
 */
export function partsOf(tiles: number, depth: number, least: number): number {
  return Math.max(1, Math.min(64, Math.floor(512 / tiles), Math.floor(depth / least)));
}
