/** What a number of epochs may lie above a whole number of steps without asking for one more: rounding. */
const SLACK = 1e-9;

/** Steps of a run of `epochs`, which need be no whole number: as few as come to that many. */
export function runSteps(epochs: number, stepsPerEpoch: number): number {
  return Math.max(0, Math.ceil(epochs * stepsPerEpoch - SLACK));
}

/** Whether a run that has done `done` epochs is at the end of one of `epochs`. */
export function isThrough(done: number, epochs: number): boolean {
  return done >= epochs - SLACK;
}

/** A place in a run in epochs: 2.5 is the middle of the third. */
export function epochsAt({
  epoch,
  step,
  steps,
}: {
  /** From 1. */
  readonly epoch: number;
  /** Steps of this epoch that are done. */
  readonly step: number;
  /** Steps of a whole epoch. */
  readonly steps: number;
}): number {
  return epoch - 1 + step / steps;
}

const hundredths = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const oneDigit = new Intl.NumberFormat('en', { maximumSignificantDigits: 1 });

/** A number of epochs as people read it: `20`, `0.4`, `1.25`, `0.0008`. */
export function epochWords(epochs: number): string {
  return (epochs < 0.01 ? oneDigit : hundredths).format(epochs);
}

/** The same with its noun: `1 epoch`, `0.4 epochs`. */
export function countedEpochs(epochs: number): string {
  return `${epochWords(epochs)} ${epochs === 1 ? 'epoch' : 'epochs'}`;
}

/** Where a run stands among its epochs: `3/20` within the third; `0.25/0.4` where it ends within an epoch. */
export function epochPlaceWords(
  at: { readonly epoch: number; readonly step: number; readonly steps: number },
  epochs: number,
): string {
  // As few steps as come to a number of epochs may be a little more than it.
  const place = Number.isInteger(epochs) ? at.epoch : Math.min(epochs, epochsAt(at));
  return `${epochWords(place)}/${epochWords(epochs)}`;
}
