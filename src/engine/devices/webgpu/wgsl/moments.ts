import { reduction } from './reduce.ts';

/**
 * WGSL of the moments of some numbers: how many they are, their mean, and the sum of their squared distances from it.
 * `merged` joins those of two sets as Chan, Golub and LeVeque do it (Updating formulae, 1979), `all_moments(lane,
 * value)` those of a workgroup, or of the thread's column of it, always in the same order.
 */
export function workgroupMoments(threads: number, columns: number): string {
  return `
struct Moments { count: f32, mean: f32, squares: f32 }
fn merged(a: Moments, b: Moments) -> Moments {
  let count = a.count + b.count;
  if (count == 0.0) { return a; }
  let share = b.count / count;
  let distance = b.mean - a.mean;
  let between = distance * distance * a.count * share;
  return Moments(count, a.mean + distance * share, a.squares + b.squares + between);
}
${reduction('all_moments', 'Moments', 'merged', { threads, columns })}`;
}
