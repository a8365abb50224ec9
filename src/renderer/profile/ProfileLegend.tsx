import { Figures } from '../figures/Figures.tsx';
import { countWords, plural, timeWords } from '../figures/quantities.ts';
import { rateWords } from '../run/runWords.ts';
import { heatGradient } from './heatColour.ts';
import { largestShare, rowWords, shareWords, splitRows } from './nodeMarks.ts';
import styles from './ProfilePanel.module.css';
import type { ProfileStage } from './profileStore.ts';

/** What the colours mean, what a step comes to, and what of it belongs to no node. */
export function ProfileLegend({ profile, document, isOld }: Extract<ProfileStage, { kind: 'known' }>) {
  const { ofNodes, apart } = splitRows(profile, document);
  const { millisecondsPerStep, imagesPerSecond, batchSize, device, steps } = profile;
  const operations = profile.rows.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const figures = [
    { name: 'A step', value: timeWords(millisecondsPerStep) },
    { name: 'Its operations', value: timeWords(operations) },
    { name: 'Speed', value: rateWords(imagesPerSecond) },
    { name: 'Batch', value: `${countWords(batchSize)} images` },
    ...apart.map((row) => ({ name: row.name, value: rowWords(row) })),
    { name: 'Device', value: device },
  ];
  return (
    <>
      {isOld ? null : (
        <div>
          <div className={styles.scale} style={{ background: heatGradient }} aria-hidden />
          <p className={styles.ends}>
            <span>0 %</span>
            <span>{shareWords(largestShare(ofNodes))} of the operations</span>
          </p>
        </div>
      )}
      <Figures figures={figures} />
      <p className={styles.note}>
        {`Medians of ${plural(steps, 'step')} on random images; preparing real ones comes on top.`}
      </p>
    </>
  );
}
