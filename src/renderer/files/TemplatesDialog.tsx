import { useMemo } from 'react';
import { GridList, GridListItem, Text } from 'react-aria-components';
import { analyse } from '../../engine/graph/analyse.ts';
import { modules } from '../../engine/nn/registry.ts';
import { formatShape } from '../../engine/nn/shape.ts';
import type { Template } from '../../shared/api/documents.ts';
import { readDocument } from '../../shared/documentFile.ts';
import { Dialog } from '../controls/Dialog.tsx';
import { plural, roundCount } from '../figures/quantities.ts';
import { graphTotals } from '../inspector/graphTotals.ts';
import { closeOverlay, useView } from '../store/viewStore.ts';
import { openTemplate } from './projectActions.ts';
import { useProject } from './projectStore.ts';
import { TemplateDrawing } from './TemplateDrawing.tsx';
import styles from './TemplatesDialog.module.css';
import { templatePicture } from './templatePicture.ts';

const PICTURE = { width: 280, height: 96 };

/** The networks that come with the program, to start from. */
export function TemplatesDialog() {
  const isOpen = useView((state) => state.overlay?.kind === 'templates');
  return (
    <Dialog title="New project from a template" isOpen={isOpen} onClose={closeOverlay} width={980}>
      <Cards />
    </Dialog>
  );
}

function Cards() {
  const templates = useProject((state) => state.templates);
  return (
    <GridList
      className={styles.cards}
      aria-label="Templates"
      layout="grid"
      autoFocus="first"
      items={templates.map((template) => ({ id: template.name, template }))}
      onAction={(key) => {
        const template = templates.find(({ name }) => name === key);
        if (template === undefined) return;
        closeOverlay();
        openTemplate(template);
      }}
      renderEmptyState={() => <p className={styles.nothing}>The host has not told of its templates yet.</p>}
    >
      {({ template }) => (
        <GridListItem id={template.name} textValue={template.title} className={styles.card}>
          <Card template={template} />
        </GridListItem>
      )}
    </GridList>
  );
}

function Card({ template }: { readonly template: Template }) {
  const { picture, facts } = useMemo(() => described(template), [template]);
  return (
    <>
      <TemplateDrawing picture={picture} size={PICTURE} />
      <span className={styles.title}>{template.title}</span>
      <Text slot="description" className={styles.summary}>
        {template.summary}
      </Text>
      <span className={styles.facts}>{facts}</span>
    </>
  );
}

/** What a template's file says of itself. */
function described({ name, text }: Template) {
  const document = readDocument(text, name);
  const analysis = analyse(document, modules);
  const { parameters } = graphTotals(analysis);
  const input = analysis.graph?.input.outputShapes[0];
  const facts = [
    ...(input === undefined ? [] : [`input ${formatShape(input)}`]),
    plural(document.nodes.length, 'node'),
    `${roundCount(parameters)} parameters`,
  ];
  return { picture: templatePicture(document, analysis.shaped, PICTURE), facts: facts.join(' · ') };
}
