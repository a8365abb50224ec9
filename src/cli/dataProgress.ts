import { bar, count, type Output } from './output.ts';

/** Shows how far reading the images is; the first pass over a folder builds its cache. */
export function dataProgress(
  output: Output,
): (progress: { readonly done: number; readonly total: number; readonly bad: number }) => void {
  return ({ done, total, bad }) => {
    const faulty = bad > 0 ? `, ${count(bad)} unreadable` : '';
    output.progress(
      `reading images ${bar(total === 0 ? 1 : done / total)} ${count(done)} of ${count(total)}${faulty}`,
    );
    if (done === total) output.endProgress();
  };
}

/** Names what was skipped: the first few, then how many more. */
export function reportBadImages(
  output: Output,
  bad: readonly { readonly file: string; readonly reason: string }[],
): void {
  const SHOWN = 5;
  if (bad.length === 0) return;
  output.note(
    `${count(bad.length)} ${bad.length === 1 ? 'image' : 'images'} could not be read and ${bad.length === 1 ? 'is' : 'are'} left out:`,
  );
  for (const { file, reason } of bad.slice(0, SHOWN)) output.note(`  ${file} ${reason}`);
  if (bad.length > SHOWN) output.note(`  and ${count(bad.length - SHOWN)} more`);
}
