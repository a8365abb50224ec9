import type { ReactNode } from 'react';
import { useDocument } from '../store/documentStore.ts';
import styles from './Inspector.module.css';
import { ManyPanel } from './ManyPanel.tsx';
import { NodePanel } from './NodePanel.tsx';
import { ProjectPanel } from './ProjectPanel.tsx';
import { WirePanel } from './WirePanel.tsx';

const ELEMENT = 'inspector';

/** What is known of what is selected, and the fields to change it; the whole project where nothing is. */
export function Inspector() {
  const nodes = useDocument((state) => state.selection);
  const wires = useDocument((state) => state.selectedWires);
  return (
    <div id={ELEMENT} className={styles.inspector} tabIndex={-1}>
      <Panel nodes={[...nodes]} wires={[...wires]} />
    </div>
  );
}

/** Each kind of panel scrolls for itself: going from node to node leaves the place where one was reading. */
function Panel({ nodes, wires }: { readonly nodes: readonly string[]; readonly wires: readonly string[] }) {
  if (nodes.length === 1) return <Scrolled key="node" panel={<NodePanel id={nodes[0]} />} />;
  if (nodes.length + wires.length === 0) return <Scrolled key="project" panel={<ProjectPanel />} />;
  if (nodes.length === 0 && wires.length === 1) {
    return <Scrolled key="wire" panel={<WirePanel wire={wires[0]} />} />;
  }
  return <Scrolled key="many" panel={<ManyPanel ids={nodes} wires={wires.length} />} />;
}

function Scrolled({ panel }: { readonly panel: ReactNode }) {
  return <div className={styles.scrolled}>{panel}</div>;
}

/** Moves the focus into the inspector: to the first parameter, or to what comes first. */
export function focusInspector(): void {
  const panel = document.getElementById(ELEMENT);
  const first =
    panel?.querySelector<HTMLElement>('[role=group] input, [role=group] button') ??
    panel?.querySelector<HTMLElement>('input, button');
  (first ?? panel)?.focus();
}
