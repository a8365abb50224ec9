import { Plus, Trash2 } from 'lucide-react';
import { Button as LinkButton } from 'react-aria-components';
import { elements, formatShape } from '../../engine/nn/shape.ts';
import type { Wire } from '../../shared/document.ts';
import { Button } from '../controls/Button.tsx';
import { removeWires } from '../edits/wires.ts';
import { Figures } from '../figures/Figures.tsx';
import { byteWords } from '../figures/quantities.ts';
import { openQuickSearch } from '../palette/quickSearchStore.ts';
import { jumpTo } from '../problems/jump.ts';
import { ProblemNotice } from '../problems/ProblemNotice.tsx';
import { useAnalysis } from '../store/analysisStore.ts';
import { edit, useDocument, wireKey } from '../store/documentStore.ts';
import styles from './Inspector.module.css';
import { outputShape } from './inspectedPorts.ts';
import { BYTES_PER_VALUE } from './nodeFigures.ts';

/** One wire: what goes through it, from where to where. `wire` is its key. */
export function WirePanel({ wire: key }: { readonly wire: string }) {
  const wire = useDocument((state) => state.document.wires.find((other) => wireKey(other) === key));
  const { shaped, problems } = useAnalysis();
  if (wire === undefined) return null;
  const { from, to } = wire;
  const shape = outputShape(shaped, from);
  const faults = problems.filter(({ node, port }) => node === to.node && port === to.port);
  return (
    <>
      <header className={styles.header}>
        <h2 className={styles.type}>Wire</h2>
      </header>
      {faults.length === 0 ? null : (
        <div className={styles.notices}>
          {faults.map((problem) => (
            <ProblemNotice key={problem.message} problem={problem} />
          ))}
        </div>
      )}
      <section className={styles.section} aria-label="Ends">
        <Figures
          figures={[
            { name: 'From', value: <End {...from} /> },
            { name: 'To', value: <End {...to} /> },
            {
              name: 'Shape',
              value: <span className={styles.shape}>{shape ? formatShape(shape) : 'not known'}</span>,
            },
            ...(shape
              ? [{ name: 'Memory an image', value: byteWords(elements(shape) * BYTES_PER_VALUE) }]
              : []),
          ]}
        />
      </section>
      <section className={styles.section} aria-label="Change">
        <div className={styles.actions}>
          <Button icon={<Plus aria-hidden />} onPress={({ target }) => searchFor(wire, target)}>
            Insert module…
          </Button>
          <Button
            look="danger"
            icon={<Trash2 aria-hidden />}
            onPress={() => edit('Delete wire', (draft) => removeWires(draft, new Set([key])))}
          >
            Delete wire
          </Button>
        </div>
      </section>
    </>
  );
}

/** Opens the search for a module that goes into the wire, halfway between its ends. */
function searchFor(wire: Wire, button: Element): void {
  const { nodes } = useDocument.getState().document;
  const place = (id: string) => nodes.find((node) => node.id === id)?.position ?? { x: 0, y: 0 };
  const [start, end] = [place(wire.from.node), place(wire.to.node)];
  const { left, bottom } = button.getBoundingClientRect();
  openQuickSearch({
    at: { x: left, y: bottom },
    position: { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 },
    wire: wireKey(wire),
  });
}

function End({ node, port }: { readonly node: string; readonly port: string }) {
  return (
    <>
      <LinkButton className={styles.link} onPress={() => jumpTo(node)}>
        {node}
      </LinkButton>{' '}
      {port}
    </>
  );
}
