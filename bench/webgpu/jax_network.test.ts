import { expect, test } from 'vitest';
import { PARAMETERS } from '../tfjs_networks.mjs';
import { parameterShapes, statisticsShapes } from './jax_network.mjs';

const size = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);

test('the network in jax-js has as many learnable numbers as the graph', () => {
  const sizes = Object.values(parameterShapes()).map(size);
  expect(sizes.reduce((sum, one) => sum + one)).toBe(PARAMETERS['vgg-small']);
});

test('each batch normalisation has a running mean and variance as wide as its weights', () => {
  const shapes: Readonly<Record<string, number[]>> = parameterShapes();
  const widths = Object.entries(statisticsShapes()).map(([name, shape]) => [name.split('.')[0], shape]);
  expect(widths).toHaveLength(14);
  for (const [name, shape] of widths) expect(shape).toEqual(shapes[`${name}.weight`]);
});
