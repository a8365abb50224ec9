import type { EpochLine, RunDetails, RunEvent, RunProgress } from '../../shared/api/runs.ts';

/** What the page knows of a watched run beside its summary and its curve. */
export interface RunLog {
  /** The frozen project file. */
  readonly document: string;
  readonly classes: readonly string[];
  /** What each epoch came to, in order. */
  readonly lines: readonly EpochLine[];
  /** Sentences that a person should know, in order. */
  readonly notes: readonly string[];
  readonly device: string | null;
  /** What was said of its state last, such as why it failed. */
  readonly sentence: string | null;
  /** What is made ready before the first step, while it is. */
  readonly preparing: { readonly what: string; readonly done: number; readonly total: number } | null;
  readonly progress: RunProgress | null;
  /** The epoch of the newest list of mistakes; 0 before the first. */
  readonly evaluated: number;
}

/** A run as the host tells it anew. */
export function logOf({ summary, document, classes, lines, progress }: RunDetails): RunLog {
  return {
    document,
    classes,
    lines,
    notes: [],
    device: summary.device,
    sentence: summary.sentence,
    preparing: null,
    progress,
    evaluated: lines.at(-1)?.epoch ?? 0,
  };
}

/** The log after an event. */
export function withEvent(log: RunLog, event: RunEvent): RunLog {
  switch (event.kind) {
    case 'state':
      return {
        ...log,
        sentence: event.sentence,
        [event.state === 'preparing' ? 'progress' : 'preparing']: null,
      };
    case 'preparing':
      return { ...log, preparing: { what: event.what, done: event.done, total: event.total } };
    case 'device':
      return { ...log, device: event.description };
    case 'note':
      return log.notes.includes(event.sentence) ? log : { ...log, notes: [...log.notes, event.sentence] };
    case 'progress':
      return { ...log, preparing: null, progress: event.progress };
    case 'epoch':
      return { ...log, lines: withLine(log.lines, event.line) };
    case 'evaluation':
      return { ...log, evaluated: event.epoch };
  }
}

/** A resumed run does some epochs again: what followed the new line is no more. */
function withLine(lines: readonly EpochLine[], line: EpochLine): readonly EpochLine[] {
  return [...lines.filter(({ epoch }) => epoch < line.epoch), line];
}
