import { type KeyboardEvent, useRef, useState } from 'react';
import { GridList, ListLayout, Virtualizer } from 'react-aria-components';
import type { RunSummary } from '../../shared/api/runs.ts';
import { binRun } from '../run/controlRun.ts';
import { showRun, useView } from '../store/viewStore.ts';
import { togglePick, usePicks } from './pickStore.ts';
import styles from './RunList.module.css';
import { RunRow } from './RunRow.tsx';

const ROW_HEIGHT = 62;

/**
 * The runs as a list of which only what is in sight is rendered. Enter shows a run, Space ticks it, F2
 * renames it, Delete moves it to the bin.
 */
export function RunList({ runs }: { readonly runs: readonly RunSummary[] }) {
  const shown = useView((state) => state.run);
  const picked = usePicks((state) => state.picked);
  const [renamed, setRenamed] = useState<string | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const focusRow = (id: string) =>
    requestAnimationFrame(() =>
      place.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(id)}"]`)?.focus(),
    );
  const press = (event: KeyboardEvent) => {
    const target = event.target as Element;
    const id = target.closest('[data-key]')?.getAttribute('data-key');
    if (!id || renamed !== null) return;
    if (event.key === 'F2') setRenamed(id);
    else if (event.key === 'Delete') void binRun(id);
    else if (event.key === ' ' && target.hasAttribute('data-key')) togglePick(id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={place} className={styles.place} onKeyDownCapture={press}>
      <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: ROW_HEIGHT }}>
        <GridList
          aria-label="Runs, newest first"
          className={styles.list}
          items={runs}
          dependencies={[shown, renamed, picked]}
          selectionMode="none"
          disallowTypeAhead={renamed !== null}
          keyboardNavigationBehavior="tab"
          onAction={(key) => showRun(String(key))}
        >
          {(run) => (
            <RunRow
              run={run}
              isShown={run.id === shown}
              isPicked={picked.includes(run.id)}
              isRenaming={run.id === renamed}
              onRename={(isRenaming, byKey) => {
                setRenamed(isRenaming ? run.id : null);
                if (!isRenaming && byKey) focusRow(run.id);
              }}
            />
          )}
        </GridList>
      </Virtualizer>
    </div>
  );
}
