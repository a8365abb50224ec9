/** The points of `winograd`, √2 and √2/2, and their cubes, to float32. */
export const ROOT: f32 = 1.4142135623730951;
export const HALF_ROOT: f32 = 0.7071067811865476;
export const ROOT_CUBED: f32 = 2.8284271247461903;
export const HALF_ROOT_CUBED: f32 = 0.35355339059327373;
