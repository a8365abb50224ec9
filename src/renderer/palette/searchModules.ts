import type { Category, ModuleDefinition } from '../../engine/nn/module.ts';
import { modules } from '../../engine/nn/registry.ts';
import { otherNames } from './otherNames.ts';
import { type Field, search } from './rank.ts';

/** A category's modules, in the registry's order. */
export interface Section {
  readonly category: Category;
  readonly modules: readonly ModuleDefinition[];
}

/** The palette's sections, in the order in which the registry first names each category. */
export const sections: readonly Section[] = sectionsOf([...modules.values()]);

/** Modules by category, both in the order of the list. */
export function sectionsOf(definitions: readonly ModuleDefinition[]): readonly Section[] {
  const byCategory = new Map<Category, ModuleDefinition[]>();
  for (const definition of definitions) {
    const section = byCategory.get(definition.category);
    if (section) section.push(definition);
    else byCategory.set(definition.category, [definition]);
  }
  return [...byCategory].map(([category, list]) => ({ category, modules: list }));
}

/** `lin` means Linear, not the end of SpatialMaxPooling. */
const WORTH_SHOWING = 0.75;

/** The modules that a query fits by name here or elsewhere, category or summary, best first. */
export function searchModules(
  query: string,
  definitions: readonly ModuleDefinition[] = [...modules.values()],
): readonly ModuleDefinition[] {
  return search(query, definitions, moduleFields, WORTH_SHOWING);
}

function moduleFields({ type, category, summary }: ModuleDefinition): readonly Field[] {
  return [
    { text: type, weight: 1, loose: true },
    ...(otherNames.get(type) ?? []).map((text) => ({ text, weight: 0.8 })),
    { text: category, weight: 0.7 },
    { text: summary, weight: 0.5 },
  ];
}
