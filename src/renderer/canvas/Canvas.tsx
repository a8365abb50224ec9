import { ReactFlowProvider } from '@xyflow/react';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { ProfilePanel } from '../profile/ProfilePanel.tsx';
import { useProfile } from '../profile/profileStore.ts';
import { analysisOf } from '../store/analysisStore.ts';
import { useDocument } from '../store/documentStore.ts';
import styles from './Canvas.module.css';
import { CanvasMenu } from './CanvasMenu.tsx';
import { CanvasTip } from './CanvasTip.tsx';
import { ConnectHint } from './ConnectHint.tsx';
import { rememberedCamera } from './camera.ts';
import { canvasHelp } from './canvasHelp.ts';
import { noteZoom, useCanvas } from './canvasStore.ts';
import { followClipboard } from './clipboardKeys.ts';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import { FaultCard } from './FaultCard.tsx';
import { FlowSurface } from './FlowSurface.tsx';
import { notePointer } from './flow.ts';
import { KeyHint } from './KeyHint.tsx';
import { Minimap } from './Minimap.tsx';
import { boxAround, type Camera, openingCamera } from './opening.ts';
import { createSceneMaker, type FlowNode, type SceneMaker } from './scene.ts';
import { useRoving } from './useRoving.ts';
import { useWishes } from './useWishes.ts';
import { ZoomControls } from './ZoomControls.tsx';

/** The network as nodes and wires, where it is built. */
export function Canvas() {
  const project = useCanvas((state) => state.project);
  return (
    <ReactFlowProvider key={project}>
      <Sized>{(size) => <Surface size={size} />}</Sized>
      <CanvasMenu />
      <FaultCard />
      <CanvasTip />
    </ReactFlowProvider>
  );
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Draws the canvas when it is known how much room there is: it then opens where it stays. */
function Sized({ children }: { readonly children: (size: Size) => ReactNode }) {
  const element = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = element.current ?? {};
    setSize({ width, height });
  }, []);
  return (
    <div
      ref={element}
      className={styles.canvas}
      onPointerMove={({ clientX: x, clientY: y }) => notePointer({ x, y })}
      onPointerLeave={() => notePointer(null)}
    >
      {size === null ? null : children(size)}
    </div>
  );
}

function Surface({ size }: { readonly size: Size }) {
  const makeScene = useMemo(createSceneMaker, []);
  const [camera] = useState(() => rememberedCamera() ?? openedCamera(makeScene, size));
  useLayoutEffect(() => noteZoom(camera.zoom), [camera]);
  useRoving();
  useWishes();
  useEffect(followClipboard, []);
  return (
    <>
      <FlowSurface makeScene={makeScene} camera={camera} size={size} />
      <p className={styles.help} aria-hidden>
        {canvasHelp}
      </p>
      <EmptyCanvas />
      <ConnectHint />
      <KeyHint />
      <ZoomControls />
      <Minimap />
      <ProfilePanel />
      <TidyNotice />
      <Spoken />
    </>
  );
}

/** Where the open project is seen first. */
function openedCamera(makeScene: SceneMaker, size: Size): Camera {
  const { document, selection, selectedWires } = useDocument.getState();
  const analysis = analysisOf(document);
  const { marks } = useProfile.getState();
  const { nodes } = makeScene({ document, analysis, selection, selectedWires, marks, moved: new Map() });
  const boxes = nodes.map(boxOfNode);
  const first = nodes.findIndex(({ data }) => data.view.category === 'Input');
  return openingCamera(boxAround(boxes), boxes[first] ?? null, size);
}

function boxOfNode({ position, data }: FlowNode) {
  const { width, height } = data.view;
  return { x: position.x - width / 2, y: position.y, width, height };
}

/** That a layout is being computed, and the way out of it. */
function TidyNotice() {
  const cancel = useCanvas((state) => state.cancelTidy);
  if (cancel === null) return null;
  return (
    <div className={styles.busy} role="status">
      Arranging…
      <Button look="quiet" onPress={cancel}>
        Cancel
      </Button>
    </div>
  );
}

/** What a screen reader is told of what happens on the canvas. */
function Spoken() {
  const said = useCanvas((state) => state.said);
  return (
    <div className="only-spoken" role="status" aria-label="Canvas">
      {said}
    </div>
  );
}
