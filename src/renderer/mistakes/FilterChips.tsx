import { X } from 'lucide-react';
import { Button, Tag, TagGroup, TagList } from 'react-aria-components';
import styles from './FilterChips.module.css';
import { filterChips, NO_FILTER } from './mistakeFilter.ts';
import { filterBy, lookAt, useMistakes } from './mistakesStore.ts';

/** What the gallery is filtered by, each to be taken away: by its button, Delete or Backspace. */
export function FilterChips({ run, classes }: { readonly run: string; readonly classes: readonly string[] }) {
  const filter = useMistakes((state) => lookAt(state, run).filter);
  const chips = filterChips(filter, classes);
  if (chips.length === 0) return null;
  return (
    <>
      <TagGroup
        aria-label="Filters"
        className={styles.chips}
        onRemove={(keys) => filterBy(run, Object.fromEntries(Array.from(keys, (field) => [field, null])))}
      >
        <TagList className={styles.list} items={chips}>
          {({ field, text }) => (
            <Tag id={field} textValue={text} className={styles.chip}>
              {text}
              <Button slot="remove" aria-label={`Remove the filter ${text}`} className={styles.remove}>
                <X aria-hidden />
              </Button>
            </Tag>
          )}
        </TagList>
      </TagGroup>
      {chips.length < 2 ? null : (
        <Button className={styles.clear} onPress={() => filterBy(run, NO_FILTER)}>
          Clear all
        </Button>
      )}
    </>
  );
}
