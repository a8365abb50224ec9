/**
 * THE list of kernels, read by both sides: TypeScript writes the number into a command, AssemblyScript dispatches on
 * it (index.ts). Each kernel's own function names its arguments in their order.
 */
export const PACK_FILTERS = 1;
export const CONVOLVE = 2;
export const FILTER_GRADIENT = 3;
export const SUM_FILTER_GRADIENTS = 4;
export const PACK_ROWS = 5;
export const PACK_COLUMNS = 6;
export const MULTIPLY = 7;
export const CHANNEL_SUM = 8;
export const MAX_POOLING = 9;
export const MAX_POOLING_GRADIENT = 10;
export const AVERAGE_POOLING = 11;
export const AVERAGE_POOLING_GRADIENT = 12;
export const BATCH_NORMALIZATION = 13;
export const BATCH_NORMALIZATION_GRADIENT = 14;
export const BATCH_NORMALIZATION_EVALUATE = 15;
export const RELU = 16;
export const RELU_GRADIENT = 17;
export const SIGMOID = 18;
export const SIGMOID_GRADIENT = 19;
export const TANH = 20;
export const TANH_GRADIENT = 21;
export const SCALE = 22;
export const ADD_PAIR = 23;
export const MEAN_SQUARED_ERROR_GRADIENT = 24;
export const SOFT_MAX = 25;
export const SOFT_MAX_GRADIENT = 26;
export const LOG_SOFT_MAX = 27;
export const LOG_SOFT_MAX_GRADIENT = 28;
export const DROPOUT = 29;
export const COPY_RUNS = 30;
export const CLASS_NLL = 31;
export const CLASS_NLL_GRADIENT = 32;
export const CROSS_ENTROPY_GRADIENT = 33;
export const ONE_HOT = 34;
export const MEAN_SQUARED_ERROR = 35;
export const ACCUMULATE = 36;
export const SGD = 37;
export const ADAM = 38;
export const PREPARE = 39;
export const PACK_WINOGRAD = 40;
export const WINOGRAD = 41;
export const WINOGRAD_GRADIENT = 42;
export const SUM_WINOGRAD_GRADIENTS = 43;
export const AVERAGE = 44;
