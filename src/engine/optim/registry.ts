import { adam } from './adam.ts';
import type { OptimiserDefinition } from './optimiser.ts';
import { sgd } from './sgd.ts';

/** Every optimiser by type. */
export const optimisers: ReadonlyMap<string, OptimiserDefinition> = new Map(
  [sgd, adam].map((definition) => [definition.type, definition]),
);
