import { Image, LayoutTemplate, Search } from 'lucide-react';
import { modules } from '../../engine/nn/registry.ts';
import { Button } from '../controls/Button.tsx';
import { addNode } from '../edits/addNode.ts';
import { useProject } from '../files/projectStore.ts';
import { useDocument } from '../store/documentStore.ts';
import { openOverlay } from '../store/viewStore.ts';
import { goTo, tryEdit } from './canvasEdits.ts';
import styles from './EmptyCanvas.module.css';
import { searchAt } from './searchAt.ts';

/** What to do where there is nothing yet. */
export function EmptyCanvas() {
  const isEmpty = useDocument((state) => state.document.nodes.length === 0);
  // At the start the canvas is empty for a moment only.
  const isStarted = useProject((state) => state.isStarted);
  if (!isEmpty || !isStarted) return null;
  const start = [...modules.values()].find(({ category }) => category === 'Input');
  return (
    <section className={styles.empty} aria-label="Empty canvas">
      <h2 className={styles.title}>An empty canvas</h2>
      <p className={styles.text}>
        Drag modules from the left, or press Tab or double-click here to search them. Draw wires from the port
        under a module to the port above the next one.
      </p>
      <div className={styles.actions}>
        {start === undefined ? null : (
          <Button look="primary" icon={<Image aria-hidden />} onPress={() => addFirst(start.type)}>
            Add an {start.type}
          </Button>
        )}
        <Button icon={<Search aria-hidden />} onPress={() => searchAt()}>
          Search modules
        </Button>
        <Button icon={<LayoutTemplate aria-hidden />} onPress={() => openOverlay({ kind: 'templates' })}>
          Open a template
        </Button>
      </div>
    </section>
  );
}

function addFirst(type: string): void {
  let id = '';
  const done = tryEdit(`Add ${type}`, (draft) => {
    id = addNode(draft, { type, position: { x: 0, y: 0 } });
  });
  if (done) goTo(id);
}
