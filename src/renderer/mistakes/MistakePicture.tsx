import { useEffect } from 'react';
import { PictureCanvas } from '../pictures/PictureCanvas.tsx';
import type { PictureSize } from './galleryLayout.ts';
import styles from './Panel.module.css';
import type { PictureLoader } from './pictureLoader.ts';
import { usePicture } from './usePicture.ts';

const ROOM = { width: 290, height: 250 } as const;

/** One picture as large as the panel has room for: its pixels become squares, whole numbers of screen pixels wide. */
export function MistakePicture({
  index,
  size,
  loader,
  alt,
}: {
  readonly index: number;
  readonly size: PictureSize | undefined;
  readonly loader: PictureLoader;
  readonly alt: string;
}) {
  const pictures = usePicture(loader, index);
  const bytes = size ? 3 * size.width * size.height : 0;
  useEffect(() => {
    loader.want('panel', [{ index, bytes }]);
    return () => loader.want('panel', []);
  }, [loader, index, bytes]);
  const [width, height] = pictures
    ? [pictures.widths[0], pictures.heights[0]]
    : [size?.width ?? 48, size?.height ?? 48];
  const most = Math.min(ROOM.width / width, ROOM.height / height);
  const scale = most > 1 ? Math.floor(most) : most;
  return (
    <div className={styles.picture}>
      {pictures === null ? (
        <div className={styles.waiting} style={{ width: width * scale, height: height * scale }} />
      ) : (
        <PictureCanvas pictures={pictures} index={0} scale={scale} alt={alt} />
      )}
    </div>
  );
}
