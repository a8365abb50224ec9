import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Copies the only run of a folder for each text, which becomes its name and the reason why it failed. */
export function copyRuns(runs: string, texts: readonly string[]): void {
  const [first] = readdirSync(runs);
  for (const [i, text] of texts.entries()) {
    const folder = join(runs, `copy-${i}`);
    mkdirSync(folder);
    for (const name of readdirSync(join(runs, first)))
      copyFileSync(join(runs, first, name), join(folder, name));
    const about = {
      name: text.slice(0, 200) || 'blank',
      fault: text.repeat(Math.ceil(400 / (text.length + 1))),
    };
    writeFileSync(join(folder, 'about.json'), JSON.stringify(about));
  }
}
