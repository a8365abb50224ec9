import { LayoutTemplate, MapPin, SlidersHorizontal } from 'lucide-react';
import type { Analysis } from '../../engine/graph/analyse.ts';
import type { ShapedNode } from '../../engine/graph/infer.ts';
import { formatShape } from '../../engine/nn/shape.ts';
import type { TrainingSettings } from '../../shared/document.ts';
import { countedEpochs } from '../../shared/epochs.ts';
import { Button } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { Figures } from '../figures/Figures.tsx';
import { byteWords, countWords, plural, roundCount } from '../figures/quantities.ts';
import { type PlacedProblem, useProblems } from '../problems/allProblems.ts';
import { goToProblem } from '../problems/goToProblem.ts';
import { MendButtons } from '../problems/ProblemNotice.tsx';
import { averagingWords } from '../run/runWords.ts';
import { useAnalysis } from '../store/analysisStore.ts';
import { useDocument } from '../store/documentStore.ts';
import { openOverlay, showView } from '../store/viewStore.ts';
import { graphTotals } from './graphTotals.ts';
import styles from './Inspector.module.css';
import { BYTES_PER_VALUE } from './nodeFigures.ts';

/** The whole project, where nothing is selected: what it comes to and what is to be done next. */
export function ProjectPanel() {
  const name = useDocument((state) => state.name);
  const path = useDocument((state) => state.path);
  const count = useDocument((state) => state.document.nodes.length);
  const training = useDocument((state) => state.document.training);
  const analysis = useAnalysis();
  const problems = useProblems();
  return (
    <>
      <header className={styles.header}>
        <h2 className={styles.type}>{name}</h2>
        <p className={styles.quiet}>{path ?? 'Not saved to a file yet'}</p>
      </header>
      <section className={styles.section} aria-label="What is next">
        <h3>Next</h3>
        <NextStep nodes={count} problems={problems} />
      </section>
      {count === 0 ? null : <Network nodes={count} analysis={analysis} />}
      <Training training={training} />
    </>
  );
}

function NextStep({
  nodes,
  problems,
}: {
  readonly nodes: number;
  readonly problems: readonly PlacedProblem[];
}) {
  const [first] = problems;
  if (nodes === 0) {
    return (
      <Notice
        kind="hint"
        actions={
          <Button icon={<LayoutTemplate aria-hidden />} onPress={() => openOverlay({ kind: 'templates' })}>
            Templates…
          </Button>
        }
      >
        The canvas is empty. Start from a template, or add an Input from the modules at the left and go on
        from there.
      </Notice>
    );
  }
  if (first !== undefined) {
    return (
      <Notice
        kind="fault"
        actions={
          <>
            <Button icon={<MapPin aria-hidden />} onPress={() => goToProblem(first)}>
              Show
            </Button>
            <MendButtons problem={first.problem} />
          </>
        }
      >
        {problems.length === 1 ? '' : `The first of ${plural(problems.length, 'problem')}: `}
        {first.problem.message}
      </Notice>
    );
  }
  return (
    <Notice
      kind="hint"
      actions={
        <Button icon={<SlidersHorizontal aria-hidden />} onPress={() => showView('train')}>
          Training settings
        </Button>
      }
    >
      The network is complete and ready to train.
    </Notice>
  );
}

function Network({ nodes, analysis }: { readonly nodes: number; readonly analysis: Analysis }) {
  const { parameters, statistics, outputs, multiplyAdds, known } = graphTotals(analysis);
  const { graph } = analysis;
  return (
    <section className={styles.section} aria-label="Network">
      <h3>Network</h3>
      <Figures
        figures={[
          { name: 'Nodes', value: countWords(nodes) },
          ...(known < nodes ? [{ name: 'Shapes known of', value: countWords(known) }] : []),
          ...(graph
            ? [
                { name: 'Input', value: portWords(graph.input) },
                { name: 'Output', value: portWords(graph.output) },
              ]
            : []),
          { name: 'Parameters', value: countWords(parameters) },
          { name: 'Weights', value: byteWords((parameters + statistics) * BYTES_PER_VALUE) },
          { name: 'Multiply-adds an image', value: roundCount(multiplyAdds) },
          { name: 'All outputs an image', value: byteWords(outputs * BYTES_PER_VALUE) },
        ]}
      />
    </section>
  );
}

function portWords({ id, outputShapes: [shape] }: ShapedNode) {
  return (
    <>
      {id} <span className={styles.shape}>{formatShape(shape)}</span>
    </>
  );
}

function Training({ training }: { readonly training: TrainingSettings }) {
  const { criterion, optimiser, schedule, augmentation, epochs, batchSize, balance, averaging } = training;
  return (
    <section className={styles.section} aria-label="Training">
      <h3>Training</h3>
      <Figures
        figures={[
          { name: 'Criterion', value: criterion.type },
          { name: 'Optimiser', value: optimiser.type },
          { name: 'Schedule', value: schedule.type },
          { name: 'Augmentation', value: augmentation },
          { name: 'Run', value: `${countedEpochs(epochs)} in batches of ${countWords(batchSize)}` },
          { name: 'Balance', value: String(balance) },
          { name: 'Averaging', value: averagingWords(averaging) },
        ]}
      />
    </section>
  );
}
