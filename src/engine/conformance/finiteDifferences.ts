/** Central differences in float64: smaller would drown in rounding, larger in curvature. */
const EPSILON = 1e-6;
/** What rounding leaves of a difference, as a share of the largest gradient of a tensor. */
const TOLERANCE = 1e-6;

/** A tensor whose gradient is checked: its numbers, the gradient claimed, and how changed numbers are put in. */
export interface Perturbed {
  readonly name: string;
  readonly numbers: Float64Array;
  readonly gradient: Float64Array;
  readonly write: (numbers: Float64Array) => void | Promise<void>;
}

/**
 * Holds gradients against central finite differences of a loss, every `stride`-th number of each tensor.
 * Throws where one differs by more than 1e-6 of the tensor's largest gradient (of at least `floor`).
 */
export async function checkGradients(
  tensors: readonly Perturbed[],
  loss: () => Promise<number>,
  stride = 1,
  floor = 1e-2,
): Promise<void> {
  for (const { name, numbers, gradient, write } of tensors) {
    const largest = gradient.reduce((most, number) => Math.max(most, Math.abs(number)), floor);
    const moved = Float64Array.from(numbers);
    const lossAt = async (i: number, value: number) => {
      moved[i] = value;
      await write(moved);
      return loss();
    };
    for (let i = 0; i < numbers.length; i += stride) {
      const above = await lossAt(i, numbers[i] + EPSILON);
      const below = await lossAt(i, numbers[i] - EPSILON);
      const difference = (above - below) / (2 * EPSILON);
      moved[i] = numbers[i];
      if (Math.abs(gradient[i] - difference) <= TOLERANCE * largest) continue;
      throw new Error(
        `gradient of ${name}: number ${i} is ${gradient[i]}, finite differences give ${difference}`,
      );
    }
    await write(numbers);
  }
}
