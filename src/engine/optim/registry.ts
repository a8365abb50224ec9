import { adam } from './adam.ts';
import { muon } from './muon.ts';
import type { OptimiserDefinition } from './optimiser.ts';
import { sgd } from './sgd.ts';

/** Every optimiser by type. */
export const optimisers: ReadonlyMap<string, OptimiserDefinition> = new Map(
  [sgd, adam, muon].map((definition) => [definition.type, definition]),
);
