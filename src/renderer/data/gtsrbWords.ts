import type { GtsrbState } from '../../shared/api/data.ts';
import { byteWords, spanWords } from '../figures/quantities.ts';

/** Bytes that came and that there are in all; `total` is null while one of the files has not told its size. */
export function gtsrbBytes({ files }: GtsrbState): { readonly bytes: number; readonly total: number | null } {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const total = files.reduce<number | null>(
    (sum, file) => (sum === null || file.total === null ? null : sum + file.total),
    0,
  );
  return { bytes, total };
}

/** What goes on, in a line: `12.1 MB of 365 MB, 3.2 MB a second, 2 min left`. */
export function gtsrbProgress(state: GtsrbState): string {
  const { bytes, total } = gtsrbBytes(state);
  switch (state.state) {
    case 'absent':
      return total === null ? 'Nothing downloaded yet' : `${byteWords(total)} to download`;
    case 'downloading': {
      const { bytesPerSecond: speed } = state;
      const parts = [total === null ? byteWords(bytes) : `${byteWords(bytes)} of ${byteWords(total)}`];
      if (speed > 0) parts.push(`${byteWords(speed)} a second`);
      if (speed > 0 && total !== null) parts.push(`${spanWords((total - bytes) / speed)} left`);
      return parts.join(', ');
    }
    case 'paused':
      return total === null
        ? `Paused at ${byteWords(bytes)}`
        : `Paused at ${byteWords(bytes)} of ${byteWords(total)}`;
    case 'checking':
      return 'Checking that the files are whole';
    case 'unpacking':
      return 'Unpacking the images';
    case 'failed':
      return bytes > 0 ? `${byteWords(bytes)} are kept` : 'Nothing downloaded';
    case 'ready':
      return 'All images are there';
  }
}
