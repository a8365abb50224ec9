import { useRef, useState } from 'react';
import { Autocomplete, TooltipTrigger } from 'react-aria-components';
import { ProblemError } from '../../shared/problem.ts';
import { SearchField } from '../controls/fields.tsx';
import { Notice } from '../controls/Notice.tsx';
import { Tip } from '../controls/Tip.tsx';
import { addModule } from './addModule.ts';
import { ModuleResults } from './ModuleResults.tsx';
import { ModuleTree } from './ModuleTree.tsx';
import styles from './Palette.module.css';
import { searchModules } from './searchModules.ts';
import { useSummaryTip } from './useSummaryTip.ts';

/**
 * The modules to build with: by category, or by a search. They are dragged onto the canvas, or added after what is
 * selected there by Enter or a double click.
 */
export function Palette() {
  const [query, setQuery] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const tip = useSummaryTip();
  const field = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const isSearching = query.trim() !== '';
  const found = isSearching ? searchModules(query) : [];

  function add(type: string): void {
    try {
      addModule(type);
      setFault(null);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setFault(error.message);
    }
    // What is typed next is the next search; Enter again adds another one.
    if (isSearching) field.current?.querySelector('input')?.select();
  }

  function handleKey(event: React.KeyboardEvent): void {
    if (event.key === 'ArrowDown' && !isSearching) {
      event.preventDefault();
      list.current?.querySelector<HTMLElement>('[role="treegrid"]')?.focus();
    }
    if (event.key !== 'Enter' || found.length === 0 || event.nativeEvent.isComposing) return;
    if (event.target instanceof HTMLInputElement && !event.target.hasAttribute('aria-activedescendant')) {
      event.preventDefault();
      add(found[0].type);
    }
  }

  return (
    <div className={styles.palette}>
      <Autocomplete inputValue={query} onInputChange={setQuery}>
        <div className={styles.search} ref={field} onKeyDownCapture={handleKey}>
          <SearchField
            value={query}
            onChange={setQuery}
            label="Search modules"
            placeholder="Search modules"
          />
        </div>
        {fault === null ? null : <Notice kind="fault">{fault}</Notice>}
        <div className={styles.list} ref={list} {...tip.listeners}>
          {isSearching ? <ModuleResults found={found} onAdd={add} /> : <ModuleTree onAdd={add} />}
        </div>
      </Autocomplete>
      <TooltipTrigger isOpen={tip.summary !== null}>
        <Tip triggerRef={tip.anchor} placement="right" offset={8}>
          {tip.summary}
        </Tip>
      </TooltipTrigger>
    </div>
  );
}
