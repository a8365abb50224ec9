// biome-ignore-all lint/a11y/useSemanticElements: the cells of a table cannot be placed freely, one row at a time.
// biome-ignore-all lint/a11y/useFocusableInteractive: the tiles have the focus, as gridcells of their rows.
import { Check, X } from 'lucide-react';
import { memo } from 'react';
import type { Mistake } from '../../shared/api/runs.ts';
import { className } from '../confusion/confusionFigures.ts';
import { PictureCanvas } from '../pictures/PictureCanvas.tsx';
import { percentWords, plural } from '../run/runWords.ts';
import styles from './Gallery.module.css';
import type { GalleryTile } from './galleryLayout.ts';
import { type MistakeGroup, predictionShare } from './mistakeOrder.ts';
import type { PictureLoader } from './pictureLoader.ts';
import { usePicture } from './usePicture.ts';

interface LineProps {
  /** Of the gallery, from 0. */
  readonly row: number;
  /** In CSS pixels from the gallery's top. */
  readonly top: number;
  readonly classes: readonly string[];
}

/** What a group of mistakes has in common. */
export const GalleryGroup = memo(function GalleryGroup({
  row,
  top,
  group,
  classes,
}: LineProps & { readonly group: MistakeGroup }) {
  const { track, mistakes } = group;
  const truths = new Set(mistakes.map((mistake) => mistake.class));
  const [truth] = truths;
  return (
    <div role="row" aria-rowindex={row + 1} className={styles.group} style={{ translate: `0 ${top}px` }}>
      <div role="rowheader" className={styles.track}>
        {track === '' ? 'Of no known track' : `Track ${track}`}
      </div>
      <div role="gridcell" className={styles.facts}>
        {truths.size === 1 ? `${className(classes, truth)}, ` : ''}
        {plural(mistakes.length, 'mistake')}
      </div>
    </div>
  );
});

/** Mistakes side by side. */
export const GalleryLine = memo(function GalleryLine({
  row,
  top,
  tiles,
  pictureHeight,
  list,
  classes,
  loader,
  current,
  isOpen,
  onActive,
  onOpen,
}: LineProps & {
  readonly tiles: readonly GalleryTile[];
  readonly pictureHeight: number;
  readonly list: readonly Mistake[];
  readonly loader: PictureLoader;
  /** The place in the list that keys are at, where it lies in this line. */
  readonly current: number | null;
  readonly isOpen: boolean;
  readonly onActive: (mistake: Mistake) => void;
  readonly onOpen: (mistake: Mistake) => void;
}) {
  return (
    <div role="row" aria-rowindex={row + 1} className={styles.line} style={{ translate: `0 ${top}px` }}>
      {tiles.map((tile, column) => {
        const mistake = list[tile.place];
        if (mistake === undefined) return null;
        const isCurrent = tile.place === current;
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it answers the keys of all its tiles.
          <div
            key={tile.place}
            role="gridcell"
            aria-colindex={column + 1}
            aria-selected={isCurrent && isOpen}
            tabIndex={isCurrent ? 0 : -1}
            data-place={tile.place}
            className={styles.tile}
            style={{ left: tile.left, width: tile.width }}
            onFocus={() => isCurrent || onActive(mistake)}
            onClick={() => onOpen(mistake)}
          >
            <div className={styles.picture} style={{ height: pictureHeight }}>
              <TilePicture tile={tile} loader={loader} />
            </div>
            <TileWords mistake={mistake} classes={classes} />
          </div>
        );
      })}
    </div>
  );
});

function TilePicture({ tile, loader }: { readonly tile: GalleryTile; readonly loader: PictureLoader }) {
  const pictures = usePicture(loader, tile.index);
  const { width, height } = tile.picture;
  if (pictures === null) return <div className={styles.missing} style={{ width, height }} />;
  return <PictureCanvas pictures={pictures} index={0} scale={width / pictures.widths[0]} alt="" />;
}

function TileWords({ mistake, classes }: { readonly mistake: Mistake; readonly classes: readonly string[] }) {
  const share = predictionShare(mistake);
  const truth = className(classes, mistake.class);
  const predicted = className(classes, mistake.predicted);
  return (
    <div className={styles.words}>
      <div className={`${styles.name} ${styles.truth}`} title={truth}>
        <Check aria-hidden />
        <span>{truth}</span>
      </div>
      <div className={`${styles.name} ${styles.predicted}`} title={predicted}>
        <X aria-hidden />
        <b className="only-spoken">taken for</b>
        <span>{predicted}</span>
      </div>
      <div className={styles.share}>
        <div className={styles.bar}>
          <div className={styles.filled} style={{ width: `${100 * share}%` }} />
        </div>
        {percentWords(share)}
      </div>
    </div>
  );
}
