import type { usePicker } from '../controls/usePicker.ts';
import type { Candidate } from './fits.ts';
import { ModuleName } from './ModuleName.tsx';
import styles from './QuickSearch.module.css';
import type { Found } from './searchCandidates.ts';

interface Choosing {
  readonly picker: ReturnType<typeof usePicker>;
  readonly onChoose: (type: string) => void;
}

/** What the search at the pointer found; what does not fit as it is stands below with the reason. */
export function QuickResults({ found, ...choosing }: Choosing & { readonly found: Found }) {
  const { fitting, others } = found;
  if (fitting.length + others.length === 0) {
    return <p className={styles.nothing}>No module is called this or does it.</p>;
  }
  return (
    <div className={styles.list} aria-label="Modules found" {...choosing.picker.listProps}>
      {fitting.map((candidate) => (
        <Result key={candidate.definition.type} candidate={candidate} {...choosing} />
      ))}
      {others.length === 0 ? null : (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox.
        <div role="group" aria-labelledby="misfits">
          <div id="misfits" className={styles.heading} role="presentation">
            Does not fit as it is
          </div>
          {others.map((candidate) => (
            <Result key={candidate.definition.type} candidate={candidate} {...choosing} />
          ))}
        </div>
      )}
    </div>
  );
}

function Result({ candidate, picker, onChoose }: Choosing & { readonly candidate: Candidate }) {
  const { definition, reason } = candidate;
  const { type, summary } = definition;
  return (
    <div {...picker.optionProps({ key: type })} className={styles.item} onClick={() => onChoose(type)}>
      <div className={styles.label}>
        <ModuleName definition={definition} />
      </div>
      <div className={reason === null ? styles.summary : styles.reason}>{reason ?? summary}</div>
    </div>
  );
}
