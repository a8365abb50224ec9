import { type Subgroups, workgroupSum } from './reduce.ts';

/**
 * WGSL of the moments of some numbers: how many they are, their mean, and the sum of their squared distances from it.
 * `all_moments(lane, own)` joins those of a workgroup's threads, or of the thread's column of it, always in the same
 * order: the mean of all comes first, so that squares of distances from it are added up, and nothing cancels.
 */
export function workgroupMoments(subgroups: Subgroups, threads: number, columns: number): string {
  return `
struct Moments { count: f32, mean: f32, squares: f32 }
${momentSums(subgroups, threads, columns)}
fn all_moments(lane: u32, own: Moments) -> Moments {
  let sums = total_of_means(lane, vec2f(own.count, own.count * own.mean));
  let mean = sums.y / max(sums.x, 1.0);
  let distance = own.mean - mean;
  let squares = total_of_squares(lane, own.squares + own.count * distance * distance);
  return Moments(sums.x, mean, squares);
}`;
}

/** WGSL of the two sums that moments are joined by. */
export function momentSums(subgroups: Subgroups, threads: number, columns: number): string {
  return (
    workgroupSum(subgroups, threads, 'vec2f', columns, 'total_of_means') +
    workgroupSum(subgroups, threads, 'f32', columns, 'total_of_squares')
  );
}
