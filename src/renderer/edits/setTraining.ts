import type { GraphDocument, TrainingSettings } from '../../shared/document.ts';
import { isSameJson } from './sameJson.ts';

/** Sets how the network is trained; what is not named stays as it is. */
export function setTraining(draft: GraphDocument, settings: Partial<TrainingSettings>): void {
  for (const [name, value] of Object.entries(settings)) {
    const key = name as keyof TrainingSettings;
    if (value === undefined || isSameJson(draft.training[key], value)) continue;
    Object.assign(draft.training, { [key]: value });
  }
}

/** Sets a parameter of the criterion, the optimiser or the schedule; `undefined` brings its default back. */
export function setTrainingParam(
  draft: GraphDocument,
  choice: 'criterion' | 'optimiser' | 'schedule',
  param: string,
  value: unknown,
): void {
  const { params } = draft.training[choice];
  if (isSameJson(params[param], value)) return;
  if (value === undefined) delete params[param];
  else params[param] = value;
}
