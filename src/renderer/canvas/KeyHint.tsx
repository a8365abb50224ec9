import { useConnect } from './connectStore.ts';
import styles from './KeyHint.module.css';
import { wireHint } from './wireHint.ts';

/** While keys choose where a wire leads: which port is chosen, whether it fits, and the keys. */
export function KeyHint() {
  const start = useConnect((state) => (state.byKeys ? state.start : null));
  const target = useConnect((state) => state.offered[state.chosen]);
  const count = useConnect((state) => state.offered.length);
  const chosen = useConnect((state) => state.chosen);
  if (start === null || target === undefined) return null;
  const hint = wireHint(start, target);
  return (
    // The live region says the same in words of its own.
    <div className={styles.hint} aria-hidden>
      <strong>
        {start.node} {start.side === 'output' ? '→' : '←'} {target.node} {target.port}
      </strong>
      <span>
        {chosen + 1} of {count} ports
      </span>
      {hint.kind === 'fits' ? null : <span className={styles.misfit}>{hint.text}</span>}
      <span className={styles.keys}>
        <kbd>↑</kbd>
        <kbd>↓</kbd> choose <kbd>Enter</kbd> connect <kbd>Esc</kbd> cancel
      </span>
    </div>
  );
}
