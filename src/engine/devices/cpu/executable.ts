import { type Operation, type Program, type ValueId, valueElements } from '../../compiler/program.ts';
import { keyWords } from '../../random/streams.ts';
import type { Executable, Procedure } from '../device.ts';
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

  function view(id: ValueId, n: number): Float32Array | Int32Array {
    const value = values[id];
    if (plan.offsets[id] < 0) throw new Error(`value ${value.name} has no place: no procedure makes it`);
    const Numbers = value.type === 'int32' ? Int32Array : Float32Array;
    return new Numbers(shared.memory.buffer, arena + plan.offsets[id], valueElements(value, n));
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
      if (n < 1 || n > capacity) throw new Error(`a batch of ${n} does not fit: 1 to ${capacity}`);
      if (position.seed !== seed) key = keyWords(position.seed);
      seed = position.seed;
      header[layout.KEY_LOW] = key[0];
      header[layout.KEY_HIGH] = key[1];
      header[layout.BATCH] = n;
      header[layout.STEP] = position.step;
      header[layout.EPOCH] = position.epoch;
      const list = lists.get(procedure) as List;
      team.run(list.address, list.count);
    },
    read: (id, n, into) => into.set(view(id, n)),
    write: (id, data) => view(id, capacity).set(data),
    dispose() {
      for (const { address } of lists.values()) shared.free(address);
      staging.dispose();
      shared.free(arena);
    },
  };
}

function commandsOf(program: Program, procedure: Procedure, arena: number): Command[] {
  const { values, memory: plan } = program;
  return program[procedure].flatMap((operation: Operation, i) => {
    const context: EmitContext = {
      address: (id) => (id === null ? 0 : arena + plan.offsets[id]),
      shape: (id) => values[id as ValueId].shape,
      workspace: arena + plan.workspaces[procedure][i],
    };
    return emitterOf(operation).commands(operation, context);
  });
}

function writeList(shared: SharedMemory, team: Team, commands: readonly Command[]): List {
  const address = shared.allocate(listBytes(commands.length), 'a command list');
  writeCommands(new Int32Array(shared.memory.buffer), address / 4, commands);
  team.reserveScratch(commands.reduce((most, { scratch = 0 }) => Math.max(most, scratch), 0));
  return { address, count: commands.length };
}
