import { useState } from 'react';
import type { ModuleDefinition } from '../../engine/nn/module.ts';
import { categoryColour, categoryIcon } from '../canvas/categoryIcon.tsx';
import { TextField } from '../controls/fields.tsx';
import { renameFault, renameNode } from '../edits/renameNode.ts';
import { labelText, setLabel } from '../edits/setLabel.ts';
import { edit, endMerge, select, useDocument } from '../store/documentStore.ts';
import styles from './Inspector.module.css';

/** What a node is, and the two names that a person gives it. */
export function NodeHeader({
  id,
  type,
  label,
  definition,
}: {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  readonly definition: ModuleDefinition | undefined;
}) {
  const category = definition?.category ?? null;
  const Icon = categoryIcon(category);
  return (
    <header className={styles.header}>
      <div className={styles.title}>
        <Icon className={styles.icon} style={{ color: categoryColour(category) }} aria-hidden />
        <h2 className={styles.type}>{type}</h2>
        <span className={styles.category}>{category ?? 'Unknown'}</span>
      </div>
      {definition === undefined ? null : <p className={styles.quiet}>{definition.summary}</p>}
      <div className={styles.names}>
        <LabelField id={id} label={label} />
        <IdField id={id} />
      </div>
    </header>
  );
}

/** Taken as it is typed; what the file would cut or trim stays in the field until it is left. */
function LabelField({ id, label }: { readonly id: string; readonly label: string }) {
  const [draft, setDraft] = useState<{ readonly text: string; readonly of: string } | null>(null);
  const isDrafted = draft !== null && draft.of === id && labelText(draft.text) === label;
  const change = (text: string) => {
    setDraft({ text, of: id });
    edit(`Label ${id}`, (node) => setLabel(node, id, text), `label ${id}`);
  };
  const leave = () => {
    setDraft(null);
    endMerge();
  };
  return (
    <TextField
      label="Label"
      value={isDrafted ? draft.text : label}
      placeholder="any text"
      onChange={change}
      onBlur={leave}
    />
  );
}

/** Taken when the field is left or Enter is pressed: on the way to a name lie others, which may be taken already. */
function IdField({ id }: { readonly id: string }) {
  const [draft, setDraft] = useState({ text: id, of: id });
  // Typed for a node; another one, or this one by its new name, starts afresh.
  const text = draft.of === id ? draft.text : id;
  const fault = useDocument(({ document }) => renameFault(document, id, text)?.message);
  const rename = () => {
    if (fault !== undefined || text === id) return;
    edit(`Rename ${id} to ${text}`, (document) => void renameNode(document, id, text));
    select([text]);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        rename();
      }}
      onKeyDown={(event) => event.key === 'Escape' && setDraft({ text: id, of: id })}
    >
      <TextField
        label="Id"
        value={text}
        fault={fault}
        onChange={(typed) => setDraft({ text: typed, of: id })}
        onBlur={rename}
      />
    </form>
  );
}
