import type { Analysis } from '../../engine/graph/analyse.ts';
import type { Category } from '../../engine/nn/module.ts';
import type { Shape } from '../../engine/nn/shape.ts';
import type { GraphNode } from '../../shared/document.ts';
import type { PortReference, Problem } from '../../shared/problem.ts';
import type { NodeMark, NodeMarks } from '../profile/nodeMarks.ts';
import { type NodePorts, nodePorts } from './nodePorts.ts';
import { fittedTexts, type NodeTexts, nodeSize, portPlace } from './nodeSize.ts';
import { paramsText, shapeText } from './shapeText.ts';
import type { Wiring } from './wiring.ts';

/** A port as it is drawn. */
export interface PortView {
  readonly name: string;
  /** Pixels from the node's left. */
  readonly place: number;
  /** `64×24×24`; null where it is not known. */
  readonly shape: string | null;
  readonly wired: boolean;
  /** The module has no such port; only a wire says so. */
  readonly stray: boolean;
}

/** The lines of a node, cut to its width. */
export interface NodeLines {
  readonly title: string;
  /** The module's name under a label. */
  readonly type: string | null;
  readonly params: string | null;
  /** What it takes of a training step, where that was profiled. */
  readonly time: string | null;
  readonly id: string;
  readonly shape: string;
}

/** All that a node shows, and its size. Two views that show the same are one object, so that only what changed is drawn. */
export interface NodeView {
  readonly id: string;
  readonly lines: NodeLines;
  readonly type: string;
  readonly label: string | null;
  /** Null: an unknown module. */
  readonly category: Category | null;
  readonly inputs: readonly PortView[];
  readonly outputs: readonly PortView[];
  readonly faults: readonly Problem[];
  /** Where the network was profiled. */
  readonly mark: NodeMark | null;
  readonly width: number;
  readonly height: number;
  /** What a screen reader says of it. */
  readonly spoken: string;
}

/** What is known of a document when its nodes are looked at. */
export interface Knowledge {
  readonly wiring: Wiring;
  readonly shaped: Analysis['shaped'];
  readonly faults: ReadonlyMap<string, readonly Problem[]>;
  readonly marks: NodeMarks;
}

const NO_FAULTS: readonly Problem[] = [];

/** A node as the canvas shows it. */
export function nodeView(node: GraphNode, knowledge: Knowledge): NodeView {
  const { id, type } = node;
  const ports = nodePorts(node, knowledge.wiring);
  const faults = knowledge.faults.get(id) ?? NO_FAULTS;
  const mark = knowledge.marks.get(id) ?? null;
  const label = node.label ?? null;
  const params = paramsLine(node, ports, knowledge);
  const outputShapes = knowledge.shaped.get(id)?.outputShapes.map(shapeText) ?? [];
  const shape = outputShapes.join(', ');
  const texts: NodeTexts = {
    title: label ?? type,
    type: label === null ? null : type,
    params,
    time: mark?.text ?? null,
    id,
    shape,
    faulty: faults.length > 0,
    inputs: ports.inputs.length,
    outputs: ports.outputs.length,
  };
  const size = nodeSize(texts);
  return {
    id,
    type,
    label,
    lines: fittedTexts(texts, size.width),
    category: ports.resolved?.definition.category ?? null,
    faults,
    mark,
    ...portViews(ports, id, size.width, knowledge),
    ...size,
    spoken: spokenNode({ id, type, label, params, shape, mark, faults }),
  };
}

/** One line of parameters, with the sizes that follow from the wires; null where there are none to show. */
function paramsLine({ id, type }: GraphNode, { resolved }: NodePorts, { shaped }: Knowledge): string | null {
  if (resolved === null) return 'unknown module';
  const params = shaped.get(id)?.params ?? resolved.params;
  return paramsText(resolved.definition.subtitle(params), type) || null;
}

function portViews(
  ports: NodePorts,
  id: string,
  width: number,
  { wiring, shaped }: Knowledge,
): Pick<NodeView, 'inputs' | 'outputs'> {
  const known = shaped.get(id);
  const sources = new Map(wiring.incoming.get(id)?.map(({ from, to }) => [to.port, from]));
  const wiredOutputs = new Set(wiring.outgoing.get(id)?.map(({ from }) => from.port));
  const views = (
    names: readonly string[],
    isWired: (name: string) => boolean,
    shapeOf: (name: string, i: number) => Shape | undefined,
  ) =>
    names.map((name, i) => {
      const shape = shapeOf(name, i);
      return {
        name,
        place: portPlace(width, i, names.length),
        shape: shape === undefined ? null : shapeText(shape),
        wired: isWired(name),
        stray: ports.stray.has(name),
      };
    });
  return {
    inputs: views(
      ports.inputs,
      (name) => sources.has(name),
      (name) => shapeFrom(sources.get(name), shaped),
    ),
    outputs: views(
      ports.outputs,
      (name) => wiredOutputs.has(name),
      (_, i) => known?.outputShapes[i],
    ),
  };
}

/** The shape that a port puts out, where it is known. */
export function shapeFrom(port: PortReference | undefined, shaped: Analysis['shaped']): Shape | undefined {
  const source = port && shaped.get(port.node);
  return source?.outputShapes[source.outputs.indexOf(port?.port ?? '')];
}

/** `conv1, SpatialConvolution, 3 → 32, 3×3, output 32×48×48. 1 fault: …` */
function spokenNode({
  id,
  type,
  label,
  params,
  shape,
  mark,
  faults,
}: Pick<NodeView, 'id' | 'type' | 'label' | 'mark' | 'faults'> & {
  readonly params: string | null;
  readonly shape: string;
}): string {
  const output = shape === '' ? 'output not known' : `output ${shape}`;
  const parts = [id, label, type, params, output, mark?.spoken ?? null];
  const said = parts.filter((part) => part !== null).join(', ');
  if (faults.length === 0) return said;
  return `${said}. ${faultCount(faults)}: ${faults.map(({ message }) => message).join('. ')}`;
}

/** `1 fault`, `3 faults`. */
export function faultCount(faults: readonly Problem[]): string {
  return faults.length === 1 ? '1 fault' : `${faults.length} faults`;
}
