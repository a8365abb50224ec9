import { createHash } from 'node:crypto';
import { ppm } from '../../data/testing/sampleFolder.ts';
import { type GtsrbArchive, gtsrbArchives } from '../source.ts';
import { zipOf } from './zipWriter.ts';

const ends = '\r\n';

/** The three archives with a handful of images in them, laid out as the published ones. */
export function smallArchives(): Map<string, Buffer> {
  const training = [
    [0, 0, 0],
    [0, 0, 1],
    [7, 0, 0],
    [7, 1, 0],
    [42, 3, 29],
  ].map(([label, track, frame], i) => ({
    name: `GTSRB/Final_Training/Images/${digits(label)}/${digits(track)}_${digits(frame)}.ppm`,
    content: ppm(61 + i, 90 - i, i),
    packed: i % 2 === 0,
  }));
  const test = [0, 1, 2].map((number) => ({
    name: `GTSRB/Final_Test/Images/${digits(number)}.ppm`,
    content: ppm(47, 50 + number, 40 + number),
    packed: true,
  }));
  const labels = ['Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId'];
  for (const [number, label] of [7, 42, 7].entries())
    labels.push(`${digits(number)}.ppm;47;50;5;5;40;40;${label}`);
  return new Map([
    [gtsrbArchives[0].name, zipOf([{ name: 'GT-final_test.csv', content: labels.join(ends), packed: true }])],
    [
      gtsrbArchives[1].name,
      zipOf([
        { name: 'GTSRB/Final_Test/Images/', content: '', mode: 0o040755 },
        ...test,
        { name: 'GTSRB/Final_Test/Images/GT-final_test.test.csv', content: 'Filename;Width' },
        { name: 'GTSRB/Readme-Images-Final-test.txt', content: 'read me' },
        { name: 'GTSRB/Thumbs.db', content: 'nobody asked for it' },
      ]),
    ],
    [
      gtsrbArchives[2].name,
      zipOf([
        ...training,
        { name: 'GTSRB/Final_Training/Images/00007/GT-00007.csv', content: labels[0] },
        { name: 'GTSRB/Readme-Images.txt', content: 'read me too' },
      ]),
    ],
  ]);
}

/** The table of archives as the program has it, for these files at this address. */
export function tableOf(files: ReadonlyMap<string, Buffer>, base: string): GtsrbArchive[] {
  return gtsrbArchives.map((archive) => {
    const file = files.get(archive.name) as Buffer;
    const { algorithm } = archive.checksum;
    return {
      ...archive,
      url: base + archive.name,
      bytes: file.length,
      checksum: { algorithm, hex: createHash(algorithm).update(file).digest('hex') },
      images: { 12630: 3, 39209: 5 }[archive.images] ?? 0,
    };
  });
}

function digits(value: number): string {
  return String(value).padStart(5, '0');
}
