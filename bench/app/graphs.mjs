import { writeFileSync } from 'node:fs';

/** @typedef {{ id: string, type: string, params: Record<string, unknown>, position: { x: number, y: number } }} Node */
/** @typedef {{ from: { node: string, port: string }, to: { node: string, port: string } }} Wire */

/** The first node of every such graph. */
export const FIRST_NODE = 'picture';
const ROW = 100;
const BESIDE = 260;
const COLUMN = 640;
const BLOCKS_IN_COLUMN = 5;
const BLOCK_NODES = 8;
const BLOCK_ROWS = 7;
const ENDS = 7;

/**
 * A residual network of exactly `count` nodes without a fault: blocks of two convolutions with a shortcut beside them,
 * in columns as a person would lay them out. Throws RangeError below the smallest.
 * @param {number} count
 */
export function residualGraph(count) {
  const spare = (count - ENDS) % BLOCK_NODES;
  const blocks = (count - ENDS - spare) / BLOCK_NODES;
  if (!(blocks >= 1))
    throw new RangeError(`a graph of ${count} nodes: expected at least ${ENDS + BLOCK_NODES}`);
  /** @type {Node[]} */
  const nodes = [];
  /** @type {Wire[]} */
  const wires = [];
  const place = { x: 0, y: 0 };

  /**
   * @param {string} id @param {string} type @param {Record<string, unknown>} params
   * @param {readonly string[]} from its inputs come from there @param {number} [beside]
   */
  const add = (id, type, params, from, beside = 0) => {
    nodes.push({ id, type, params, position: { x: place.x + beside, y: place.y } });
    from.forEach((node, i) => {
      const port = from.length === 1 ? 'input' : `input${i + 1}`;
      wires.push({ from: { node, port: 'output' }, to: { node: id, port } });
    });
    if (beside === 0) place.y += ROW;
    return id;
  };
  /** @param {string} name @param {string} from */
  const convolve = (name, from) => {
    const params = { kH: 3, kW: 3, nOutputPlane: 8, padW: 1, bias: false };
    const convolution = add(`${name}_conv`, 'SpatialConvolution', params, [from]);
    return add(`${name}_bn`, 'SpatialBatchNormalization', {}, [convolution]);
  };

  let end = add(FIRST_NODE, 'Input', { size: [3, 16, 16] }, []);
  end = add('stem_relu', 'ReLU', {}, [convolve('stem', end)]);
  const top = place.y;
  for (let block = 0; block < blocks; block++) {
    const name = `block${block + 1}`;
    place.x = Math.floor(block / BLOCKS_IN_COLUMN) * COLUMN;
    place.y = top + (block % BLOCKS_IN_COLUMN) * BLOCK_ROWS * ROW;
    const shortcut = add(`${name}_shortcut`, 'Identity', {}, [end], BESIDE);
    const inner = add(`${name}_relu`, 'ReLU', {}, [convolve(`${name}a`, end)]);
    const sum = add(`${name}_add`, 'CAddTable', {}, [convolve(`${name}b`, inner), shortcut]);
    end = add(`${name}_out`, 'ReLU', {}, [sum]);
  }
  for (let i = 0; i < spare; i++) end = add(`spare${i + 1}`, 'Dropout', { p: 0.25 }, [end]);
  end = add('view', 'View', { size: [-1] }, [end]);
  end = add('scores', 'Linear', { outputSize: 43 }, [end]);
  add('logsoftmax', 'LogSoftMax', {}, [end]);
  return { nodes, wires };
}

/** Writes a project with such a graph. @param {string} path @param {number} count */
export function writeGraph(path, count) {
  const { nodes, wires } = residualGraph(count);
  const training = {
    criterion: { type: 'ClassNLLCriterion', params: {} },
    optimiser: { type: 'sgd', params: {} },
    schedule: { type: 'constant', params: {} },
    augmentation: 'none',
    epochs: 1,
    batchSize: 32,
  };
  const list = (/** @type {readonly unknown[]} */ items) =>
    items.map((item) => JSON.stringify(item)).join(',\n');
  writeFileSync(
    path,
    `{ "version": 1,\n"nodes": [\n${list(nodes)}\n],\n"wires": [\n${list(wires)}\n],\n"training": ${JSON.stringify(training)} }\n`,
  );
}
