import type { ModuleDefinition } from '../../engine/nn/module.ts';
import { categoryColour, categoryIcon } from '../canvas/categoryIcon.tsx';
import styles from './ModuleName.module.css';

/** A module's sign in its category's colour, and its name. */
export function ModuleName({ definition }: { readonly definition: ModuleDefinition }) {
  const { type, category } = definition;
  const Icon = categoryIcon(category);
  return (
    <>
      <Icon className={styles.icon} style={{ color: categoryColour(category) }} aria-hidden />
      <span className={styles.name}>{type}</span>
    </>
  );
}
