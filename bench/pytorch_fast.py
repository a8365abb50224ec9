"""Trains VGG-small on the GTSRB folder in PyTorch by the recipe of resources/graphs/vgg-small-fast.json.

    python3 bench/pytorch_fast.py DATA/GTSRB --epochs 0.4 --seed 1

Prints JSON lines with the fields of `signalbox train --json`; `seconds` are those of training alone.
"""

import argparse
import math
import os
import time
from pathlib import Path

import torch
from torch import nn

from muon import Muon
from networks import PARAMETERS, build
from passes import Meter, evaluate, prepared, say

RATE, MATRIX_RATE, PEAK = 0.05, 0.02, 0.2
SETTINGS = {"momentum": 0.9, "weight_decay": 5e-4}
SMOOTHING, BALANCE = 0.1, 0.5


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="the folder that holds Final_Training and Final_Test")
    parser.add_argument("--epochs", type=float, default=0.4)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="at most so many training and so many test images, balanced by class")
    parser.add_argument("--prepared", type=Path, help="a file (.npz) that keeps the prepared images from run to run")
    return parser.parse_args()


def draw(labels):
    """An epoch's images: as many as there are, each class in proportion to its count^(1 - BALANCE), shuffled.

    Systematic sampling as in src/engine/data/sampling.ts: an image comes as often as the whole number below or above
    what is expected of it."""
    laid = labels.argsort(stable=True)
    weights = labels.bincount().double()[labels[laid]] ** -BALANCE
    ends = weights.cumsum(0) / weights.sum() * len(labels)
    marks = torch.arange(len(labels), dtype=torch.double) + torch.rand((), dtype=torch.double)
    drawn = laid[torch.searchsorted(ends, marks, right=True).clamp(max=len(labels) - 1)]
    return drawn[torch.randperm(len(drawn))]


def batches(labels, batch, steps):
    """The images of each of so many steps, epoch after epoch."""
    while steps > 0:
        for chosen in draw(labels).split(batch)[:steps]:
            steps -= 1
            yield chosen


def triangle(step, steps):
    """The share of its rate that a step has: rises to 1 at PEAK of the run, then falls to 0 after its end."""
    top = PEAK * steps
    return min(1, (step + 1) / top, (steps - step) / (steps - top))


def optimisers(network):
    """Muon on the convolutions that look at no picture, SGD on all else, each with its rate."""
    matrices = [weight for weight in network.parameters() if weight.dim() == 4 and weight.shape[1] > 4]
    others = [weight for weight in network.parameters() if all(weight is not matrix for matrix in matrices)]
    return (
        (Muon(matrices, MATRIX_RATE, steps=3, **SETTINGS), MATRIX_RATE),
        (torch.optim.SGD(others, RATE, nesterov=True, **SETTINGS), RATE),
    )


def train(network, criterion, images, labels, batch, steps):
    network.train()
    meter = Meter()
    moved = optimisers(network)
    for step, chosen in enumerate(batches(labels, batch, steps)):
        x, y = images[chosen].contiguous(memory_format=torch.channels_last), labels[chosen]
        for optimiser, rate in moved:
            optimiser.zero_grad(set_to_none=True)
            for group in optimiser.param_groups:
                group["lr"] = rate * triangle(step, steps)
        scores = network(x)
        loss = criterion(scores, y)
        loss.backward()
        for optimiser, _ in moved:
            optimiser.step()
        meter.add(loss.detach(), scores.detach(), y)
    return meter


def main():
    given = options()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    images, labels, test_images, test_labels = prepared(given.data, given.limit, given.prepared)
    network = build("vgg-small-fast").to(memory_format=torch.channels_last)
    # The criterion makes log-probabilities of the scores itself.
    scores = network[:-1]
    criterion = nn.CrossEntropyLoss(label_smoothing=SMOOTHING)
    counts = {"train": len(images), "test": len(test_images)}
    device = f"PyTorch {torch.__version__}, {given.threads} threads"
    say(event="start", parameters=PARAMETERS["vgg-small-fast"], device=device, images=counts)
    steps = math.ceil(given.epochs * math.ceil(len(images) / given.batch) - 1e-9)
    started = time.perf_counter()
    trained = train(scores, criterion, images, labels, given.batch, steps)
    seconds = time.perf_counter() - started
    tested = evaluate(scores, criterion, test_images, test_labels, given.batch, torch.channels_last)
    rate = trained.images / seconds
    say(event="epoch", epoch=given.epochs, train=trained.result(), test=tested, seconds=seconds, imagesPerSecond=rate)
    say(event="end")


main()
