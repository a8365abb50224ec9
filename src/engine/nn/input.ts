import { defineModule } from './module.ts';
import { formatShape } from './shape.ts';

export const Input = defineModule({
  type: 'Input',
  category: 'Input',
  summary: 'The images, resized and normalised',
  documentation: `Where the data enter. An image is resized to the given size, converted to numbers from 0 to 1, and normalised per channel: (value - mean) / deviation.

A size of three numbers is channels, height and width, as Torch orders them; a size of one number is a plain vector, which images cannot feed.

The resize is torch/image's: align-corners, bicubic (Catmull-Rom) or bilinear, without antialiasing on the way down for bicubic and by area for bilinear. The exported model carries size, colour, mean and deviation.`,
  params: {
    size: {
      kind: 'integers',
      default: [3, 48, 48],
      min: 1,
      max: 65536,
      minLength: 1,
      maxLength: 3,
      description: 'Channels, height and width; or the length of a vector',
    },
    colour: {
      kind: 'choice',
      default: 'rgb',
      options: ['rgb', 'grey'],
      description: 'Red, green and blue, or one grey channel (.299 R + .587 G + .114 B)',
    },
    mean: {
      kind: 'numbers',
      default: [0.485, 0.456, 0.406],
      min: -1e6,
      max: 1e6,
      minLength: 1,
      maxLength: 3,
      description: 'Subtracted from each channel; one number serves all',
    },
    deviation: {
      kind: 'numbers',
      default: [0.229, 0.224, 0.225],
      min: 1e-6,
      max: 1e6,
      minLength: 1,
      maxLength: 3,
      description: 'Each channel is divided by it; one number serves all',
    },
    resize: {
      kind: 'choice',
      default: 'bicubic',
      options: ['bicubic', 'bilinear'],
      description: 'How images are brought to size',
    },
  },
  inputs: () => [],
  outputs: ['output'],
  infer: ({ params, problem }) => {
    const { size, colour, mean, deviation } = params;
    if (size.length === 2) {
      return problem(
        'param-range',
        `parameter size is ${formatShape(size)}, expected channels x height x width or one number`,
        { param: 'size' },
      );
    }
    if (size.length === 1) return { outputs: [size] };
    const channels = colour === 'rgb' ? 3 : 1;
    if (size[0] !== channels) {
      return problem(
        'shape-mismatch',
        `parameter size has ${size[0]} channels, but colour ${colour} has ${channels}`,
        {
          param: 'size',
        },
      );
    }
    for (const [name, list] of [
      ['mean', mean],
      ['deviation', deviation],
    ] as const) {
      if (list.length !== 1 && list.length !== channels) {
        return problem(
          'param-range',
          `parameter ${name} has ${list.length} numbers, expected 1 or ${channels}`,
          { param: name },
        );
      }
    }
    return { outputs: [size] };
  },
  lower: () => [],
  subtitle: ({ size }) => `Input(${formatShape(size)})`,
  samples: [{ params: { size: [3, 7, 5] }, inputs: [] }],
});
