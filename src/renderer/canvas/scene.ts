import { type Edge, type Node, Position as Side } from '@xyflow/react';
import type { Analysis } from '../../engine/graph/analyse.ts';
import type { GraphDocument, GraphNode } from '../../shared/document.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Position } from '../edits/position.ts';
import type { NodeMarks } from '../profile/nodeMarks.ts';
import { type Knowledge, type NodeView, nodeView } from './nodeView.ts';
import { portHandle } from './portHandle.ts';
import { spokenWire, type WireView, wireViews } from './wireView.ts';
import { wiringOf } from './wiring.ts';

export type FlowNode = Node<{ view: NodeView }, 'module'>;
export type FlowWire = Edge<{ view: WireView }, 'wire'>;

/** What the canvas shows, as React Flow takes it. */
export interface Scene {
  readonly nodes: FlowNode[];
  readonly wires: FlowWire[];
  readonly views: ReadonlyMap<string, NodeView>;
}

/** What a scene is made of. */
export interface SceneSource {
  readonly document: GraphDocument;
  readonly analysis: Pick<Analysis, 'shaped' | 'problems'>;
  readonly selection: ReadonlySet<string>;
  readonly selectedWires: ReadonlySet<string>;
  /** What a profile says of nodes. */
  readonly marks: NodeMarks;
  /** Where nodes are while they are dragged. */
  readonly moved: ReadonlyMap<string, Position>;
}

export type SceneMaker = (source: SceneSource) => Scene;

/** The size of a port on the page, in pixels. */
export const PORT = 10;

/**
 * A maker of scenes that hands out the same object again for every node and wire that looks as it did: React draws
 * only what changed, and a drag redraws one node.
 */
export function createSceneMaker(): SceneMaker {
  const keptViews = new Map<string, { text: string; data: { view: NodeView } }>();
  const keptNodes = new Map<string, FlowNode>();
  const keptWires = new Map<string, { text: string; flow: FlowWire }>();
  let last: Made | null = null;

  function look({ document, analysis, marks }: SceneSource): Pick<Made, 'views' | 'wireViews'> {
    const wiring = wiringOf(document.wires);
    const faults = faultsByNode(analysis.problems);
    const knowledge: Knowledge = { wiring, shaped: analysis.shaped, faults, marks };
    const views = new Map<string, NodeView>();
    for (const node of document.nodes) if (!views.has(node.id)) views.set(node.id, kept(node, knowledge));
    return { views, wireViews: wireViews(document, views, analysis.shaped) };
  }

  function kept(node: GraphNode, knowledge: Knowledge): NodeView {
    const view = nodeView(node, knowledge);
    const text = JSON.stringify(view);
    const before = keptViews.get(node.id);
    if (before?.text === text) return before.data.view;
    keptViews.set(node.id, { text, data: { view } });
    return view;
  }

  function flowNode(
    node: { readonly id: string },
    id: string,
    position: Position,
    selected: boolean,
  ): FlowNode {
    const data = (keptViews.get(node.id) as { data: { view: NodeView } }).data;
    const before = keptNodes.get(id);
    if (
      before?.data === data &&
      before.selected === selected &&
      before.position.x === position.x &&
      before.position.y === position.y
    ) {
      return before;
    }
    const flow = newFlowNode(id, data, position, selected);
    keptNodes.set(id, flow);
    return flow;
  }

  function flowWire(view: WireView, selected: boolean): FlowWire {
    const text = JSON.stringify(view);
    const before = keptWires.get(view.id);
    if (before?.text === text && before.flow.selected === selected) return before.flow;
    const data = before?.text === text ? before.flow.data : { view };
    const flow = newFlowWire(view, data as { view: WireView }, selected);
    keptWires.set(view.id, { text, flow });
    return flow;
  }

  /** The scene where nothing but places of dragged nodes is another, made without a look at the rest; else null. */
  function whereMoved({ source: before, scene }: Made, source: SceneSource): Scene | null {
    const isAlike =
      before.document === source.document &&
      before.analysis === source.analysis &&
      before.marks === source.marks &&
      before.selection === source.selection &&
      before.selectedWires === source.selectedWires &&
      before.moved.size > 0 &&
      [...before.moved.keys()].every((id) => source.moved.has(id));
    if (!isAlike) return null;
    const nodes = scene.nodes.map((node) => {
      // A second node of one id stays where it is.
      const position = node.id === node.data.view.id ? source.moved.get(node.id) : undefined;
      return position ? flowNode(node.data.view, node.id, position, node.selected ?? false) : node;
    });
    return { ...scene, nodes };
  }

  return (source) => {
    const { document, analysis, selection, selectedWires, marks, moved } = source;
    const dragged = last === null ? null : whereMoved(last, source);
    if (dragged !== null && last !== null) {
      last = { ...last, source, scene: dragged };
      return dragged;
    }
    const isAlike =
      last?.source.document === document && last.source.analysis === analysis && last.source.marks === marks;
    const alike = isAlike ? last : null;
    const looked = alike ?? look(source);
    const wires =
      alike?.source.selectedWires === selectedWires
        ? alike.scene.wires
        : looked.wireViews.map((view) => flowWire(view, selectedWires.has(view.key)));
    const met = new Map<string, number>();
    const nodes = document.nodes.map((node) => {
      const before = met.get(node.id) ?? 0;
      met.set(node.id, before + 1);
      // A file may have one id twice; the second is drawn too, with the fault that says so.
      const id = before === 0 ? node.id : `${node.id} ${before}`;
      const position = (before === 0 ? moved.get(id) : undefined) ?? node.position ?? ORIGIN;
      return flowNode(node, id, position, selection.has(node.id));
    });
    if (alike === null) {
      dropOthers(keptNodes, new Set(nodes.map(({ id }) => id)));
      dropOthers(keptViews, looked.views);
      dropOthers(keptWires, new Set(wires.map(({ id }) => id)));
    }
    const scene: Scene = { nodes, wires, views: looked.views };
    last = { source, scene, views: looked.views, wireViews: looked.wireViews };
    return scene;
  };
}

