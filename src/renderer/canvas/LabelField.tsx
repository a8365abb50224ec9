import { type KeyboardEvent, useEffect, useRef } from 'react';
import { DOCUMENT_LIMITS } from '../../shared/document.ts';
import { labelNode } from './canvasEdits.ts';
import { useCanvas } from './canvasStore.ts';
import { focusNode } from './flow.ts';
import styles from './ModuleNode.module.css';

/** Where a node's label is typed, in the node itself: Enter takes it, Escape leaves it as it was. */
export function LabelField({ id, label }: { readonly id: string; readonly label: string }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  const close = () => useCanvas.setState({ renaming: null });
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    if (event.key === 'Enter') labelNode(id, event.currentTarget.value);
    close();
    focusNode(id);
  };
  return (
    <input
      ref={field}
      className={`${styles.field} nodrag nopan nokey`}
      aria-label={`Label of ${id}`}
      defaultValue={label}
      maxLength={DOCUMENT_LIMITS.labelLength}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        labelNode(id, event.currentTarget.value);
        close();
      }}
    />
  );
}
