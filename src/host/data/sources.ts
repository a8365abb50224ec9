import type { SourceReference } from '../../engine/api.ts';
import type { LoadedSelection } from './loadData.ts';

/**
 * What the engine is told of some images: the cache file to read and which of its images; no pixel is sent.
 */
export function sourceReference(
  { cache, indices }: LoadedSelection,
  input: Pick<SourceReference, 'format' | 'interpolation'>,
): SourceReference {
  return { images: { cache }, indices, ...input };
}
