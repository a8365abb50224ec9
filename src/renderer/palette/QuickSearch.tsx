import { useRef, useState } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import { ProblemError } from '../../shared/problem.ts';
import { showAdded } from '../canvas/canvasEdits.ts';
import { SearchField } from '../controls/fields.tsx';
import { Notice } from '../controls/Notice.tsx';
import { usePicker } from '../controls/usePicker.ts';
import { edit, useDocument } from '../store/documentStore.ts';
import { candidates } from './fits.ts';
import { insertFound } from './insertFound.ts';
import { notePlaced, usePalette } from './paletteStore.ts';
import { freePlaceFor } from './placeModule.ts';
import { QuickResults } from './QuickResults.tsx';
import styles from './QuickSearch.module.css';
import { closeQuickSearch, type QuickSearchRequest, useQuickSearch } from './quickSearchStore.ts';
import { searchCandidates } from './searchCandidates.ts';

/** The search at the pointer: what is chosen lands there, wired to what it was asked from. */
export function QuickSearch() {
  const request = useQuickSearch((state) => state.request);
  return request === null ? null : <Search request={request} />;
}

function Search({ request }: { readonly request: QuickSearchRequest }) {
  const anchor = useRef<HTMLSpanElement>(null);
  const [query, setQuery] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const document = useDocument((state) => state.document);
  const [offered] = useState(() => candidates(document, request));
  const found = searchCandidates(query, offered, usePalette.getState().recent);

  function choose(type: string): void {
    let id = '';
    const { isAnywhere = false, position } = request;
    const place = isAnywhere ? freePlaceFor(document, type, position) : position;
    try {
      edit(`Add ${type}`, (draft) => {
        id = insertFound(draft, type, { ...request, position: place });
      });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setFault(error.message);
      return;
    }
    notePlaced(type);
    closeQuickSearch();
    showAdded([id]);
  }

  const offers = [...found.fitting, ...found.others];
  const items = offers.map(({ definition }) => ({ key: definition.type }));
  const picker = usePicker({ items, query, onPick: choose });

  return (
    <>
      <span ref={anchor} className={styles.anchor} style={{ left: request.at.x, top: request.at.y }} />
      <Popover
        className={styles.popover}
        triggerRef={anchor}
        isOpen
        onOpenChange={(open) => {
          if (!open) closeQuickSearch();
        }}
        placement="bottom start"
        offset={4}
      >
        <Dialog className={styles.dialog} aria-label={heading(request)}>
          <div className={styles.search}>
            <SearchField
              value={query}
              onChange={setQuery}
              label={heading(request)}
              placeholder={heading(request)}
              autoFocus
              inputProps={picker.inputProps}
            />
          </div>
          {fault === null ? null : <Notice kind="fault">{fault}</Notice>}
          <QuickResults found={found} picker={picker} onChoose={choose} />
        </Dialog>
      </Popover>
    </>
  );
}

function heading({ from, wire }: QuickSearchRequest): string {
  if (from !== undefined) return from.side === 'input' ? `Add before ${from.node}` : `Add after ${from.node}`;
  return wire === undefined ? 'Add a module' : 'Insert into the wire';
}
