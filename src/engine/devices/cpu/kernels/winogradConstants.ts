import { WINOGRAD_NUMBERS } from './layout';

/** Where the numbers of layout.ts lie that `winograd` multiplies by. */
export const HALF: usize = (WINOGRAD_NUMBERS + 0) << 2;
export const TWO: usize = (WINOGRAD_NUMBERS + 1) << 2;
export const FIVE_HALVES: usize = (WINOGRAD_NUMBERS + 2) << 2;
export const HALF_ROOT: usize = (WINOGRAD_NUMBERS + 3) << 2;
export const ROOT: usize = (WINOGRAD_NUMBERS + 4) << 2;
export const HALF_ROOT_CUBED: usize = (WINOGRAD_NUMBERS + 5) << 2;
export const ROOT_CUBED: usize = (WINOGRAD_NUMBERS + 6) << 2;
export const NEAR_SCALE: usize = (WINOGRAD_NUMBERS + 7) << 2;
export const FAR_SCALE: usize = (WINOGRAD_NUMBERS + 8) << 2;
