/** What a buffer is for: WebGPU's GPUBufferUsage, which TypeScript's worker library does not have. */
export const usage = {
  MAP_READ: 0x1,
  COPY_SRC: 0x4,
  COPY_DST: 0x8,
  UNIFORM: 0x40,
  STORAGE: 0x80,
  QUERY_RESOLVE: 0x200,
} as const;

/** GPUMapMode.READ. */
export const MAP_MODE_READ = 0x1;

/** GPUShaderStage.COMPUTE. */
export const STAGE_COMPUTE = 0x4;
