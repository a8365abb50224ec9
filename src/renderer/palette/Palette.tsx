import { useRef, useState } from 'react';
import { TooltipTrigger } from 'react-aria-components';
import { ProblemError } from '../../shared/problem.ts';
import { SearchField } from '../controls/fields.tsx';
import { Notice } from '../controls/Notice.tsx';
import { Tip } from '../controls/Tip.tsx';
import { usePicker } from '../controls/usePicker.ts';
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

  const picker = usePicker({ items: found.map(({ type }) => ({ key: type })), query, onPick: add });

  function handleKey(event: React.KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'ArrowDown' && !isSearching) {
      event.preventDefault();
      list.current?.querySelector<HTMLElement>('[role="treegrid"]')?.focus();
    } else {
      picker.inputProps.onKeyDown?.(event);
    }
  }

  return (
    <div className={styles.palette}>
      <div className={styles.search} ref={field}>
        <SearchField
          value={query}
          onChange={setQuery}
          label="Search modules"
          placeholder="Search modules"
          inputProps={{ ...picker.inputProps, onKeyDown: handleKey }}
        />
      </div>
      {fault === null ? null : <Notice kind="fault">{fault}</Notice>}
      <div className={styles.list} ref={list} {...tip.listeners}>
        {isSearching ? (
          <ModuleResults found={found} picker={picker} onAdd={add} />
        ) : (
          <ModuleTree onAdd={add} />
        )}
      </div>
      <TooltipTrigger isOpen={tip.summary !== null}>
        <Tip triggerRef={tip.anchor} placement="right" offset={8}>
          {tip.summary}
        </Tip>
      </TooltipTrigger>
    </div>
  );
}
