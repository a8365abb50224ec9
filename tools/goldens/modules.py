"""Values and gradients of each module, in training mode, and its output in evaluate mode afterwards."""

import math

import torch
from torch.nn import functional as F

from golden_numbers import drawn, written


def case(type_, params, n, shapes, forward, parameters=(), statistics=(), evaluate=None, ties=False):
    """One golden case.

    `forward(inputs, parameters, statistics)` computes the output and may update the statistics in place; `evaluate`
    likewise for evaluate mode. `parameters` and `statistics` are (name, shape, low, high).
    """
    seed = f"{type_} {params} {n}"
    numbers = [drawn(n * math.prod(shape), f"{seed} input {i}") for i, shape in enumerate(shapes)]
    if ties:
        numbers = [[round(number) for number in own] for own in numbers]
    inputs = [
        torch.tensor(own, dtype=torch.float64).reshape(n, *shape).requires_grad_()
        for own, shape in zip(numbers, shapes)
    ]
    given = [drawn(math.prod(shape), f"{seed} {name}", low, high) for name, shape, low, high in parameters]
    weights = [
        torch.tensor(own).reshape(shape).requires_grad_() for own, (_, shape, _, _) in zip(given, parameters)
    ]
    kept = [drawn(math.prod(shape), f"{seed} {name}", low, high) for name, shape, low, high in statistics]
    running = [torch.tensor(own).reshape(shape) for own, (_, shape, _, _) in zip(kept, statistics)]
    output = forward(inputs, weights, running)
    gradient = drawn(output.numel(), f"{seed} gradient")
    output.backward(torch.tensor(gradient, dtype=torch.float64).reshape(output.shape))
    with torch.no_grad():
        evaluated = (evaluate or forward)(inputs, weights, running)
    expected = {"output": written(output)}
    ports = ["input"] if len(inputs) == 1 else [f"input{i + 1}" for i in range(len(inputs))]
    for port, own in zip(ports, inputs):
        expected[f"gradient of {port}"] = written(own.grad)
    for (name, _, _, _), own in zip(parameters, weights):
        expected[f"gradient of module1.{name}"] = written(own.grad)
    for (name, _, _, _), own in zip(statistics, running):
        expected[f"module1.{name}"] = written(own)
    expected["evaluate output"] = written(evaluated)
    return {
        "type": type_,
        "params": params,
        "n": n,
        "shapes": shapes,
        "data": {"inputs": numbers, "outputGradient": gradient, "parameters": given, "statistics": kept},
        "expected": expected,
    }


def linear(n, inputs, outputs, bias=True):
    parameters = [("weight", [outputs, inputs], -0.9, 1.1)] + [("bias", [outputs], -0.4, 0.7)] * bias
    return case(
        "Linear",
        {"outputSize": outputs, "bias": bias},
        n,
        [[inputs]],
        lambda x, w, _: F.linear(x[0], *w),
        parameters,
    )


def convolution(n, shape, outputs, kernel, stride=(1, 1), pad=(0, 0), bias=True):
    """Kernel, stride and pad are (width, height), as Torch7 orders them."""
    (kw, kh), (dw, dh), (pw, ph) = kernel, stride, pad
    parameters = [("weight", [outputs, shape[0], kh, kw], -0.6, 0.8)] + [("bias", [outputs], -0.4, 0.7)] * bias
    params = {"nOutputPlane": outputs, "kW": kw, "kH": kh, "dW": dw, "dH": dh, "padW": pw, "padH": ph, "bias": bias}
    forward = lambda x, w, _: F.conv2d(x[0], *w, stride=(dh, dw), padding=(ph, pw))
    return case("SpatialConvolution", params, n, [shape], forward, parameters)


def max_pooling(n, shape, kernel, stride=None, pad=(0, 0), ceil=False, ties=False):
    (kw, kh), (pw, ph) = kernel, pad
    params = {"kW": kw, "kH": kh, "padW": pw, "padH": ph, "ceil_mode": ceil}
    dw, dh = stride or kernel
    if stride:
        params.update({"dW": dw, "dH": dh})
    forward = lambda x, w, _: F.max_pool2d(x[0], (kh, kw), (dh, dw), (ph, pw), ceil_mode=ceil)
    return case("SpatialMaxPooling", params, n, [shape], forward, ties=ties)


def average_pooling(n, shape, kernel, stride=None, pad=(0, 0), ceil=False, include=True):
    (kw, kh), (pw, ph), (dw, dh) = kernel, pad, stride or (1, 1)
    params = {"kW": kw, "kH": kh, "padW": pw, "padH": ph, "ceil_mode": ceil, "count_include_pad": include}
    if stride:
        params.update({"dW": dw, "dH": dh})
    forward = lambda x, w, _: F.avg_pool2d(x[0], (kh, kw), (dh, dw), (ph, pw), ceil, include)
    return case("SpatialAveragePooling", params, n, [shape], forward)


