import type { ReferenceKernel } from './kernel.ts';

export const sgd: ReferenceKernel<'sgd'> = ({ inputs, attributes }) => {
  const [x, gradients, velocity, hyper] = inputs;
  const { momentum, dampening, nesterov, weightDecay } = attributes;
  const [rate, first] = hyper.data;
  for (let i = 0; i < x.data.length; i++) {
    const g = gradients.data[i] + weightDecay * x.data[i];
    let step = g;
    if (momentum > 0) {
      const v = first === 1 ? g : momentum * velocity.data[i] + (1 - dampening) * g;
      velocity.data[i] = v;
      step = nesterov ? g + momentum * v : v;
    }
    x.data[i] -= rate * step;
  }
};

export const adam: ReferenceKernel<'adam'> = ({ inputs, attributes }) => {
  const [x, gradients, firstMoment, secondMoment, hyper] = inputs;
  const { beta1, beta2, epsilon, weightDecay } = attributes;
  const [rate] = hyper.data;
  for (let i = 0; i < x.data.length; i++) {
    const g = gradients.data[i] + weightDecay * x.data[i];
    firstMoment.data[i] = beta1 * firstMoment.data[i] + (1 - beta1) * g;
    secondMoment.data[i] = beta2 * secondMoment.data[i] + (1 - beta2) * g * g;
    x.data[i] -= (rate * firstMoment.data[i]) / (Math.sqrt(secondMoment.data[i]) + epsilon);
  }
};

export const average: ReferenceKernel<'average'> = ({ inputs }) => {
  const [x, averages, hyper] = inputs;
  const share = hyper.data[2];
  for (let i = 0; i < x.data.length; i++) averages.data[i] += share * (x.data[i] - averages.data[i]);
};
