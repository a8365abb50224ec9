import { type ParamDeclarations, resolveParams } from '../../engine/nn/params.ts';
import { optimisers } from '../../engine/optim/registry.ts';
import { schedules } from '../../engine/training/schedules/registry.ts';
import type { Choice } from '../../shared/document.ts';
import { countedEpochs, epochWords } from '../../shared/epochs.ts';
import { useDescription } from '../data/descriptionStore.ts';
import { useDocument } from '../store/documentStore.ts';
import { rateLine, schedulePoints } from './schedulePoints.ts';
import styles from './TrainingPanel.module.css';
import { useTraining } from './trainingStore.ts';

const SIZE = { width: 240, height: 56 };
/** Where nobody has counted the images yet. */
const SOME_STEPS = 100;

/** The learning rate over the run as a small line; nothing while schedule or rate is at fault. */
export function SchedulePreview() {
  const training = useDocument((state) => state.document.training);
  const { data, test, validationShare, limit } = useTraining((state) => state.data);
  const { summary } = useDescription({ data, test });
  const schedule = chosen(schedules, training.schedule);
  const optimiser = chosen(optimisers, training.optimiser);
  if (schedule === null || optimiser === null || optimiser.faulty.has('learningRate')) return null;
  if (schedule.faulty.size > 0) return null;
  const { epochs, batchSize } = training;
  const images = summary && Math.min(summary.train, limit ?? summary.train) * (1 - (validationShare ?? 0));
  const stepsPerEpoch = images === null ? SOME_STEPS : Math.max(1, Math.ceil(images / batchSize));
  const learningRate = optimiser.params.learningRate as number;
  const points = schedulePoints(schedule, learningRate, { epochs, stepsPerEpoch });
  const line = rateLine(points, epochs, SIZE);
  if (line === null) return <p className={styles.quiet}>A run of no epochs trains nothing.</p>;
  const bottom = line.isLogarithmic ? line.least : 0;
  const [first, last] = [points[0].rate, points[points.length - 1].rate].map(rateWords);
  const words =
    first === last
      ? `Learning rate ${first} over ${countedEpochs(epochs)}`
      : `Learning rate over ${countedEpochs(epochs)}: ${first} at first, ${last} at the end`;
  return (
    <figure className={styles.chart}>
      <span className={styles.top}>{rateWords(line.largest)}</span>
      <span className={styles.bottom}>{bottom < line.largest ? rateWords(bottom) : ''}</span>
      <svg
        className={styles.line}
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words}
      >
        <path d={line.path} />
      </svg>
      <div className={styles.axis}>
        <span>0</span>
        <span>epochs</span>
        <span>{epochWords(epochs)}</span>
      </div>
      <figcaption className={styles.caption}>
        Learning rate over the run{line.isLogarithmic ? ', by powers of ten' : ''}
      </figcaption>
    </figure>
  );
}

/** One of a registry with its parameters, and which of those are at fault; null for an unknown one. */
function chosen<T extends { readonly params: ParamDeclarations }>(
  registry: ReadonlyMap<string, T>,
  { type, params }: Choice,
) {
  const definition = registry.get(type);
  if (definition === undefined) return null;
  const resolved = resolveParams<ParamDeclarations>(definition.params, params);
  return { definition, params: resolved.params, faulty: new Set(resolved.faults.map(({ param }) => param)) };
}

function rateWords(rate: number): string {
  return String(Number(rate.toPrecision(3)));
}
