"""PyTorch's own Muon on matrices, in double precision.

torch.optim.Muon rounds what it iterates to bfloat16, which would leave two digits to compare. Here its module sees a
torch whose bfloat16 is float64; all else of it runs as it is.
"""

import math

import torch
from torch.optim import _muon

from golden_numbers import drawn, written

STEPS = 3


class InDouble:
    """torch, but for its bfloat16."""

    bfloat16 = torch.float64

    def __getattr__(self, name):
        return getattr(torch, name)


_muon.torch = InDouble()


def muon(matrices, params):
    """torch.optim.Muon with its default adjustment of the rate, `original`, on two-dimensional tensors."""
    return _muon.Muon(
        matrices,
        lr=params["matrixRate"],
        weight_decay=params.get("weightDecay", 0),
        momentum=params.get("momentum", 0.9),
        nesterov=params.get("nesterov", True),
        ns_steps=params.get("steps", 3),
    )


def case(shape, params):
    """The weight of a convolution after each of three steps from given gradients."""
    count = math.prod(shape)
    seed = f"muon {shape} {params}"
    numbers = drawn(count, seed)
    gradients = [drawn(count, f"{seed} gradient {step}") for step in range(STEPS)]
    matrix = torch.tensor(numbers).reshape(shape[0], -1).requires_grad_()
    optimiser = muon([matrix], params)
    after = []
    for gradient in gradients:
        matrix.grad = torch.tensor(gradient).reshape(matrix.shape)
        optimiser.step()
        after.append(written(matrix))
    return {"shape": shape, "params": params, "start": numbers, "gradients": gradients, "after": after}


def cases():
    plain = {"matrixRate": 0.13, "momentum": 0.83, "nesterov": False, "weightDecay": 0.071}
    nesterov = {"matrixRate": 0.13, "momentum": 0.87, "weightDecay": 0.23}
    return [
        case([4, 5, 1, 3], plain),
        case([4, 5, 1, 3], nesterov),
        case([13, 5, 1, 1], plain),
        case([13, 5, 1, 1], nesterov),
        case([1, 7, 1, 2], {"matrixRate": 0.37, "momentum": 0, "nesterov": False}),
        case([6, 6, 1, 1], {"matrixRate": 0.17, "momentum": 0.95, "steps": 5}),
    ]
