import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import { formatShape } from '../../engine/nn/shape.ts';
import type { GraphNode } from '../../shared/document.ts';
import { jumpTo } from '../problems/jump.ts';
import { useAnalysis } from '../store/analysisStore.ts';
import { useDocument } from '../store/documentStore.ts';
import styles from './Inspector.module.css';
import { type InspectedPort, nodePorts } from './inspectedPorts.ts';

/** The ports of a node: their shapes, and the nodes that they are wired to. */
export function NodePorts({ node }: { readonly node: Pick<GraphNode, 'id' | 'type' | 'params'> }) {
  const { id, type, params } = node;
  const wires = useDocument((state) => state.document.wires);
  const { shaped } = useAnalysis();
  const { incoming, outgoing } = useMemo(
    () => nodePorts({ id, type, params }, wires, shaped),
    [id, type, params, wires, shaped],
  );
  if (incoming.length + outgoing.length === 0) return null;
  return (
    <section className={styles.section} aria-label="Shapes">
      <h3>Shapes</h3>
      {incoming.length === 0 ? null : <PortList label="In" word="from" ports={incoming} />}
      {outgoing.length === 0 ? null : <PortList label="Out" word="to" ports={outgoing} />}
    </section>
  );
}

function PortList({
  label,
  word,
  ports,
}: {
  readonly label: string;
  readonly word: string;
  readonly ports: readonly InspectedPort[];
}) {
  return (
    <ul className={styles.ports} aria-label={label}>
      {ports.map(({ name, shape, others }) => (
        <li key={name} className={styles.port}>
          <span className={styles.portName}>{name}</span>
          <span className={styles.shape}>{shape ? formatShape(shape) : 'not known'}</span>
          {others.length === 0 ? (
            <span className={styles.others}>no wire</span>
          ) : (
            <span className={styles.others}>
              {word}
              {others.map((other) => (
                <Button key={other} className={styles.link} onPress={() => jumpTo(other)}>
                  {other}
                </Button>
              ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
