"""Three steps of the tutorial's network at 12x12, dropout off, with each optimiser.

Images, labels and initial weights follow rules of whole numbers that both sides compute (trajectory.ts); written
are the losses, and of every tensor after every step a few numbers that tell it (see summary).
"""

import torch
from torch.nn import functional as F

import matrices
from golden_numbers import shortened

IMAGES = 4
STEPS = 3


def spread(count, k, low, high):
    """Number i lies at (i * 7919 + k * 104729) mod 1009 of the way from low to high."""
    places = (torch.arange(count) * 7919 + k * 104729) % 1009
    return low + (high - low) * places.to(torch.float64) / 1008


def network():
    """Named tensors in getParameters order, the running statistics, and the forward function."""
    tensors, statistics, layers = {}, {}, []

    def tensor(name, shape, bound=None):
        count = torch.Size(shape).numel()
        low, high = (0.2, 1.2) if bound is None else (-bound, bound)
        tensors[name] = spread(count, len(tensors) + 1, low, high).reshape(shape).requires_grad_()
        return tensors[name]

    def convolution(name, inputs, outputs):
        bound = 1 / (9 * inputs) ** 0.5
        weight, bias = tensor(f"{name}.weight", [outputs, inputs, 3, 3], bound), tensor(f"{name}.bias", [outputs], bound)
        layers.append(lambda x: F.conv2d(x, weight, bias, padding=1))

    def linear(name, inputs, outputs):
        bound = 1 / inputs**0.5
        weight, bias = tensor(f"{name}.weight", [outputs, inputs], bound), tensor(f"{name}.bias", [outputs], bound)
        layers.append(lambda x: F.linear(x, weight, bias))

    def normalisation(name, channels, eps):
        weight, bias = tensor(f"{name}.weight", [channels]), tensor(f"{name}.bias", [channels], 0.3)
        mean = statistics[f"{name}.running_mean"] = torch.zeros(channels)
        variance = statistics[f"{name}.running_var"] = torch.ones(channels)
        layers.append(lambda x: F.relu(F.batch_norm(x, mean, variance, weight, bias, True, 0.1, eps)))

    inputs = 3
    for i, outputs in enumerate([32, 32, 64, 64, 128, 128], start=1):
        convolution(f"conv{i}", inputs, outputs)
        normalisation(f"bn{i}", outputs, 1e-3)
        if i % 2 == 0:
            layers.append(lambda x: F.max_pool2d(x, 2, 2))
        inputs = outputs
    layers.append(lambda x: x.flatten(1))
    linear("fc1", 128, 512)
    normalisation("bn7", 512, 1e-5)
    linear("fc2", 512, 43)
    layers.append(lambda x: F.log_softmax(x, 1))

    def forward(x):
        for layer in layers:
            x = layer(x)
        return x

    return tensors, statistics, forward


def sgd(tensors, params):
    """PyTorch's own SGD, whose rule is torch/optim's once dampening is given; the rate decays as torch/optim's does."""
    momentum = params.get("momentum", 0)
    optimiser = torch.optim.SGD(
        tensors.values(),
        lr=params["learningRate"],
        momentum=momentum,
        dampening=params.get("dampening", momentum),
        weight_decay=params.get("weightDecay", 0),
        nesterov=params.get("nesterov", False),
    )

    def update(calls, gradients):
        optimiser.param_groups[0]["lr"] = params["learningRate"] / (1 + calls * params.get("learningRateDecay", 0))
        for x, g in zip(tensors.values(), gradients):
            x.grad = g
        optimiser.step()

    return update


def adam(tensors, params):
    """torch/optim's adam, written out: epsilon is added outside the bias correction."""
    beta1, beta2 = params["beta1"], params["beta2"]
    moments = [(torch.zeros_like(x), torch.zeros_like(x)) for x in tensors.values()]

    def update(calls, gradients):
        t = calls + 1
        step = params["learningRate"] * (1 - beta2**t) ** 0.5 / (1 - beta1**t)
        for x, g, (m, v) in zip(tensors.values(), gradients, moments):
            g = g + params["weightDecay"] * x
            m.mul_(beta1).add_((1 - beta1) * g)
            v.mul_(beta2).add_((1 - beta2) * g * g)
            x -= step * m / (v.sqrt() + params["epsilon"])

    return update


def muon(tensors, params):
    """PyTorch's Muon on the weights of convolutions on features, its SGD on all else."""
    taken = [x for x in tensors.values() if x.dim() == 4 and x.shape[1] > 4]
    flat = [x.detach().reshape(len(x), -1) for x in taken]
    optimiser = matrices.muon(flat, params)
    rest = {name: x for name, x in tensors.items() if all(x is not own for own in taken)}
    others = sgd(rest, {**params, "dampening": 0})

    def update(calls, gradients):
        given = dict(zip(tensors, gradients))
        others(calls, [given[name] for name in rest])
        for x, matrix in zip(taken, flat):
            matrix.grad = next(g for own, g in zip(tensors.values(), gradients) if own is x).reshape(matrix.shape)
        optimiser.step()
        for x, matrix in zip(taken, flat):
            x.copy_(matrix.reshape(x.shape))

    return update


def summary(tensor):
    """The sum over the root of the count (at most the norm), the norm, and the numbers at 0, 1/3, 2/3 and the end."""
    flat = tensor.detach().flatten()
    last = flat.numel() - 1
    some = [flat[i].item() for i in (0, last // 3, 2 * last // 3, last)]
    return [shortened(value) for value in [flat.sum().item() / flat.numel() ** 0.5, flat.norm().item(), *some]]


def trajectory(type_, params, optimiser):
    tensors, statistics, forward = network()
    update = optimiser(tensors, params)
    steps = []
    for calls in range(STEPS):
        images = spread(IMAGES * 3 * 12 * 12, 50 + calls, -1.6, 1.9).reshape(IMAGES, 3, 12, 12)
        labels = torch.tensor([(i * 29 + 5 + calls) % 43 for i in range(IMAGES)])
        loss = F.nll_loss(forward(images), labels)
        gradients = torch.autograd.grad(loss, list(tensors.values()))
        with torch.no_grad():
            update(calls, gradients)
        after = {name: summary(x) for name, x in {**tensors, **statistics}.items()}
        steps.append({"loss": shortened(loss.item()), "tensors": after})
    return {"optimiser": {"type": type_, "params": params}, "images": IMAGES, "steps": steps}


def files():
    # The rates are small, so that where float32 opens a ReLU that float64 leaves shut the steps stay close.
    nesterov = {"learningRate": 0.0017, "momentum": 0.87, "dampening": 0, "nesterov": True, "weightDecay": 0.0021}
    damped = {"learningRate": 0.0043, "learningRateDecay": 0.19, "momentum": 0.63}
    adaptive = {"learningRate": 0.0017, "weightDecay": 0.0031, "beta1": 0.83, "beta2": 0.971, "epsilon": 0.0043}
    # A matrix moves as far at any gradient, so a ReLU that opens would show; at this rate none does.
    mixed = {"learningRate": 0.0017, "matrixRate": 0.0011, "momentum": 0.87, "nesterov": True, "weightDecay": 0.0021}
    return {
        "sgdNesterov": trajectory("sgd", nesterov, sgd),
        "sgdMomentum": trajectory("sgd", damped, sgd),
        "adam": trajectory("adam", adaptive, adam),
        "muon": trajectory("muon", mixed, muon),
    }
