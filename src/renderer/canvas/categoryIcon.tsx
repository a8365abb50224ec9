import {
  Box,
  CircleQuestionMark,
  Dices,
  Grid3x3,
  Image,
  type LucideIcon,
  Merge,
  Scale,
  Shrink,
  Spline,
  Waypoints,
} from 'lucide-react';
import type { Category } from '../../engine/nn/module.ts';

const icons: Readonly<Record<Category, LucideIcon>> = {
  Input: Image,
  Linear: Waypoints,
  Transfer: Spline,
  Convolution: Grid3x3,
  Pooling: Shrink,
  Normalisation: Scale,
  Regularisation: Dices,
  Table: Merge,
  Shape: Box,
};

/** The sign of a category beside its colour; a question mark for an unknown module. */
export function categoryIcon(category: Category | null): LucideIcon {
  return category === null ? CircleQuestionMark : icons[category];
}

/** The colour of a category as the page's tokens name it. */
export function categoryColour(category: Category | null): string {
  return category === null ? 'var(--line-strong)' : `var(--category-${category.toLowerCase()})`;
}
