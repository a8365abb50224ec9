import { markdownTable } from './markdownTable.mjs';

/**
 * @typedef {import('./kernelCounts/countStep.ts').OperationCounts} OperationCounts
 * @typedef {import('./kernelCounts/kernelCounter.ts').KernelCounts} KernelCounts
 */

/** Operations with products have a row each, in this order; of all others there is one for each kind. */
const PRODUCTS = [
  'convolution',
  'convolutionInputGradient',
  'convolutionWeightGradient',
  'linear',
  'linearInputGradient',
  'linearWeightGradient',
  'muon',
];

const SUFFIXES = ['', ' k', ' M', ' G', ' T'];

/** A number in three figures: 864, 36.9 k, 4.72 M. @param {number} value */
export function short(value) {
  const digits = value < 1 ? 0 : Math.floor(Math.log10(Number(value.toPrecision(3))));
  const thousands = Math.min(SUFFIXES.length - 1, Math.floor(digits / 3));
  const scaled = value / 1000 ** thousands;
  return thousands === 0 ? String(value) : scaled.toFixed(2 - (digits % 3)) + SUFFIXES[thousands];
}

/** How many times the least. @param {number} value @param {number} least */
function times(value, least) {
  return least === 0 ? '' : (value / least).toFixed(2);
}

/** @param {readonly number[]} values */
const sum = (values) => values.reduce((total, value) => total + value, 0);

/** @param {readonly KernelCounts[]} kernels */
function totals(kernels) {
  const operands = kernels.flatMap((kernel) => kernel.operands);
  return {
    loads: sum(operands.map(({ loads }) => loads)),
    stores: sum(operands.map(({ stores }) => stores)),
    products: sum(kernels.map(({ products }) => products)),
  };
}

/** Sizes of dispatches, alike ones together: `36x64`, `2 of 64x256`. @param {readonly KernelCounts[]} kernels */
function sizes(kernels) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const { workgroups, threads } of kernels) {
    const size = `${workgroups}x${threads}`;
    found.set(size, (found.get(size) ?? 0) + 1);
  }
  return [...found].map(([size, count]) => (count > 1 ? `${count} of ${size}` : size)).join(', ');
}

/** A row of some operations together. @param {string} name @param {string} node @param {readonly OperationCounts[]} operations */
function row(name, node, operations) {
  const kernels = operations.flatMap((operation) => operation.kernels);
  const { loads, stores, products } = totals(kernels);
  const least = operations.map((operation) => operation.least);
  const leastProducts = sum(least.map((each) => each.products));
  return [
    name,
    node,
    String(kernels.length),
    operations.length === 1 ? sizes(kernels) : '',
    short(loads),
    times(loads, sum(least.map((each) => each.loads))),
    short(stores),
    times(stores, sum(least.map((each) => each.stores))),
    leastProducts === 0 ? '' : short(products),
    times(products, leastProducts),
  ];
}

/** What each operation of a step does, against the least. @param {readonly OperationCounts[]} operations */
export function operationTable(operations) {
  const done = operations.filter(({ kernels }) => kernels.length > 0);
  const alone = PRODUCTS.flatMap((name) => done.filter((operation) => operation.name === name));
  const others = [...new Set(done.map(({ name }) => name))].filter((name) => !PRODUCTS.includes(name));
  const rows = [
    ...alone.map((operation) =>
      row(operation.name + (operation.isWinograd ? ' (Winograd)' : ''), operation.node, [operation]),
    ),
    ...others.map((name) => {
      const alike = done.filter((operation) => operation.name === name);
      return row(name, alike.length === 1 ? alike[0].node : `${alike.length} nodes`, alike);
    }),
    row('all', '', done),
  ];
  const heads = ['operation', 'node', 'dispatches', 'workgroups x threads', 'loads', 'of least'];
  return markdownTable([...heads, 'stores', 'of least', 'multiply-adds', 'of least'], rows);
}

/** What each kind of kernel does in a step, whichever operation it belongs to. @param {readonly OperationCounts[]} operations */
export function kernelTable(operations) {
  const kernels = operations.flatMap((operation) => operation.kernels);
  const labels = [...new Set(kernels.map(({ label }) => label))];
  const rows = labels.map((label) => {
    const alike = kernels.filter((kernel) => kernel.label === label);
    const { loads, stores, products } = totals(alike);
    const names = [...new Set(alike.flatMap(({ operands }) => operands.map(({ name }) => name)))];
    const read = names
      .map((name) => ({
        name,
        loads: sum(
          alike.flatMap(({ operands }) => operands.map((one) => (one.name === name ? one.loads : 0))),
        ),
      }))
      .filter((one) => one.loads > 0)
      .map((one) => `${one.name} ${short(one.loads)}`);
    return [
      label,
      String(alike.length),
      short(loads),
      read.join(', '),
      short(stores),
      products > 0 ? short(products) : '',
    ];
  });
  return markdownTable(['kernel', 'dispatches', 'loads', 'of what', 'stores', 'multiply-adds'], rows);
}
