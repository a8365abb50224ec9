import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import type { DataClass } from '../../shared/api/data.ts';
import { Select } from '../controls/fields.tsx';
import { countWords, plural } from '../figures/quantities.ts';
import styles from './ClassList.module.css';
import { type ClassOrder, classRows } from './classRows.ts';

const ROW = 25;

/**
 * How many training images each class has, as bars, and a choice of one class (null: all of them). Only what is seen
 * is drawn, so that thousands of classes stay quick; the list is one stop of the Tab key.
 */
export function ClassList({
  classes,
  train,
  selected,
  onSelect,
}: {
  readonly classes: readonly DataClass[];
  /** Training images in all. */
  readonly train: number;
  readonly selected: number | null;
  readonly onSelect: (label: number | null) => void;
}) {
  const [order, setOrder] = useState<ClassOrder>('class');
  const rows = useMemo(() => classRows(classes, order), [classes, order]);
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  const lines = useVirtualizer({
    count: rows.length + 1,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  const at = selected === null ? 0 : rows.findIndex(({ label }) => label === selected) + 1;
  const choose = (index: number) => {
    const next = Math.min(Math.max(index, 0), rows.length);
    lines.scrollToIndex(next);
    onSelect(next === 0 ? null : rows[next - 1].label);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? ROW) / ROW) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length,
    };
    if (!Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    choose(moves[event.key]);
  };
  return (
    <div className={styles.classes}>
      <Select
        label="Order of classes"
        hideLabel
        value={order}
        onChange={setOrder}
        options={[
          { id: 'class', title: 'Classes in their order' },
          { id: 'most', title: 'Most images first' },
          { id: 'fewest', title: 'Fewest images first' },
        ]}
      />
      <div
        ref={frame}
        className={styles.frame}
        role="listbox"
        aria-label="Classes"
        tabIndex={0}
        aria-activedescendant={`${id}-${at}`}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className={styles.all} style={{ height: lines.getTotalSize() }}>
          {lines.getVirtualItems().map(({ index, start }) => {
            const row = index === 0 ? null : rows[index - 1];
            const name = row?.name ?? 'All classes';
            const count = row?.train ?? train;
            const words = `${name}: ${plural(count, 'training image')}${row ? `, ${plural(row.test, 'test image')}` : ''}`;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys
              // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active option
              <div
                key={index}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === at}
                aria-setsize={rows.length + 1}
                aria-posinset={index + 1}
                aria-label={words}
                className={styles.row}
                style={{ height: ROW, transform: `translateY(${start}px)` }}
                onClick={() => choose(index)}
              >
                {row ? <span className={styles.bar} style={{ width: `${100 * row.share}%` }} /> : null}
                <span className={styles.name}>{name}</span>
                <span className={styles.count}>{countWords(count)}</span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
