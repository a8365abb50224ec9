import { fail } from '../../shared/problem.ts';
import type { ImageSource } from './imageSource.ts';

/**
 * The sources labelled by `known`, classes being matched by name. Throws one ProblemError for one that is not
 * there.
 */
export function matchLabels(
  sources: readonly ImageSource[],
  classes: readonly string[],
  known: readonly string[],
  data: string,
): readonly ImageSource[] {
  const labels = classes.map((name) => known.indexOf(name));
  const stray = sources.find(({ label }) => labels[label] < 0);
  if (stray !== undefined) {
    const message = `${data} has a class "${classes[stray.label]}" that the training set does not have`;
    fail('unknown-class', `${message}: expected ${listed(known)}`, { file: data });
  }
  if (labels.every((to, from) => to === from)) return sources;
  return sources.map((source) => ({ ...source, label: labels[source.label] }));
}

/** Throws one ProblemError where two lists of classes differ; for images whose labels are fixed. */
export function requireSameClasses(classes: readonly string[], known: readonly string[], data: string): void {
  const strange = classes.findIndex((name, label) => known[label] !== name);
  if (strange < 0 && classes.length === known.length) return;
  const message = `${data} has the ${classes.length} classes of GTSRB, expected those of the training set`;
  fail('unknown-class', `${message}: ${listed(known)}`, { file: data });
}

function listed(names: readonly string[]): string {
  const some = names.slice(0, 6).map((name) => `"${name}"`);
  return names.length > some.length
    ? `${some.join(', ')} and ${names.length - some.length} more`
    : some.join(', ');
}
