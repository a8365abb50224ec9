// Larger and smaller networks of the shape of vgg-small.

/** @typedef {{ readonly id: string, readonly type: string, readonly params: Readonly<Record<string, unknown>> }} Node */

/**
 * A project with so many times the channels in every convolution, on square images of another size. What follows from
 * that is left blank in the projects of resources/graphs, but for the size of the View before the linear layers.
 * @template {{ readonly nodes: readonly Node[] }} T
 * @param {T} project
 * @param {{ readonly channels: number, readonly size: number }} scale
 * @returns {T}
 */
export function scaledGraph(project, scale) {
  return { ...project, nodes: project.nodes.map((node) => ({ ...node, params: scaled(node, scale) })) };
}

/** @param {Node} node @param {{ readonly channels: number, readonly size: number }} scale */
function scaled({ type, params }, { channels, size }) {
  if (type === 'Input') {
    const [planes] = /** @type {number[]} */ (params.size);
    return { ...params, size: [planes, size, size] };
  }
  if (type === 'SpatialConvolution') {
    return { ...params, nOutputPlane: channels * /** @type {number} */ (params.nOutputPlane) };
  }
  // -1 stands for what is there.
  return type === 'View' ? { ...params, size: [-1] } : params;
}
