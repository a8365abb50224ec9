import { type Operation, type Program, type ValueId, valueElements } from '../../compiler/program.ts';
import { keyWords } from '../../random/streams.ts';
import type { Executable, Position, Procedure } from '../device.ts';
import { type Command, listBytes, writeCommands } from './command.ts';
import type { EmitContext } from './emit/emitter.ts';
import { emitterOf } from './emit/emitters.ts';
import * as layout from './kernels/layout.ts';
import type { SharedMemory } from './memory.ts';
import { createStaging } from './staging.ts';
import type { Team } from './team.ts';

/** A command list in memory. */
interface List {
  readonly address: number;
  readonly count: number;
  /** Of each operation, how many commands the list has up to its end. */
  readonly ends: readonly number[];
}

/** Lays a Program out in the device's memory and makes its procedures command lists. */
export function createExecutable(shared: SharedMemory, team: Team, program: Program): Executable {
  const { values, memory: plan, capacity } = program;
  const arena = shared.allocate(plan.bytes, `this graph at a batch of ${capacity}`);
  const lists = new Map<Procedure, List>();
  for (const procedure of ['step', 'evaluate'] as const) {
    lists.set(procedure, writeList(shared, team, commandsOf(program, procedure, arena)));
  }
  const staging = createStaging(shared, team, arena + plan.offsets[program.input], capacity);
  const { header } = shared;
  let seed = 0;
  let key = keyWords(seed);
  const mostCommands = Math.max(...[...lists.values()].map(({ count }) => count));
  let times = 0;

  function view(id: ValueId, n: number): Float32Array | Int32Array {
    const value = values[id];
    if (plan.offsets[id] < 0) throw new Error(`value ${value.name} has no place: no procedure makes it`);
    const Numbers = value.type === 'int32' ? Int32Array : Float32Array;
    return new Numbers(shared.memory.buffer, arena + plan.offsets[id], valueElements(value, n));
  }

  /** Tells the kernels where the run stands; the list to run. */
  function prepareRun(procedure: Procedure, n: number, position: Position): List {
    if (n < 1 || n > capacity) throw new Error(`a batch of ${n} does not fit: 1 to ${capacity}`);
    if (position.seed !== seed) key = keyWords(position.seed);
    seed = position.seed;
    header[layout.KEY_LOW] = key[0];
    header[layout.KEY_HIGH] = key[1];
    header[layout.BATCH] = n;
    header[layout.STEP] = position.step;
    header[layout.EPOCH] = position.epoch;
    return lists.get(procedure) as List;
  }

  const labels = view(program.labels, capacity);
  for (const { value, data } of program.constants) view(value, capacity).set(data);

  return {
    bind: (images, preparation) => staging.bind(images, preparation),
    load(batch) {
      if (batch.count > capacity)
        throw new Error(`a batch of ${batch.count} does not fit: at most ${capacity}`);
      labels.set(batch.labels.subarray(0, batch.count));
      staging.prepare(batch);
    },
    run(procedure, n, position) {
      const list = prepareRun(procedure, n, position);
      team.run(list.address, list.count);
    },
    profile(procedure, n, position, into) {
      const list = prepareRun(procedure, n, position);
      times ||= shared.allocate(8 * (mostCommands + 1), 'the times of commands');
      team.run(list.address, list.count, times);
      const clock = new Float64Array(shared.memory.buffer, times, list.count + 1);
      list.ends.forEach((end, i) => {
        into[i] = clock[end] - clock[i === 0 ? 0 : list.ends[i - 1]];
      });
    },
    read: (id, n, into) => into.set(view(id, n)),
    write: (id, data) => view(id, capacity).set(data),
    dispose() {
      for (const { address } of lists.values()) shared.free(address);
      if (times) shared.free(times);
      staging.dispose();
      shared.free(arena);
    },
  };
}

/** The commands of each operation. */
function commandsOf(program: Program, procedure: Procedure, arena: number): Command[][] {
  const { values, memory: plan } = program;
  return program[procedure].map((operation: Operation, i) => {
    const context: EmitContext = {
      address: (id) => (id === null ? 0 : arena + plan.offsets[id]),
      shape: (id) => values[id as ValueId].shape,
      capacity: program.capacity,
      workspace: arena + plan.workspaces[procedure][i],
    };
    return emitterOf(operation).commands(operation, context);
  });
}

function writeList(shared: SharedMemory, team: Team, operations: readonly Command[][]): List {
  const commands = operations.flat();
  const address = shared.allocate(listBytes(commands.length), 'a command list');
  writeCommands(new Int32Array(shared.memory.buffer), address / 4, commands);
  team.reserveScratch(commands.reduce((most, { scratch = 0 }) => Math.max(most, scratch), 0));
  let end = 0;
  return { address, count: commands.length, ends: operations.map(({ length }) => (end += length)) };
}
