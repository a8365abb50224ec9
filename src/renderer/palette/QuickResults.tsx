import { PickGroup, PickList, PickOption } from '../controls/PickList.tsx';
import type { Picker } from '../controls/usePicker.ts';
import type { Candidate } from './fits.ts';
import { ModuleName } from './ModuleName.tsx';
import styles from './QuickSearch.module.css';
import type { Found } from './searchCandidates.ts';

interface Choosing {
  readonly picker: Picker;
  readonly onChoose: (type: string) => void;
}

/** What the search at the pointer found; what does not fit as it is stands below with the reason. */
export function QuickResults({ found, ...choosing }: Choosing & { readonly found: Found }) {
  const { fitting, others } = found;
  if (fitting.length + others.length === 0) {
    return <p className={styles.nothing}>No module is called this or does it.</p>;
  }
  return (
    <PickList picker={choosing.picker} label="Modules found">
      {fitting.map((candidate) => (
        <Result key={candidate.definition.type} candidate={candidate} {...choosing} />
      ))}
      {others.length === 0 ? null : (
        <PickGroup label="Does not fit as it is">
          {others.map((candidate) => (
            <Result key={candidate.definition.type} candidate={candidate} {...choosing} />
          ))}
        </PickGroup>
      )}
    </PickList>
  );
}

function Result({ candidate, picker, onChoose }: Choosing & { readonly candidate: Candidate }) {
  const { definition, reason } = candidate;
  const { type, summary } = definition;
  return (
    <PickOption picker={picker} item={{ key: type }} onPick={() => onChoose(type)}>
      <div className={styles.label}>
        <ModuleName definition={definition} />
      </div>
      <div className={reason === null ? styles.summary : styles.reason}>{reason ?? summary}</div>
    </PickOption>
  );
}
