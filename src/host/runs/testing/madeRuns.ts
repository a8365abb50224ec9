import { mkdirSync, writeFileSync } from 'node:fs';
import type { GraphDocument } from '../../../shared/document.ts';
import { appendMetrics, type MetricsLine } from '../metricsLog.ts';
import { freezeRun, runPaths } from '../runFolder.ts';
import { run } from './runScenario.ts';
import { smallProject } from './serviceStage.ts';

/** Makes the folder of a run that did some of its epochs, with the accuracies that are given. */
export function makeRun(
  folder: string,
  lines: readonly { readonly validation?: number; readonly test?: number }[] = [],
  { epochs = 3, created = '2026-11-23T16:20:05.000Z' } = {},
  document: GraphDocument = smallProject({ epochs }),
): void {
  const paths = runPaths(folder);
  mkdirSync(folder, { recursive: true });
  freezeRun({ run: { ...run, created, program: 'signalbox train mine.json' }, document }, paths);
  lines.forEach((line, i) => {
    appendMetrics(paths.metrics, epochLine(i + 1, line.validation, line.test));
  });
  if (lines.length > 0) writeFileSync(paths.last, 'weights');
}

/** A line of metrics.jsonl with the accuracies that are given. */
export function epochLine(epoch: number, validation?: number, tested?: number): MetricsLine {
  const pass = (accuracy: number) => ({ loss: 2 - accuracy, accuracy });
  return {
    epoch,
    train: pass(0.3),
    ...(validation !== undefined && { validation: pass(validation) }),
    ...(tested !== undefined && { test: pass(tested) }),
    seconds: 1.5,
    imagesPerSecond: 17,
  };
}
