"""Numbers in and out of the golden files."""

import random


def drawn(count, seed, low=None, high=None):
    """Lopsided numbers with three decimals: normal about 0.13, or uniform between low and high."""
    source = random.Random(seed)
    if low is None:
        return [round(0.13 + 0.9 * source.gauss(0, 1), 3) for _ in range(count)]
    return [round(source.uniform(low, high), 3) for _ in range(count)]


def written(tensor):
    """A tensor's numbers in order, ten significant digits each."""
    return [shortened(value) for value in tensor.detach().flatten().tolist()]


def shortened(value):
    """A number with ten significant digits; whole numbers without a point."""
    rounded = float(f"{value:.10g}")
    return int(rounded) if rounded == int(rounded) else rounded
