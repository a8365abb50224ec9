import { type Curve, type CurvePoint, createCurve } from '../../../shared/curve.ts';
import { withFile } from '../../files/fileProblem.ts';
import { type FileSystem, nodeFileSystem } from '../../files/fileSystem.ts';
import { closeQuietly, replaceFile } from '../../files/replaceFile.ts';

/** curve.bin: a point in 16 bytes, little-endian: `at` as float64, loss and accuracy as float32. */
const POINT_BYTES = 16;

/** A curve as it was found on disk. */
export interface FoundCurve {
  readonly curve: Curve;
  /** Whether the file holds these points and nothing else. */
  readonly isExact: boolean;
}

/**
 * Reads curve.bin; an empty curve where there is none. What a kill or a power cut left of a point is left out, and so
 * is a point that cannot be one. Throws ProblemError where the disk does not let it be read.
 */
export function readCurve(path: string, files: FileSystem = nodeFileSystem): FoundCurve {
  const curve = createCurve();
  if (!files.exists(path)) return { curve, isExact: true };
  const bytes = withFile('read', path, () => files.read(path));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let from = 0; from + POINT_BYTES <= bytes.length; from += POINT_BYTES) {
    const at = view.getFloat64(from, true);
    const loss = view.getFloat32(from + 8, true);
    const accuracy = view.getFloat32(from + 12, true);
    if (at > 0 && Number.isFinite(at) && Number.isFinite(loss) && accuracy >= 0 && accuracy <= 1)
      curve.add({ at, loss, accuracy });
  }
  return { curve, isExact: curve.length * POINT_BYTES === bytes.length };
}

/** Appends points. They are not synced: a power cut may cost the last ones. Throws ProblemError. */
export function appendCurve(
  path: string,
  points: readonly CurvePoint[],
  files: FileSystem = nodeFileSystem,
): void {
  if (points.length === 0) return;
  withFile('write', path, () => {
    const descriptor = files.open(path, 'append');
    try {
      files.write(descriptor, pointBytes(points));
    } catch (error) {
      closeQuietly(descriptor, files);
      throw error;
    }
    files.close(descriptor);
  });
}

/** Writes a whole curve in place of what was there. Throws ProblemError. */
export function rewriteCurve(path: string, curve: Curve, files: FileSystem = nodeFileSystem): void {
  const { at, loss, accuracy } = curve.columns();
  const points = Array.from(at, (place, i) => ({ at: place, loss: loss[i], accuracy: accuracy[i] }));
  withFile('write', path, () => replaceFile(path, pointBytes(points), files));
}

function pointBytes(points: readonly CurvePoint[]): Uint8Array {
  const bytes = new Uint8Array(points.length * POINT_BYTES);
  const view = new DataView(bytes.buffer);
  points.forEach(({ at, loss, accuracy }, i) => {
    view.setFloat64(i * POINT_BYTES, at, true);
    view.setFloat32(i * POINT_BYTES + 8, loss, true);
    view.setFloat32(i * POINT_BYTES + 12, accuracy, true);
  });
  return bytes;
}