def batch_normalisation(type_, n, shape, params):
    """A batch of one image is normalised by the running statistics, which stay: Torch7's rule."""
    channels, affine = shape[0], params.get("affine", True)
    parameters = [("weight", [channels], 0.2, 1.4), ("bias", [channels], -0.4, 0.7)] if affine else []
    statistics = [("running_mean", [channels], -0.8, 0.6), ("running_var", [channels], 0.3, 2.1)]
    eps, momentum = params.get("eps", 1e-5), params.get("momentum", 0.1)

    def normalise(training):
        return lambda x, w, running: F.batch_norm(x[0], *running, *(w or (None, None)), training, momentum, eps)

    return case(type_, params, n, [shape], normalise(n > 1), parameters, statistics, normalise(False))


def plain(type_, n, shapes, forward, params=None):
    return case(type_, params or {}, n, shapes, lambda x, w, _: forward(*x))


def files():
    """The cases of each file."""
    spatial = "SpatialBatchNormalization"
    return {
        "linear": [linear(3, 7, 5), linear(1, 9, 4), linear(4, 6, 3, bias=False), linear(2, 33, 17)],
        "convolution": [
            convolution(2, [3, 6, 7], 5, (3, 2), (2, 1), (1, 0)),
            convolution(2, [4, 5, 6], 6, (3, 3), pad=(1, 1), bias=False),
            convolution(3, [5, 4, 3], 7, (1, 1)),
            convolution(1, [2, 9, 5], 3, (5, 4), (1, 3), (2, 1)),
            convolution(2, [3, 7, 8], 2, (2, 5), (3, 2), (1, 3)),
        ],
        "maxPooling": [
            max_pooling(2, [3, 6, 8], (2, 2)),
            max_pooling(2, [2, 5, 7], (3, 2), (2, 1), (1, 1)),
            max_pooling(2, [2, 6, 8], (3, 3), (2, 2), ceil=True),
            max_pooling(2, [2, 7, 6], (3, 4), (2, 3), (1, 2), ceil=True),
            max_pooling(2, [2, 6, 7], (3, 2), (1, 2), ties=True),
        ],
        "averagePooling": [
            average_pooling(2, [3, 4, 5], (3, 2)),
            average_pooling(2, [2, 5, 7], (3, 2), (2, 1), (1, 1)),
            average_pooling(2, [2, 5, 7], (3, 2), (2, 1), (1, 1), include=False),
            average_pooling(2, [2, 6, 7], (3, 3), (2, 2), (1, 0), ceil=True, include=False),
            average_pooling(2, [2, 6, 7], (4, 3), (3, 2), (1, 1), ceil=True),
            average_pooling(1, [3, 6, 8], (2, 2), (2, 2)),
        ],
        "batchNormalization": [
            batch_normalisation("BatchNormalization", 5, [7], {}),
            batch_normalisation("BatchNormalization", 4, [6], {"eps": 0.013, "momentum": 0.27, "affine": False}),
            batch_normalisation("BatchNormalization", 1, [7], {"eps": 0.07, "momentum": 0.31}),
            batch_normalisation(spatial, 3, [3, 4, 5], {"eps": 0.021, "momentum": 0.37}),
            batch_normalisation(spatial, 2, [4, 3, 2], {"momentum": 0.83, "affine": False}),
            batch_normalisation(spatial, 1, [3, 4, 5], {"eps": 0.03}),
        ],
        "transfer": [
            *(
                plain(type_, n, [shape], forward)
                for type_, forward in [("ReLU", F.relu), ("Sigmoid", torch.sigmoid), ("Tanh", torch.tanh)]
                for n, shape in [(3, [7]), (2, [3, 5, 4])]
            ),
            *(
                plain(type_, n, [shape], forward)
                for type_, forward in [
                    ("SoftMax", lambda x: F.softmax(x, 1)),
                    ("LogSoftMax", lambda x: F.log_softmax(x, 1)),
                ]
                for n, shape in [(3, [7]), (2, [5, 3, 2])]
            ),
        ],
        "tables": [
            plain("CAddTable", 2, [[3, 2, 4]] * 3, lambda a, b, c: a + b + c, {"N": 3}),
            plain("JoinTable", 2, [[3, 2, 4], [5, 2, 4]], lambda *x: torch.cat(x, 1)),
            plain("JoinTable", 3, [[2, 3, 4], [2, 3, 1]], lambda *x: torch.cat(x, 3), {"dimension": -1}),
            plain("View", 2, [[4, 3, 5]], lambda x: x.reshape(-1, 6, 10), {"size": [6, -1]}),
            plain("Reshape", 2, [[3, 5, 4]], lambda x: x.reshape(-1, 5, 12), {"size": [5, 12]}),
            plain("Identity", 2, [[3, 5, 4]], lambda x: x * 1),
            plain("Dropout", 2, [[11]], lambda x: x * 1, {"p": 0}),
        ],
    }
