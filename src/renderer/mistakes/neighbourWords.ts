import type { Neighbour } from '../../shared/api/models.ts';
import type { Mistake } from '../../shared/api/runs.ts';

/** How a training image near a mistake bears on it. */
export type NeighbourMatch = 'predicted' | 'truth' | 'other';

type Classes = Pick<Mistake, 'class' | 'predicted'>;

/** Whether a neighbour is of the class that the mistake was taken for, of its true class, or of another. */
export function neighbourMatch(neighbour: Pick<Neighbour, 'class'>, mistake: Classes): NeighbourMatch {
  if (neighbour.class === mistake.predicted) return 'predicted';
  return neighbour.class === mistake.class ? 'truth' : 'other';
}

/** What the neighbours say about a mistake, in one or two sentences. */
export function neighbourSentence(
  neighbours: readonly Pick<Neighbour, 'class'>[],
  mistake: Classes,
  classes: readonly string[],
): string {
  const quoted = (index: number) => `“${classes[index] ?? index}”`;
  const count = (match: NeighbourMatch) =>
    neighbours.filter((neighbour) => neighbourMatch(neighbour, mistake) === match).length;
  const [wrong, right, other] = [count('predicted'), count('truth'), count('other')];
  const are = (many: number) => (many === 0 ? 'none is' : many === 1 ? '1 is' : `${many} are`);
  const counts =
    `Of the ${neighbours.length} nearest training images ${are(wrong)} ${quoted(mistake.predicted)}, ` +
    `what this was taken for; ${are(right)} ${quoted(mistake.class)}, what it is` +
    (other === 0 ? '.' : `; ${are(other)} neither.`);
  if (2 * wrong > neighbours.length)
    return `${counts} To the network it looks like ${quoted(mistake.predicted)}.`;
  if (2 * right > neighbours.length)
    return `${counts} It does look like ${quoted(mistake.class)}; the last layer decided otherwise.`;
  return counts;
}