/** What was made last, and of what. */
interface Made {
  readonly source: SceneSource;
  readonly scene: Scene;
  readonly views: ReadonlyMap<string, NodeView>;
  readonly wireViews: readonly WireView[];
}

const ORIGIN: Position = { x: 0, y: 0 };

function dropOthers(
  kept: Map<string, unknown>,
  present: { has(id: string): boolean; readonly size: number },
): void {
  if (kept.size <= present.size) return;
  for (const id of kept.keys()) if (!present.has(id)) kept.delete(id);
}

function newFlowNode(id: string, data: { view: NodeView }, position: Position, selected: boolean): FlowNode {
  const { width, height, inputs, outputs } = data.view;
  const size = { width, height };
  const port = { width: PORT, height: PORT };
  return {
    id,
    type: 'module',
    position: { x: position.x, y: position.y },
    data,
    selected,
    ...size,
    measured: size,
    // Given rather than measured: nothing waits for the page to lay five hundred nodes out.
    handles: [
      ...inputs.map(({ name, place }) => ({
        id: portHandle(name),
        type: 'target' as const,
        position: Side.Top,
        x: place - PORT / 2,
        y: -PORT / 2,
        ...port,
      })),
      ...outputs.map(({ name, place }) => ({
        id: portHandle(name),
        type: 'source' as const,
        position: Side.Bottom,
        x: place - PORT / 2,
        y: height - PORT / 2,
        ...port,
      })),
    ],
    // The node's own element inside has the focus, the role and the name.
    domAttributes: { 'aria-roledescription': undefined },
  };
}

function newFlowWire(view: WireView, data: { view: WireView }, selected: boolean): FlowWire {
  const { from, to } = view.wire;
  return {
    id: view.id,
    type: 'wire',
    source: from.node,
    sourceHandle: portHandle(from.port),
    target: to.node,
    targetHandle: portHandle(to.port),
    data,
    selected,
    ariaLabel: spokenWire(view),
    domAttributes: { 'aria-roledescription': undefined },
  };
}

function faultsByNode(problems: readonly Problem[]): Map<string, Problem[]> {
  const faults = new Map<string, Problem[]>();
  for (const problem of problems) {
    if (problem.node === undefined) continue;
    const list = faults.get(problem.node);
    if (list) list.push(problem);
    else faults.set(problem.node, [problem]);
  }
  return faults;
}
