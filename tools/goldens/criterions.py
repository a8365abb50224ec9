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


def over_classes(type_, function, n, classes, weights=None, size_average=True, smoothing=0):
    params = {} if weights is None else {"weights": weights}
    if not size_average:
        params["sizeAverage"] = False
    if smoothing:
        params["labelSmoothing"] = smoothing
    options = {
        "weight": None if weights is None else torch.tensor(weights),
        "reduction": "mean" if size_average else "sum",
        "label_smoothing": smoothing,
    }
    return case(type_, params, n, classes, lambda x, t: function(x, t, **options))


def negative_log_likelihood(x, t, weight, reduction, label_smoothing):
    """What F.cross_entropy does after log_softmax; PyTorch's nll_loss itself does not smooth."""
    own = F.nll_loss(x, t, weight=weight, reduction=reduction)
    each = torch.ones(x.shape[1]) if weight is None else weight
    divisor = each[t].sum() if reduction == "mean" else 1
    spread = -(x * each).sum() / divisor
    return (1 - label_smoothing) * own + label_smoothing / x.shape[1] * spread


def hold_against_pytorch(n, classes, **options):
    """The formula above on log-probabilities is F.cross_entropy on scores."""
    scores = torch.tensor(drawn(n * classes, f"{n} {classes}")).reshape(n, classes)
    labels = torch.arange(n) % classes
    found = negative_log_likelihood(F.log_softmax(scores, 1), labels, **options)
    torch.testing.assert_close(found, F.cross_entropy(scores, labels, **options), rtol=1e-13, atol=0)


def squared(n, classes, size_average=True):
    params = {} if size_average else {"sizeAverage": False}
    reduction = "mean" if size_average else "sum"
    target = lambda t: F.one_hot(t, classes).to(torch.float64)
    return case("MSECriterion", params, n, classes, lambda x, t: F.mse_loss(x, target(t), reduction=reduction))


def cases():
    lopsided = [0.3, 1.7, 0.9, 2.2]
    nll = ("ClassNLLCriterion", negative_log_likelihood)
    entropy = ("CrossEntropyCriterion", F.cross_entropy)
    for reduction in ("mean", "sum"):
        hold_against_pytorch(7, 4, weight=torch.tensor(lopsided), reduction=reduction, label_smoothing=0.23)
    return [
        over_classes(*criterion, n, len(weights or [0] * 5), weights, average)
        for criterion in (nll, entropy)
        for n, weights, average in [(6, None, True), (1, None, True), (5, lopsided, True), (4, lopsided, False), (3, None, False)]
    ] + [
        over_classes(*criterion, n, len(weights or [0] * 5), weights, average, smoothing)
        for criterion in (nll, entropy)
        for n, weights, average, smoothing in [
            (6, None, True, 0.1),
            (5, lopsided, True, 0.23),
            (4, lopsided, False, 0.37),
            (1, lopsided, True, 0.9),
        ]
    ] + [squared(5, 4), squared(3, 7, size_average=False), squared(1, 3)]
