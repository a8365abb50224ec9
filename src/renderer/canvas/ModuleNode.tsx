import type { NodeProps } from '@xyflow/react';
import { memo, useEffect, useRef } from 'react';
import { heatColour } from '../profile/heatColour.ts';
import { useCanvas } from './canvasStore.ts';
import { categoryColour, categoryIcon } from './categoryIcon.tsx';
import { FaultBadge } from './FaultBadge.tsx';
import { LabelField } from './LabelField.tsx';
import styles from './ModuleNode.module.css';
import type { NodeView } from './nodeView.ts';
import { Port } from './Port.tsx';
import type { FlowNode } from './scene.ts';
import { fitText } from './textWidth.ts';

/** Room for a port's name and the size of its type, in pixels. */
const PORT_NAME = { width: 60, type: 10 };

/** A module on the canvas. Everything it shows is in its view; while it is dragged it alone is drawn again. */
export const ModuleNode = memo(function ModuleNode({
  data: { view },
  selected,
  dragging,
}: NodeProps<FlowNode>) {
  return <Module view={view} selected={selected} dragging={dragging} />;
});

/** The part that does not know where the node is: dragging a node leaves it as it is. */
const Module = memo(function Module({
  view,
  selected,
  dragging,
}: {
  readonly view: NodeView;
  readonly selected: boolean;
  readonly dragging: boolean;
}) {
  const { id, category, faults, mark } = view;
  const isRoving = useCanvas((state) => state.roving === id);
  const isWanted = useCanvas((state) => state.wanted === id);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isWanted) return;
    element.current?.focus({ preventScroll: true });
    useCanvas.setState({ wanted: null });
  }, [isWanted]);
  const looks = [
    styles.node,
    category === null ? styles.unknown : '',
    isForeign(view) ? styles.clipped : '',
    faults.length > 0 ? styles.faulty : '',
    mark === null ? '' : mark.heat === null ? styles.old : styles.heated,
    selected ? styles.selected : '',
    dragging ? styles.dragging : '',
  ];
  const focusable = isRoving ? 0 : -1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form; this is one of the things in an application.
    <div
      ref={element}
      className={looks.join(' ')}
      style={nodeColours(view)}
      role="group"
      aria-roledescription="module"
      aria-label={selected ? `${view.spoken}, selected` : view.spoken}
      tabIndex={focusable}
      data-module={id}
      onFocus={isRoving ? undefined : () => useCanvas.setState({ roving: id })}
    >
      <Ports view={view} side="input" focusable={focusable} />
      <ReadTexts view={view} focusable={focusable} />
      <Ports view={view} side="output" focusable={focusable} />
    </div>
  );
});

/** The colour of its category and, where it was profiled, of its part in the time of a step. */
function nodeColours({ category, mark }: NodeView): React.CSSProperties {
  const own = { '--category': categoryColour(category) };
  if (mark === null || mark.heat === null) return own as React.CSSProperties;
  const { background, ink } = heatColour(mark.heat);
  return { ...own, '--heat': background, '--ink': ink } as React.CSSProperties;
}

/** Whether a text has characters whose width is a guess: it is then cut while painting too. */
function isForeign({ lines: { title, type, params } }: NodeView): boolean {
  return /[^\x20-\xff×→…]/.test(`${title}${type}${params}`);
}

/** The texts where they can be read, or the keyboard is; farther away thousands of elements made every frame dearer. */
function ReadTexts(props: { readonly view: NodeView; readonly focusable: 0 | -1 }) {
  const isTiny = useCanvas((state) => state.distance === 'tiny');
  return isTiny && props.focusable === -1 ? null : <Texts {...props} />;
}

function Texts({ view, focusable }: { readonly view: NodeView; readonly focusable: 0 | -1 }) {
  const { id, label, category, faults, lines, mark } = view;
  const isRenaming = useCanvas((state) => state.renaming === id);
  const Icon = categoryIcon(category);
  return (
    <>
      <div className={styles.head}>
        <Icon className={styles.icon} aria-hidden />
        {isRenaming ? (
          <LabelField id={id} label={label ?? ''} />
        ) : (
          <span className={styles.title}>{lines.title}</span>
        )}
        {faults.length === 0 ? null : <FaultBadge node={id} faults={faults} tabIndex={focusable} />}
      </div>
      {lines.type === null ? null : <div className={styles.line}>{lines.type}</div>}
      {lines.params === null ? null : <div className={styles.line}>{lines.params}</div>}
      {lines.time === null ? null : (
        <div className={`${styles.time} ${mark?.isTimed ? styles.timed : ''}`}>{lines.time}</div>
      )}
      <div className={styles.foot}>
        <span>{lines.id}</span>
        <span className={styles.shape}>{lines.shape}</span>
      </div>
    </>
  );
}

function Ports({
  view,
  side,
  focusable,
}: {
  readonly view: NodeView;
  readonly side: 'input' | 'output';
  readonly focusable: 0 | -1;
}) {
  const ports = side === 'input' ? view.inputs : view.outputs;
  return (
    <>
      {ports.map((port) => (
        <Port key={port.name} node={view.id} port={port} side={side} tabIndex={focusable} />
      ))}
      {ports.length < 2 ? null : (
        <div className={styles.ports} aria-hidden>
          {ports.map(({ name, place }) => (
            <span key={name} className={styles.portName} style={{ left: place }}>
              {fitText(name, PORT_NAME.width, PORT_NAME.type)}
            </span>
          ))}
        </div>
      )}
    </>
  );
}
