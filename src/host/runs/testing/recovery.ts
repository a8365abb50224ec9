import type { Checkpoint } from '../../../engine/training/trainer.ts';
import { readJson } from '../../../shared/json.ts';
import { ProblemError } from '../../../shared/problem.ts';
import { TEMPORARY_NAME } from '../../files/replaceFile.ts';
import {
  createMemoryFileSystem,
  type Disk,
  type MemoryFileSystem,
} from '../../files/testing/memoryFileSystem.ts';
import { type SavedCheckpoint, writeCheckpoint } from '../checkpointFile.ts';
import { tidyRun } from '../checkpointKeeper.ts';
import type { EvaluationFile } from '../evaluationFile.ts';
import { readMetrics } from '../metricsLog.ts';
import { openRun, runPaths } from '../runFolder.ts';
import { loadCheckpoint } from '../useRun.ts';
import { document, expectedStates, FOLDER, run } from './runScenario.ts';

/** What is found on a disk: the checkpoint in `last` (-1 for none, -2 where there is no run), and what is damaged. */
export interface Recovered {
  readonly found: number;
  readonly damage: string | null;
}

/**
 * Takes a run up again from a disk, with the store's own functions. `acknowledged` is the last checkpoint that was
 * promised to be durable: -1 for the frozen run, -2 for nothing.
 */
export function createRecovery(list: readonly Checkpoint[]): (disk: Disk, acknowledged: number) => Recovered {
  const expected = expectedStates(list).map(({ bytes, best }) => ({ text: hex(bytes), best }));
  const results = list.flatMap(({ result }) => result?.epoch ?? []);
  const paths = runPaths(FOLDER);

  return (disk, acknowledged) => {
    const files = createMemoryFileSystem(disk);
    try {
      if (!files.exists(paths.run))
        return { found: -2, damage: acknowledged >= -1 ? 'the run is gone' : null };
      const opened = openRun(FOLDER, files);
      const same = JSON.stringify([opened.run, opened.document]) === JSON.stringify([run, document]);
      if (!same) return { found: -1, damage: 'the run is another' };
      if (!files.exists(paths.last)) return { found: -1, damage: acknowledged >= 0 ? 'all is gone' : null };
      const last = loadCheckpoint(paths, 'last', files);
      const found = expected.findIndex(({ text }) => text === hex(writeCheckpoint(last)));
      if (found < 0) return { found, damage: 'the last checkpoint is none that was made' };
      if (found < acknowledged) return { found, damage: `${acknowledged} was promised, ${found} is there` };
      if (found > acknowledged + 1) return { found, damage: `${found} is there, ${acknowledged + 1} is not` };
      const { best } = expected[found];
      return { found, damage: damagedBeside(files, last, results, best?.epoch ?? null) };
    } catch (error) {
      if (error instanceof ProblemError) return { found: -2, damage: error.message };
      throw error;
    }
  };
}

/**
 * What is damaged beside a checkpoint that is whole, before the run is taken up and after; `results` are the epochs done
 * at each result of the run.
 */
function damagedBeside(
  files: MemoryFileSystem,
  { reported }: SavedCheckpoint,
  results: readonly number[],
  bestEpoch: number | null,
): string | null {
  const paths = runPaths(FOLDER);
  const logged = () => readMetrics(paths.metrics, files).map((line) => line.epoch);
  const done = results.filter((epoch) => epoch <= reported);
  const next = results[done.length];
  const isLogged = [done, [...done, next]].some((epochs) => epochs.join() === logged().join());
  if (!isLogged) return `epochs ${logged()} are logged, ${done} were done`;
  if (bestEpoch !== null) {
    const kept = files.exists(paths.best) ? loadCheckpoint(paths, 'best', files).best?.epoch : 'none';
    if (kept !== bestEpoch && kept !== next) return `the best is of epoch ${kept}, not ${bestEpoch}`;
  }
  if (reported > 0) {
    if (!files.exists(paths.evaluation)) return 'the evaluation is gone';
    const text = new TextDecoder().decode(files.read(paths.evaluation));
    const evaluation = readJson(text, { file: 'the evaluation' }) as EvaluationFile;
    const { epoch: evaluated } = evaluation;
    if (evaluated !== next && evaluated !== reported) return `the evaluation is of epoch ${evaluated}`;
  }
  tidyRun(paths, { reported }, files);
  if (logged().join() !== done.join()) return `rewound, epochs ${logged()} are logged, ${done} were done`;
  return files.list(FOLDER).some((name) => TEMPORARY_NAME.test(name)) ? 'a temporary file stays' : null;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
