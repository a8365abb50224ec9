/** The size of a tensor per image, without the batch dimension: [channels, height, width] or [features]. */
export type Shape = readonly number[];

/** `3x48x48`, as Torch prints a size. */
export function formatShape(shape: Shape): string {
  return shape.length === 0 ? 'scalar' : shape.join('x');
}

/** The number of elements of a shape. */
export function elements(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}
