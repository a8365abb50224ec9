import { ClassNLLCriterion } from './classNllCriterion.ts';
import type { CriterionDefinition } from './criterion.ts';
import { CrossEntropyCriterion } from './crossEntropyCriterion.ts';
import { MSECriterion } from './mseCriterion.ts';

/** Every criterion by type. */
export const criterions: ReadonlyMap<string, CriterionDefinition> = new Map(
  [ClassNLLCriterion, CrossEntropyCriterion, MSECriterion].map((definition) => [definition.type, definition]),
);
