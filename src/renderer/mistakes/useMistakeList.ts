import { useMemo } from 'react';
import type { RunEvaluation } from '../../shared/api/runs.ts';
import { host } from '../host/hostClient.ts';
import { useAnswer } from '../host/useAnswer.ts';
import type { PictureSize } from './galleryLayout.ts';
import { filterMistakes, type MistakeFilter } from './mistakeFilter.ts';
import { groupMistakes, type MistakeSort, sortMistakes } from './mistakeOrder.ts';

/** The mistakes as they are shown: filtered, sorted, in groups; `list` is all of them, groups one after the other. */
export function useMistakeList(
  evaluation: RunEvaluation,
  filter: MistakeFilter,
  sort: MistakeSort,
  isByTrack: boolean,
) {
  const { mistakes } = evaluation;
  const sorted = useMemo(() => sortMistakes(mistakes, sort), [mistakes, sort]);
  const groups = useMemo(
    () => groupMistakes(filterMistakes(sorted, filter), isByTrack),
    [sorted, filter, isByTrack],
  );
  const list = useMemo(() => groups.flatMap((group) => group.mistakes), [groups]);
  return { groups, list };
}

/**
 * Sizes of the pictures of all mistakes by dataset index, as far as they are known. The first question about a run
 * waits until the host has found its images.
 */
export function usePictureSizes(run: string, { epoch, split, mistakes }: RunEvaluation) {
  const { value, state, sentence, again } = useAnswer(`${run} ${split} ${epoch}`, async () => {
    const indices = mistakes.map(({ index }) => index);
    const { widths, heights } = await host().call.runPictureSizes({ id: run, split, indices });
    return new Map<number, PictureSize>(
      indices.map((index, i) => [index, { width: widths[i], height: heights[i] }]),
    );
  });
  const isWaiting = value === null && state === 'waiting';
  return { sizes: value ?? NO_SIZES, isWaiting, fault: state === 'fault' ? sentence : null, again };
}

const NO_SIZES: ReadonlyMap<number, PictureSize> = new Map();
