import type { Averaging, Choice, TrainingSettings } from '../../shared/document.ts';
import type { Problem } from '../../shared/problem.ts';
import { type Augmentation, augmentations } from '../data/augmentation.ts';
import type { Graph } from '../graph/analyse.ts';
import type { CriterionDefinition } from '../nn/criterions/criterion.ts';
import { criterions } from '../nn/criterions/registry.ts';
import { type ParamDeclarations, type ParamsOf, resolveParams } from '../nn/params.ts';
import type { OptimiserDefinition } from '../optim/optimiser.ts';
import { optimisers } from '../optim/registry.ts';
import { schedules } from './schedules/registry.ts';
import type { ScheduleDefinition } from './schedules/schedule.ts';

/** A criterion, optimiser or schedule with its parameters checked. */
export interface Chosen<T extends { readonly params: ParamDeclarations }> {
  readonly definition: T;
  readonly params: ParamsOf<T['params']>;
}

/** Training settings whose every name and number was checked. */
export interface ResolvedTraining {
  readonly criterion: Chosen<CriterionDefinition>;
  readonly optimiser: Chosen<OptimiserDefinition>;
  readonly schedule: Chosen<ScheduleDefinition>;
  readonly augmentation: Augmentation;
  /** Images are drawn by the number of their class to the power of minus this, 0 to 1 (data/sampling.ts). */
  readonly balance: number;
  /** How the weights are averaged; null where they are not. */
  readonly averaging: Averaging | null;
}

/** Checks the training settings against the registries, and the criterion against the graph's output where that is known. */
export function resolveTraining(
  settings: Omit<TrainingSettings, 'epochs' | 'batchSize'>,
  graph: Graph | null,
): { training: ResolvedTraining | null; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const criterion = choose('criterion', settings.criterion, criterions, problems);
  const optimiser = choose('optimiser', settings.optimiser, optimisers, problems);
  const schedule = choose('schedule', settings.schedule, schedules, problems);
  const fault = optimiser?.definition.check(optimiser.params);
  if (fault)
    problems.push({
      code: 'param-range',
      message: `optimiser (${settings.optimiser.type}): ${fault.message}`,
      param: fault.param,
    });
  if (criterion && graph) {
    const { id, outputShapes } = graph.output;
    const problem = (code: string, message: string): Problem => ({
      code,
      message: `criterion (${settings.criterion.type}): ${message}, at the output of ${id}`,
      node: id,
    });
    const mismatch = criterion.definition.check(criterion.params, outputShapes[0], problem);
    if (mismatch) problems.push(mismatch);
  }
  const augmentation = chooseAugmentation(settings.augmentation, problems);
  const complete = criterion && optimiser && schedule && augmentation && problems.length === 0;
  const { balance, averaging } = settings;
  const training = complete ? { criterion, optimiser, schedule, augmentation, balance, averaging } : null;
  return { training, problems };
}

function chooseAugmentation(name: string, problems: Problem[]): Augmentation | null {
  const known = Object.keys(augmentations) as Augmentation[];
  const found = known.find((candidate) => candidate === name);
  if (found) return found;
  const message = `training.augmentation: unknown augmentation "${name}", expected one of ${known.join(', ')}`;
  problems.push({ code: 'unknown-augmentation', message });
  return null;
}

function choose<T extends { readonly type: string; readonly params: ParamDeclarations }>(
  field: string,
  choice: Choice,
  registry: ReadonlyMap<string, T>,
  problems: Problem[],
): Chosen<T> | null {
  const definition = registry.get(choice.type);
  if (!definition) {
    const known = [...registry.keys()].join(', ');
    problems.push({
      code: `unknown-${field}`,
      message: `training.${field}: unknown ${field} "${choice.type}", expected one of ${known}`,
    });
    return null;
  }
  const { params, faults } = resolveParams(definition.params, choice.params);
  for (const { param, message } of faults) {
    problems.push({ code: 'param-range', message: `${field} (${choice.type}): ${message}`, param });
  }
  return faults.length > 0 ? null : { definition, params: params as ParamsOf<T['params']> };
}
