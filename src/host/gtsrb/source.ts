/** One file of the benchmark's published archive. */
export interface GtsrbArchive {
  readonly name: string;
  readonly url: string;
  readonly bytes: number;
  /** Of the whole file, in hex. */
  readonly checksum: { readonly algorithm: 'md5' | 'sha256'; readonly hex: string };
  /** How many images it holds. */
  readonly images: number;
  /** What is unpacked of it; the first group is the place in the data folder. Anything else is left out. */
  readonly members: RegExp;
}

/** What a person is told before anything is downloaded. */
export const gtsrbSource = {
  source: [
    'German Traffic Sign Recognition Benchmark, Institut für Neuroinformatik, Ruhr-Universität Bochum:',
    'https://benchmark.ini.rub.de/gtsrb_dataset.html (39,209 training and 12,630 test images;',
    'three files from sid.erda.dk, 365 MB in all)',
  ].join(' '),
  citation: [
    'J. Stallkamp, M. Schlipsing, J. Salmen, C. Igel: Man vs. computer: Benchmarking machine learning',
    'algorithms for traffic sign recognition. Neural Networks 32, pages 323–332, 2012',
  ].join(' '),
  // As copies kept of the page have it; no licence is named there.
  terms: [
    'The benchmark’s page says: “The data is free to use. However, we cordially ask you to cite the',
    'following publication if you do.” It names no licence; see the page.',
  ].join(' '),
} as const;

const BASE = 'https://sid.erda.dk/public/archives/daaeac0d7ce1152aea9b61d9f1e19370/';

/**
 * The three files that make up the benchmark: all training images (the joint set of the final competition),
 * all test images, and the test labels, smallest first, so that what is wrong with the connection shows at
 * once. Where the numbers come from: addresses, and the MD5s of the test files, are those of torchvision
 * (torchvision/datasets/gtsrb.py); the test files' SHA-256 are those of its prototype datasets
 * (torchvision/prototype/datasets/_builtin/gtsrb.py). torchvision trains on the smaller set of the online
 * competition, so the training file's MD5 is the one that data set loaders in several public repositories
 * agree on, each beside the two MD5s above. The sizes are what the server told wget in notebooks that kept
 * its output.
 */
export const gtsrbArchives: readonly GtsrbArchive[] = [
  {
    name: 'GTSRB_Final_Test_GT.zip',
    url: `${BASE}GTSRB_Final_Test_GT.zip`,
    bytes: 99_620,
    checksum: {
      algorithm: 'sha256',
      hex: 'f94e5a7614d75845c74c04ddb26b8796b9e483f43541dd95dd5b726504e16d6d',
    },
    images: 0,
    members: /^(GT-final_test\.csv)$/,
  },
  {
    name: 'GTSRB_Final_Test_Images.zip',
    url: `${BASE}GTSRB_Final_Test_Images.zip`,
    bytes: 88_978_620,
    checksum: {
      algorithm: 'sha256',
      hex: '48ba6fab7e877eb64eaf8de99035b0aaecfbc279bee23e35deca4ac1d0a837fa',
    },
    images: 12_630,
    members: /^GTSRB\/(Final_Test\/Images\/\d{5}\.ppm|Readme-Images-Final-test\.txt)$/,
  },
  {
    name: 'GTSRB_Final_Training_Images.zip',
    url: `${BASE}GTSRB_Final_Training_Images.zip`,
    bytes: 276_294_756,
    checksum: { algorithm: 'md5', hex: 'f33fd80ac59bff73c82d25ab499e03a3' },
    images: 39_209,
    members:
      /^GTSRB\/(Final_Training\/Images\/\d{5}\/(?:\d{5}_\d{5}\.ppm|GT-\d{5}\.csv)|Readme-Images\.txt)$/,
  },
];
