import { type Program, type ValueId, valueElements } from '../../compiler/program.ts';
import { keyWords } from '../../random/streams.ts';
import type { Executable, Position, Procedure } from '../device.ts';
import { fetchedFloats, words } from './feed.ts';
import type { InputLine } from './inputLine.ts';
import { addToMetrics } from './metrics.ts';
import { CORRECT, feedName, LOSS, POSITION } from './procedureGraph.ts';
import { type ProgramModel, signatureNames } from './programModel.ts';
import type { Feed, LoadedModel } from './runtime.ts';
import { createVariableStore } from './variableStore.ts';

/** A run that was asked for and waits until its results, or its place in the input, are needed. */
interface Pending {
  readonly signature: string;
  /** Images. */
  readonly n: number;
  readonly feeds: Readonly<Record<string, Feed>>;
}

/**
 * Runs a Program's SavedModel. A run is put off until the next batch is being prepared (or its results are asked
 * for), so that TensorFlow computes while that happens: its session run holds this thread.
 */
export function createExecutable(
  program: Program,
  { variables, signatures }: ProgramModel,
  model: LoadedModel,
  line: InputLine,
): Executable {
  const { values, capacity } = program;
  const store = createVariableStore(program, variables, model);
  const fed = new Map<ValueId, Float32Array | Int32Array>();
  const results = new Map<ValueId, Float32Array>();
  const feeds = new Set(Object.values(signatures).flatMap(({ inputs }) => Object.keys(inputs)));
  const metrics = new Float32Array(4);
  let pending: Pending | null = null;

  /** The numbers of a value that is fed, at full capacity. */
  function buffer(id: ValueId): Float32Array | Int32Array {
    if (id === program.input) return line.images();
    if (id === program.labels) return line.labels();
    const known = fed.get(id);
    if (known) return known;
    const count = valueElements(values[id], capacity);
    const made = values[id].type === 'int32' ? new Int32Array(count) : new Float32Array(count);
    fed.set(id, made);
    return made;
  }

  function feedsOf(signature: string, n: number, position: Position): Record<string, Feed> {
    const given: Record<string, Feed> = {};
    for (const name of Object.keys(signatures[signature].inputs)) {
      if (name === POSITION) {
        const where = [...keyWords(position.seed), position.step, position.epoch];
        given[name] = words(
          Int32Array.from(where, (word) => word | 0),
          [4],
        );
        continue;
      }
      const id = Number(name.slice(feedName(0).length - 1));
      const value = values[id];
      const whole = buffer(id).subarray(0, valueElements(value, n));
      // What may be written before the run takes place is copied; images lie in a place of their own until then.
      const data = id === program.input || id === program.labels ? whole : whole.slice();
      given[name] = words(data, value.kind === 'batch' ? [n, ...value.shape] : value.shape);
    }
    return given;
  }

  /** Does what was put off. */
  function perform(): void {
    if (pending === null) return;
    const { signature, n, feeds: given } = pending;
    pending = null;
    store.flush();
    const outputs = model.run(signature, given);
    store.changed();
    const [loss, correct] = [LOSS, CORRECT].map((name) => fetchedFloats(outputs, name)[0]);
    addToMetrics(metrics, { loss, correct, images: n });
    results.clear();
    for (const id of program.kept) {
      const name = feedName(id);
      if (name in outputs) results.set(id, fetchedFloats(outputs, name));
    }
  }

  /** The same once its images are prepared. */
  function finish(): void {
    line.settle();
    perform();
  }

  function signatureFor(procedure: Procedure, n: number): string {
    if (procedure === 'evaluate') return signatureNames.evaluate;
    return n === 1 && signatureNames.single in signatures ? signatureNames.single : signatureNames.step;
  }

  function current(id: ValueId): Float32Array | Int32Array {
    if (id === program.metrics) return metrics;
    if (store.holds(id)) return store.read(id);
    const found = results.get(id) ?? (isFed(id) ? buffer(id) : undefined);
    if (found) return found;
    throw new Error(`value ${values[id].name} is not kept after a run`);
  }

  /** Whether a value comes from here, be it used or not. */
  function isFed(id: ValueId): boolean {
    return feeds.has(feedName(id)) || values[id].role === 'input' || values[id].role === 'hyper';
  }

  return {
    bind(images, preparation) {
      finish();
      line.bind(images, preparation);
    },
    load(batch) {
      if (batch.count > capacity)
        throw new Error(`a batch of ${batch.count} does not fit: at most ${capacity}`);
      line.begin(batch);
      perform();
    },
    run(procedure, n, position) {
      if (n < 1 || n > capacity) throw new Error(`a batch of ${n} does not fit: 1 to ${capacity}`);
      finish();
      const signature = signatureFor(procedure, n);
      pending = { signature, n, feeds: feedsOf(signature, n, position) };
    },
    read(id, n, into) {
      finish();
      into.set(current(id).subarray(0, valueElements(values[id], n)));
    },
    write(id, data) {
      if (isFed(id) && id !== program.input && id !== program.labels) {
        // A waiting run has a copy of its own.
        buffer(id).set(data);
        return;
      }
      finish();
      if (isFed(id)) buffer(id).set(data);
      else if (id === program.metrics) metrics.set(data);
      else if (store.holds(id)) store.edit(id).set(data);
      // All others are made anew by each run.
    },
    dispose() {
      pending = null;
      model.dispose();
      line.dispose();
    },
  };
}
