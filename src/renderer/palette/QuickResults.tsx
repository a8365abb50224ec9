import { Header, ListBox, ListBoxItem, ListBoxSection, Text } from 'react-aria-components';
import type { Candidate } from './fits.ts';
import { ModuleName } from './ModuleName.tsx';
import styles from './QuickSearch.module.css';
import type { Found } from './searchCandidates.ts';

/** What the search at the pointer found; what does not fit as it is stands below with the reason. */
export function QuickResults({
  found: { fitting, others },
  isWired,
  onChoose,
}: {
  readonly found: Found;
  readonly isWired: boolean;
  readonly onChoose: (type: string) => void;
}) {
  return (
    <ListBox
      className={styles.list}
      aria-label="Modules found"
      onAction={(key) => onChoose(String(key))}
      renderEmptyState={() => <p className={styles.nothing}>No module is called or does this.</p>}
    >
      {fitting.length === 0 ? null : (
        <ListBoxSection id="fitting" aria-label={isWired ? 'Fits' : 'Modules'}>
          {fitting.map((candidate) => (
            <Result key={candidate.definition.type} {...candidate} />
          ))}
        </ListBoxSection>
      )}
      {others.length === 0 ? null : (
        <ListBoxSection id="others">
          <Header className={styles.heading}>Does not fit as it is</Header>
          {others.map((candidate) => (
            <Result key={candidate.definition.type} {...candidate} />
          ))}
        </ListBoxSection>
      )}
    </ListBox>
  );
}

function Result({ definition, reason }: Candidate) {
  return (
    <ListBoxItem id={definition.type} textValue={definition.type} className={styles.item}>
      <Text slot="label" className={styles.label}>
        <ModuleName definition={definition} />
      </Text>
      <Text slot="description" className={reason === null ? styles.summary : styles.reason}>
        {reason ?? definition.summary}
      </Text>
    </ListBoxItem>
  );
}
