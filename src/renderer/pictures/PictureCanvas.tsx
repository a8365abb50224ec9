import { memo, useLayoutEffect, useRef } from 'react';
import type { Pictures } from '../../shared/api/pictures.ts';
import styles from './PictureCanvas.module.css';
import { pictureRgba, pictureSize } from './pictureData.ts';

/**
 * One picture of a packet. One of its pixels is one CSS pixel, or `scale` of them, with hard edges where that is more;
 * narrower places shrink it. `alt` says what it shows; '' for a picture whose meaning stands beside it.
 */
export const PictureCanvas = memo(function PictureCanvas({
  pictures,
  index,
  scale = 1,
  alt,
}: {
  readonly pictures: Pictures;
  readonly index: number;
  readonly scale?: number;
  readonly alt: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = pictureSize(pictures, index);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || width * height === 0) return;
    context.putImageData(new ImageData(pictureRgba(pictures, index), width, height), 0, 0);
  }, [pictures, index, width, height]);
  const meaning = alt === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': alt };
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      className={`${styles.picture} ${scale < 1 ? '' : styles.hard}`}
      style={{ width: width * scale, aspectRatio: `${width} / ${height}` }}
      {...meaning}
    />
  );
});
