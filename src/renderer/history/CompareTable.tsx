// biome-ignore-all lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
import { Copy } from 'lucide-react';
import { useMemo } from 'react';
import type { RunSummary } from '../../shared/api/runs.ts';
import { Button } from '../controls/Button.tsx';
import { MenuButton } from '../controls/MenuButton.tsx';
import { notify } from '../store/viewStore.ts';
import styles from './CompareTable.module.css';
import { endComparison } from './pickStore.ts';
import { runDifferences } from './runDifferences.ts';
import { tableAsCsv, tableAsMarkdown } from './tableText.ts';

/** What differs between the compared runs; their lines in the charts have the colours shown here. */
export function CompareTable({ runs }: { readonly runs: readonly RunSummary[] }) {
  const rows = useMemo(() => runDifferences(runs), [runs]);
  const names = runs.map(({ name }) => name);
  return (
    <section className={styles.compare} aria-label="Comparison">
      <div className={styles.tools}>
        <h2 className={styles.heading}>What differs</h2>
        <MenuButton
          label="Copy the table"
          trigger={
            <Button look="quiet" icon={<Copy aria-hidden />}>
              Copy
            </Button>
          }
          entries={[
            { id: 'csv', title: 'As CSV', run: () => void copy(tableAsCsv(names, rows), 'CSV') },
            {
              id: 'markdown',
              title: 'As Markdown',
              run: () => void copy(tableAsMarkdown(names, rows), 'Markdown'),
            },
          ]}
        />
        <Button look="quiet" onPress={endComparison}>
          End the comparison
        </Button>
      </div>
      {rows.length === 0 ? (
        <p className={styles.none}>These runs differ in nothing but their names.</p>
      ) : (
        <section className={styles.place} aria-label="What differs, as a table" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <td />
                {runs.map(({ id, name }, i) => (
                  <th key={id} scope="col">
                    <span
                      className={styles.colour}
                      style={{ background: `var(--series-${(i % 6) + 1})` }}
                      aria-hidden
                    />
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ label, values }) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {runs.map(({ id }, i) => (
                    <td key={id}>{values[i] === '' ? '–' : values[i]}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

async function copy(text: string, kind: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify(`The table was copied as ${kind}.`);
  } catch {
    notify('The table was not copied: the browser does not let this page write to the clipboard.');
  }
}
