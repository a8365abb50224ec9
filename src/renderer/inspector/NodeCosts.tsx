import type { ShapedNode } from '../../engine/graph/infer.ts';
import { formatShape } from '../../engine/nn/shape.ts';
import { type Figure, Figures } from '../figures/Figures.tsx';
import { byteWords, countWords, roundCount } from '../figures/quantities.ts';
import styles from './Inspector.module.css';
import { BYTES_PER_VALUE, nodeFigures } from './nodeFigures.ts';

/** How many weights a node has and what an image costs in it. */
export function NodeCosts({ node }: { readonly node: ShapedNode }) {
  const { tensors, parameters, statistics, outputs, multiplyAdds } = nodeFigures(node);
  const figures: Figure[] = [
    { name: 'Parameters', value: parameters === 0 ? 'none' : countWords(parameters) },
  ];
  for (const { name, shape } of tensors) {
    figures.push({ name: `· ${name}`, value: <span className={styles.shape}>{formatShape(shape)}</span> });
  }
  if (statistics > 0) figures.push({ name: 'Running statistics', value: countWords(statistics) });
  if (multiplyAdds !== null)
    figures.push({ name: 'Multiply-adds an image', value: roundCount(multiplyAdds) });
  figures.push({ name: 'Output an image', value: byteWords(outputs * BYTES_PER_VALUE) });
  return (
    <section className={styles.section} aria-label="Costs">
      <h3>Costs</h3>
      <Figures figures={figures} />
    </section>
  );
}
