/** What the numbers at a network's end mean, as the name of an exported model's output. */
export type OutputName = 'log_probabilities' | 'probabilities' | 'scores';

/** The output's name by the module that a network ends in; all others give scores. */
const byLastModule: ReadonlyMap<string, OutputName> = new Map([
  ['LogSoftMax', 'log_probabilities'],
  ['SoftMax', 'probabilities'],
]);

/** How each criterion reads the output as probabilities (its `probabilities`), in words for the metadata. */
export const probabilityRules: ReadonlyMap<string, string> = new Map([
  ['ClassNLLCriterion', 'exp'],
  ['CrossEntropyCriterion', 'softmax'],
  ['MSECriterion', 'clamp to 0 and 1'],
]);

/** Names the output of a network that ends in a module and was trained by a criterion, both by type. */
export function outputName(lastModule: string, criterion: string): OutputName {
  if (criterion === 'ClassNLLCriterion') return 'log_probabilities';
  return byLastModule.get(lastModule) ?? 'scores';
}
