/** 32-bit words that tell the kernels of one image: whole numbers, or the bits of float32. */
export const SLOT_WORDS = 24;

/** Where in an image's slot each lies. */
export const slotField = {
  page: 0,
  /** Of the image's first byte within its page. */
  offset: 1,
  /** Pixels of a native row. */
  width: 2,
  cropX: 3,
  cropY: 4,
  cropWidth: 5,
  cropHeight: 6,
  resizeWidth: 7,
  resizeHeight: 8,
  windowX: 9,
  windowY: 10,
  interpolation: 11,
  /** Native samples for each of the resized ones, across and down: float32. */
  scaleX: 12,
  scaleY: 13,
  order: 14,
  brightness: 15,
  contrast: 16,
  saturation: 17,
  lightRed: 18,
  lightGreen: 19,
  lightBlue: 20,
} as const;

/** WGSL of an image's fields, by `slots`. */
export const SLOTS = `
fn word(image: u32, field: u32) -> u32 { return slots[image * ${SLOT_WORDS}u + field]; }
fn whole(image: u32, field: u32) -> i32 { return bitcast<i32>(word(image, field)); }
fn share(image: u32, field: u32) -> f32 { return bitcast<f32>(word(image, field)); }`;
