import { DOCUMENT_LIMITS, type GraphDocument } from '../../shared/document.ts';

/** Sets a node's label, free text on one line; a blank one takes it away. */
export function setLabel(draft: GraphDocument, id: string, label: string): void {
  const node = draft.nodes.find((other) => other.id === id);
  const text = labelText(label);
  if (!node || text === (node.label ?? '')) return;
  if (text === '') delete node.label;
  else node.label = text;
}

/** A label as files keep it: one line, trimmed, at most 200 characters. */
export function labelText(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= DOCUMENT_LIMITS.labelLength) return line;
  // Cut between characters, never inside a surrogate pair.
  return line
    .slice(0, DOCUMENT_LIMITS.labelLength)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}
