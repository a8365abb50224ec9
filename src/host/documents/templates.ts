import { join } from 'node:path';
import { z } from 'zod';
import type { Template } from '../../shared/api/documents.ts';
import { readJson } from '../../shared/json.ts';
import { readText } from '../files/readText.ts';
import { packageFolder } from '../paths.ts';

const listSchema = z.array(z.strictObject({ name: z.string(), title: z.string(), summary: z.string() }));

/** The project files that come with the program, as `resources/templates.json` lists them; the first opens at the start. */
export function readTemplates(resources: string = join(packageFolder(), 'resources')): Template[] {
  const path = join(resources, 'templates.json');
  const list = listSchema.parse(readJson(readText(path), { file: path }));
  return list.map((entry) => ({ ...entry, text: readText(join(resources, 'graphs', `${entry.name}.json`)) }));
}
