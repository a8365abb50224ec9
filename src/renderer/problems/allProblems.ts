import { useMemo } from 'react';
import type { Analysis } from '../../engine/graph/analyse.ts';
import type { TrainingSettings } from '../../shared/document.ts';
import type { Problem } from '../../shared/problem.ts';
import { analysisOf, useAnalysis } from '../store/analysisStore.ts';
import { useDocument } from '../store/documentStore.ts';
import { trainingProblems } from '../training/trainingProblems.ts';

/** A fault of the open project, and which view mends it. */
export interface PlacedProblem {
  /** Stays the same while the fault does. */
  readonly key: string;
  readonly place: 'graph' | 'training';
  readonly problem: Problem;
}

/** Every fault of a project: those of its graph in the analysis's order, then those of its training settings. */
export function allProblems(analysis: Analysis, training: TrainingSettings): readonly PlacedProblem[] {
  const settings = trainingProblems(training, analysis.graph).map(({ problem }) => problem);
  const placed = [
    ...analysis.problems.map((problem) => ({ place: 'graph', problem }) as const),
    ...settings.map((problem) => ({ place: 'training', problem }) as const),
  ];
  const seen = new Map<string, number>();
  return placed.map(({ place, problem }) => {
    const name = [problem.code, problem.node, problem.port, problem.param].join(' ');
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return { key: `${name} ${before}`, place, problem };
  });
}

/** The open project's faults, for a component. */
export function useProblems(): readonly PlacedProblem[] {
  const analysis = useAnalysis();
  const training = useDocument((state) => state.document.training);
  return useMemo(() => allProblems(analysis, training), [analysis, training]);
}

/** The open project's faults, for a command. */
export function presentProblems(): readonly PlacedProblem[] {
  const { document } = useDocument.getState();
  return allProblems(analysisOf(document), document.training);
}
