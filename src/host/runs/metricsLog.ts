import { z } from 'zod';
import { readJson } from '../../shared/json.ts';
import { fail, ProblemError } from '../../shared/problem.ts';
import { withFile } from '../files/fileProblem.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { closeQuietly, replaceFile, syncAndClose } from '../files/replaceFile.ts';

const passSchema = z.strictObject({ loss: z.number(), accuracy: z.number() });

const lineSchema = z.strictObject({
  // Epochs done: a run may end within one.
  epoch: z.number().positive(),
  train: passSchema,
  validation: passSchema.optional(),
  test: passSchema.optional(),
  seconds: z.number(),
  imagesPerSecond: z.number(),
});

/** One epoch, or the part of one that a run ended with, in metrics.jsonl. */
export type MetricsLine = Readonly<z.infer<typeof lineSchema>>;

const LIMITS = { bytes: 65536, depth: 4 };

/** Appends a line and returns once it is durable. */
export function appendMetrics(path: string, line: MetricsLine, files: FileSystem = nodeFileSystem): void {
  withFile('write', path, () => {
    const descriptor = files.open(path, 'append');
    try {
      files.write(descriptor, new TextEncoder().encode(`${JSON.stringify(line)}\n`));
    } catch (error) {
      closeQuietly(descriptor, files);
      throw error;
    }
    syncAndClose(descriptor, files);
  });
}

/**
 * The whole lines of a log. A torn last line is dropped: a kill leaves its beginning, a power cut any of its sectors.
 * Throws ProblemError where another line is no line of a log.
 */
export function readMetrics(path: string, files: FileSystem = nodeFileSystem): MetricsLine[] {
  if (!files.exists(path)) return [];
  const text = new TextDecoder().decode(withFile('read', path, () => files.read(path)));
  const lines = text.split('\n');
  // What follows the last line end is torn, or nothing.
  lines.pop();
  return lines.flatMap((line, i) => {
    try {
      return [readLine(line, `${path}, line ${i + 1}`)];
    } catch (error) {
      if (error instanceof ProblemError && i === lines.length - 1) return [];
      throw error;
    }
  });
}

function readLine(text: string, file: string): MetricsLine {
  const parsed = lineSchema.safeParse(readJson(text, { ...LIMITS, file }));
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0];
  fail('bad-metrics', `${file}: field ${path.join('.') || '(all)'} is not as expected: ${message}`, { file });
}

/**
 * Takes the log back to what a checkpoint knows: what came after `reported` epochs is done again. Makes the log where there is
 * none, so that its entry in the folder is durable before the first line is.
 */
export function rewindMetrics(path: string, reported: number, files: FileSystem = nodeFileSystem): void {
  const kept = readMetrics(path, files).filter((line) => line.epoch <= reported);
  const text = kept.map((line) => `${JSON.stringify(line)}\n`).join('');
  withFile('write', path, () => replaceFile(path, text, files));
}
