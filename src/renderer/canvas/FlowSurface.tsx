import {
  Background,
  type EdgeChange,
  type EdgeTypes,
  type NodeTypes,
  ReactFlow,
  type ReactFlowInstance,
  SelectionMode,
  useKeyPress,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { select, useDocument } from '../store/documentStore.ts';
import { usePreferences } from '../store/preferencesStore.ts';
import { rememberCamera } from './camera.ts';
import { canvasHelp } from './canvasHelp.ts';
import { noteZoom, showTip, useCanvas } from './canvasStore.ts';
import { endConnect } from './connectStore.ts';
import { DraggedWire } from './DraggedWire.tsx';
import { DragShield } from './DragShield.tsx';
import { FarWires, splitWires } from './FarWires.tsx';
import { CLOSEST, farthest, provideCanvas, shownCanvas } from './flow.ts';
import { cancelConnect } from './keyConnect.ts';
import { ModuleNode } from './ModuleNode.tsx';
import { OfferedWire } from './OfferedWire.tsx';
import type { Camera } from './opening.ts';
import {
  connectToNode,
  cutOnAlt,
  menuOfNode,
  menuOfPane,
  menuOfWire,
  searchOrRename,
} from './pointerActs.ts';
import type { FlowNode, FlowWire, Scene, SceneMaker } from './scene.ts';
import { useCanvasKeys } from './useCanvasKeys.ts';
import { useConnecting } from './useConnecting.ts';
import { useDragging } from './useDragging.ts';
import { useModuleDrop } from './useModuleDrop.ts';
import { useScene, useShownAtOnce } from './useScene.ts';
import { WireEdge, WireLayer, WireLayerContext } from './WireEdge.tsx';

const nodeTypes: NodeTypes = { module: ModuleNode };
const edgeTypes: EdgeTypes = { wire: WireEdge };
const MULTIPLE = ['Meta', 'Control'];
const MIDDLE_OR_LEFT = [0, 1];
/** A node's position is the middle of its upper edge. */
const ORIGIN: [number, number] = [0.5, 0];
const HIDDEN = { hideAttribution: true };
/** From so many nodes on only those in view are drawn. */
const MANY_NODES = 120;
/** From so many wires on they are one drawing where none could be hit. */
const MANY_WIRES = 100;
const NO_WIRES: FlowWire[] = [];
/** The graph itself: React Flow over the open document. */
export function FlowSurface({
  makeScene,
  camera,
  size,
}: {
  readonly makeScene: SceneMaker;
  readonly camera: Camera;
  readonly size: { readonly width: number; readonly height: number };
}) {
  const scene = useRef<Scene | null>(null);
  const show = useShownAtOnce(makeScene, scene);
  const { moved, onNodesChange, onDragStart, onNodeDrag, onDragStop } = useDragging(scene, show);
  const shown = useScene(makeScene, moved, scene);
  const { nodes } = shown;
  const selection = useDocument((state) => state.selection);
  const connecting = useConnecting();
  const dropping = useModuleDrop(scene);
  const keys = useCanvasKeys();
  const wheel = usePreferences((state) => state.preferences.wheel);
  const [isOver, setOver] = useState(false);
  const isPanning = useKeyPress(isOver ? 'Space' : null);
  const distance = useCanvas((state) => state.distance);
  const element = useRef<HTMLDivElement>(null);

  const onInit = useCallback((instance: ReactFlowInstance<FlowNode, FlowWire>) => {
    if (element.current === null) return;
    provideCanvas({ instance, element: element.current, views: () => scene.current?.views ?? new Map() });
  }, []);
  useEffect(() => () => leave(), []);

  const onMove = useCallback((_event: unknown, viewport: Camera) => {
    noteZoom(viewport.zoom);
    rememberCamera(viewport);
    showTip(null);
  }, []);

  const isFarWired = distance === 'tiny' && shown.wires.length > MANY_WIRES;
  const [wires, farWires] = useMemo(
    () => (isFarWired ? splitWires(shown, selection) : [shown.wires, NO_WIRES]),
    [shown, selection, isFarWired],
  );
  const isCulled = useCulled(nodes.length > MANY_NODES);

  const [wireLayer, setWireLayer] = useState<SVGSVGElement | null>(null);
  const inside = useMemo(
    () => (
      <>
        <Background gap={20} size={1.4} color="var(--line)" />
        <WireLayer onReady={setWireLayer} />
        <OfferedWire />
        <DragShield />
      </>
    ),
    [],
  );

  return (
    <WireLayerContext value={wireLayer}>
      <ReactFlow<FlowNode, FlowWire>
        ref={element}
        nodes={nodes}
        edges={wires}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodeOrigin={ORIGIN}
        defaultViewport={camera}
        width={size.width}
        height={size.height}
        minZoom={farthest(nodes.length)}
        maxZoom={CLOSEST}
        onInit={onInit}
        onMove={onMove}
        onNodesChange={onNodesChange}
        onEdgesChange={followWires}
        onNodeDragStart={onDragStart}
        onNodeDrag={onNodeDrag}
        onNodeDragStop={onDragStop}
        {...connecting}
        connectionLineComponent={DraggedWire}
        connectionRadius={26}
        connectOnClick={false}
        zoomOnScroll={wheel === 'zoom'}
        panOnScroll={wheel === 'scroll'}
        zoomOnDoubleClick={false}
        panOnDrag={MIDDLE_OR_LEFT}
        panActivationKeyCode={isOver ? 'Space' : null}
        selectionKeyCode={isOver ? 'Shift' : null}
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={MULTIPLE}
        deleteKeyCode={null}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        onlyRenderVisibleElements={isCulled}
        onPaneClick={cancelConnect}
        onNodeClick={connectToNode}
        onDoubleClick={searchOrRename}
        onPaneContextMenu={menuOfPane}
        onNodeContextMenu={menuOfNode}
        onEdgeContextMenu={menuOfWire}
        onEdgeClick={cutOnAlt}
        proOptions={HIDDEN}
        onPointerEnter={() => setOver(true)}
        onPointerLeave={() => setOver(false)}
        {...dropping}
        {...keys}
        data-distance={distance}
        data-panning={isPanning}
        tabIndex={0}
        aria-label="Network"
        aria-description={canvasHelp}
      >
        {inside}
        {isFarWired ? <FarWires nodes={nodes} wires={farWires} /> : null}
      </ReactFlow>
    </WireLayerContext>
  );
}

/** What was going on ends with the canvas: another view has no place for it. */
function leave(): void {
  provideCanvas(null);
  endConnect();
  useCanvas.setState({
    menu: null,
    card: null,
    tip: null,
    renaming: null,
    dropWire: null,
    isDragging: false,
  });
}

/**
 * Whether only what is in view is drawn. It ends a render later than it need: React Flow still has the many nodes while
 * it hears that there are few, and would draw them all once more.
 */
function useCulled(isMany: boolean): boolean {
  const [wasMany, setWasMany] = useState(isMany);
  useEffect(() => setWasMany(isMany), [isMany]);
  return isMany || wasMany;
}

/** What React Flow says of wires: which are selected. Moving and removing them is the document's own. */
function followWires(changes: readonly EdgeChange<FlowWire>[]): void {
  const { selection, selectedWires } = useDocument.getState();
  const next = new Set(selectedWires);
  for (const change of changes) {
    if (change.type !== 'select') continue;
    const key = shownCanvas()?.instance.getEdge(change.id)?.data?.view.key;
    if (key !== undefined && change.selected) next.add(key);
    else if (key !== undefined) next.delete(key);
  }
  const same = next.size === selectedWires.size && [...next].every((key) => selectedWires.has(key));
  if (!same) select(selection, next);
}
