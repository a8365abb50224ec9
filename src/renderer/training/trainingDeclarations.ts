import { type ParamDeclaration, type ParamDeclarations, resolveParams } from '../../engine/nn/params.ts';
import { type Averaging, EPOCHS } from '../../shared/document.ts';

type NumberDeclaration = Extract<ParamDeclaration, { kind: 'integer' | 'number' }>;

/** Settings of a run that are plain numbers, declared like parameters so that one form serves them too. */
export const runDeclarations = {
  epochs: {
    kind: 'number',
    default: 20,
    min: EPOCHS.least,
    max: EPOCHS.most,
    description: 'Times that all training images are seen; 0.4 ends the run within the first',
  },
  batchSize: {
    kind: 'integer',
    default: 32,
    min: 1,
    max: 1_000_000,
    description: 'Images in a step',
  },
  balance: {
    kind: 'number',
    default: 0,
    min: 0,
    max: 1,
    description: 'Draws rare classes more often: at 0 each image once an epoch, at 1 every class as often',
  },
  seed: {
    kind: 'integer',
    default: 1,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: 'The same seed draws the same weights, order and augmentation',
  },
} as const satisfies Record<string, NumberDeclaration>;

/** How the weights are averaged, where they are. */
export const averagingDeclarations = {
  decay: {
    kind: 'number',
    default: 0.98,
    min: 0,
    max: 1,
    description: 'Share of an average that an update keeps; less at first',
  },
  every: {
    kind: 'integer',
    default: 5,
    min: 1,
    max: 1_000_000,
    unit: 'steps',
    description: 'Steps from one update to the next',
  },
} as const satisfies Record<keyof Averaging, NumberDeclaration>;

/** Which of the images a run takes; the share is in percent. */
export const dataDeclarations = {
  validation: {
    kind: 'number',
    default: null,
    min: 0,
    max: 90,
    unit: '%',
    description:
      'Training images held out to choose the best epoch by; frames of one physical sign stay together. Blank: 15, or 0 with test images',
  },
  limit: {
    kind: 'integer',
    default: null,
    min: 1,
    max: 2 ** 31 - 1,
    description: 'Train and test on so many images only, spread over the classes; blank: all',
  },
} as const satisfies Record<string, NumberDeclaration>;

/** Why a value is not as declared, as the end of a sentence that begins with its name, or null. */
export function refusal(declaration: ParamDeclaration, value: unknown): string | null {
  const { faults } = resolveParams({ value: declaration }, { value });
  return faults[0]?.message.replace(/^parameter value is /, 'found ') ?? null;
}

/**
 * The parameters that go along when one definition is exchanged for another: those that both declare by the very same
 * value, so that they mean the same. A learning rate stays behind: what is right for sgd is far too much for adam.
 */
export function carriedParams(
  from: ParamDeclarations | undefined,
  to: ParamDeclarations,
  params: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const names = Object.keys(params).filter(
    (name) =>
      from !== undefined && Object.hasOwn(to, name) && Object.hasOwn(from, name) && from[name] === to[name],
  );
  return Object.fromEntries(names.map((name) => [name, params[name]]));
}
