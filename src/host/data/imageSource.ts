/** One image file of a data folder. */
export interface ImageSource {
  readonly path: string;
  /** Relative to the data folder, with `/`. */
  readonly file: string;
  /** 0-based, an index of the folder's classes. */
  readonly label: number;
  /** Frames of one physical sign share it; '' where unknown. */
  readonly track: string;
}

export type Layout = 'gtsrb' | 'kaggle' | 'folders';

/** Which images of a folder are asked for. */
export type Split = 'train' | 'test' | 'both';

/** What a data folder holds. A split that was not asked for, or is not there, is empty. */
export interface DataFolder {
  readonly layout: Layout;
  readonly folder: string;
  /** Display names, by label. */
  readonly classes: readonly string[];
  readonly train: readonly ImageSource[];
  readonly test: readonly ImageSource[];
}

const EXTENSION = /\.(?:ppm|png|jpe?g|webp)$/i;

/** Whether a name is one of an image file; what is in it is told by its bytes alone. */
export function isImageName(name: string): boolean {
  return EXTENSION.test(name) && !name.startsWith('.');
}

const FRAME = /^(?:\d{5}_)?(\d{5})_\d{5}\.\w+$/;

/** The track of a file named as GTSRB's are (`TTTTT_NNNNN.ppm`, Kaggle's with the class before it), or ''. */
export function trackOf(name: string, label: number): string {
  const track = FRAME.exec(name)?.[1];
  return track === undefined ? '' : `${label}/${track}`;
}

/** GTSRB's name of a class folder: five digits. */
export function classFolderName(label: number): string {
  return String(label).padStart(5, '0');
}
