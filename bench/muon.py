"""Muon for the weights of convolutions, in float32: torch.optim.Muon takes matrices alone and rounds to bfloat16."""

import torch

# Jordan's quintic Newton-Schulz iteration, and the least norm, as in torch.optim.Muon.
A, B, C = 3.4445, -4.775, 2.0315
LEAST_NORM = 1e-7


class Muon(torch.optim.Optimizer):
    """Nesterov's momentum, then a step whose singular values are all near 1. Decay is apart from the gradient."""

    def __init__(self, weights, lr=0.02, momentum=0.9, weight_decay=0.0, steps=3):
        super().__init__(weights, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay, "steps": steps})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for weight in group["params"]:
                velocity = self.state[weight].setdefault("velocity", torch.zeros_like(weight))
                velocity.mul_(group["momentum"]).add_(weight.grad)
                update = weight.grad.add(velocity, alpha=group["momentum"])
                outputs, inputs, height, width = update.shape
                # Their order changes nothing, and this is how columns lie in memory: no copy.
                matrix = update.permute(0, 2, 3, 1).reshape(outputs, -1)
                even = orthogonal(matrix, group["steps"]).view(outputs, height, width, inputs).permute(0, 3, 1, 2)
                scale = max(1, matrix.shape[0] / matrix.shape[1]) ** 0.5
                weight.mul_(1 - group["lr"] * group["weight_decay"]).add_(even, alpha=-group["lr"] * scale)


def orthogonal(matrix, steps):
    turned = matrix.shape[0] > matrix.shape[1]
    x = matrix.T if turned else matrix
    x = x / x.norm().clamp(min=LEAST_NORM)
    for _ in range(steps):
        gram = x @ x.T
        polynomial = torch.addmm(gram, gram, gram, beta=B, alpha=C)
        x = torch.addmm(x, polynomial, x, beta=A)
    return x.T if turned else x
