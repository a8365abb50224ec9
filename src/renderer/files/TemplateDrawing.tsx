import { categoryColour } from '../canvas/categoryIcon.tsx';
import styles from './TemplatesDialog.module.css';
import type { TemplatePicture } from './templatePicture.ts';

/** A graph's picture; its card says in words what it is. */
export function TemplateDrawing({
  picture,
  size,
}: {
  readonly picture: TemplatePicture;
  readonly size: { readonly width: number; readonly height: number };
}) {
  return (
    <svg className={styles.picture} viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden>
      {picture.lines.map(({ key, x1, y1, x2, y2 }) => (
        <path
          key={key}
          className={styles.line}
          d={`M${x1},${y1} C${(x1 + x2) / 2},${y1} ${(x1 + x2) / 2},${y2} ${x2},${y2}`}
        />
      ))}
      {picture.blocks.map(({ id, category, ...box }) => (
        <rect key={id} {...box} rx={1.5} style={{ fill: categoryColour(category) }} />
      ))}
    </svg>
  );
}
