import { ChevronRight } from 'lucide-react';
import type { ModuleDefinition } from '../../engine/nn/module.ts';
import styles from './Inspector.module.css';
import { showDocumentation, useInspector } from './inspectorStore.ts';

/** What a module computes, in its own words; open or closed as it was for the node before. */
export function Documentation({ definition }: { readonly definition: ModuleDefinition }) {
  const isOpen = useInspector((state) => state.isDocumentationOpen);
  return (
    <details
      className={styles.documentation}
      open={isOpen}
      onToggle={(event) => showDocumentation(event.currentTarget.open)}
    >
      <summary className={styles.summary}>
        <ChevronRight aria-hidden />
        <h3>What it does</h3>
      </summary>
      <div className={styles.paragraphs}>
        {definition.documentation.split(/\n\n+/).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
    </details>
  );
}
