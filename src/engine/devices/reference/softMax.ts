import { planes, type ReferenceKernel, type Tensor } from './kernel.ts';

/** The numbers of all channels at one position of one image, by channel: what softmax runs over. */
interface Column {
  read(tensor: Tensor, channel: number): number;
  write(tensor: Tensor, channel: number, value: number): void;
  /** Sum over the channels. */
  sum(term: (channel: number) => number): number;
  each(visit: (channel: number) => void): void;
}

function forEachColumn(y: Tensor, n: number, visit: (column: Column) => void): void {
  const { channels, positions } = planes(y.shape);
  for (let image = 0; image < n; image++) {
    for (let position = 0; position < positions; position++) {
      const at = (channel: number) => (image * channels + channel) * positions + position;
      const each = (act: (channel: number) => void) => {
        for (let channel = 0; channel < channels; channel++) act(channel);
      };
      visit({
        read: (tensor, channel) => tensor.data[at(channel)],
        write: (tensor, channel, value) => {
          tensor.data[at(channel)] = value;
        },
        sum: (term) => {
          let total = 0;
          each((channel) => {
            total += term(channel);
          });
          return total;
        },
        each,
      });
    }
  }
}

/** The largest number of a column. */
function largest(column: Column, x: Tensor): number {
  let max = Number.NEGATIVE_INFINITY;
  column.each((channel) => {
    max = Math.max(max, column.read(x, channel));
  });
  return max;
}

export const softMax: ReferenceKernel<'softMax'> = ({ inputs: [x], outputs: [y], n }) => {
  forEachColumn(y, n, (column) => {
    const max = largest(column, x);
    const sum = column.sum((channel) => Math.exp(column.read(x, channel) - max));
    column.each((channel) => column.write(y, channel, Math.exp(column.read(x, channel) - max) / sum));
  });
};

export const softMaxGradient: ReferenceKernel<'softMaxGradient'> = ({
  inputs: [dy, y],
  outputs: [dx],
  n,
}) => {
  forEachColumn(y, n, (column) => {
    const sum = column.sum((channel) => column.read(dy, channel) * column.read(y, channel));
    column.each((channel) => {
      column.write(dx, channel, column.read(y, channel) * (column.read(dy, channel) - sum));
    });
  });
};

export const logSoftMax: ReferenceKernel<'logSoftMax'> = ({ inputs: [x], outputs: [y], n }) => {
  forEachColumn(y, n, (column) => {
    const max = largest(column, x);
    const log = Math.log(column.sum((channel) => Math.exp(column.read(x, channel) - max)));
    column.each((channel) => column.write(y, channel, column.read(x, channel) - max - log));
  });
};

export const logSoftMaxGradient: ReferenceKernel<'logSoftMaxGradient'> = (call) => {
  const [dy, y] = call.inputs;
  const [dx] = call.outputs;
  forEachColumn(y, call.n, (column) => {
    const sum = column.sum((channel) => column.read(dy, channel));
    column.each((channel) => {
      column.write(dx, channel, column.read(dy, channel) - Math.exp(column.read(y, channel)) * sum);
    });
  });
};
