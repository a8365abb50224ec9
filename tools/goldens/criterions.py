"""Loss and gradient of each criterion on scores of classes; labels count from 0."""

import random

import torch
from torch.nn import functional as F

from golden_numbers import drawn, shortened, written


def case(type_, params, n, classes, loss):
    """`loss(scores, labels)` gives the loss as Torch7 defines it."""
    seed = f"{type_} {params} {n} {classes}"
    scores = drawn(n * classes, seed)
    labels = [random.Random(f"{seed} label {i}").randrange(classes) for i in range(n)]
    x = torch.tensor(scores).reshape(n, classes).requires_grad_()
    value = loss(x, torch.tensor(labels))
    value.backward()
    correct = (x.detach().argmax(1) == torch.tensor(labels)).sum().item()
    return {
        "type": type_,
        "params": params,
        "n": n,
        "classes": classes,
        "scores": scores,
        "labels": labels,
        "loss": shortened(value.item()),
        "gradient": written(x.grad),
        "correct": correct,
    }


def over_classes(type_, function, n, classes, weights=None, size_average=True):
    params = {} if weights is None else {"weights": weights}
    if not size_average:
        params["sizeAverage"] = False
    weight = None if weights is None else torch.tensor(weights)
    reduction = "mean" if size_average else "sum"
    return case(type_, params, n, classes, lambda x, t: function(x, t, weight=weight, reduction=reduction))


def squared(n, classes, size_average=True):
    params = {} if size_average else {"sizeAverage": False}
    reduction = "mean" if size_average else "sum"
    target = lambda t: F.one_hot(t, classes).to(torch.float64)
    return case("MSECriterion", params, n, classes, lambda x, t: F.mse_loss(x, target(t), reduction=reduction))


def cases():
    lopsided = [0.3, 1.7, 0.9, 2.2]
    nll, entropy = ("ClassNLLCriterion", F.nll_loss), ("CrossEntropyCriterion", F.cross_entropy)
    return [
        over_classes(*criterion, n, len(weights or [0] * 5), weights, average)
        for criterion in (nll, entropy)
        for n, weights, average in [(6, None, True), (1, None, True), (5, lopsided, True), (4, lopsided, False), (3, None, False)]
    ] + [squared(5, 4), squared(3, 7, size_average=False), squared(1, 3)]
