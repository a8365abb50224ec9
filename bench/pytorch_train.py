"""Trains VGG-small on the GTSRB folder in PyTorch, with the tutorial's settings, as `signalbox train` does.

    python3 bench/pytorch_train.py DATA/GTSRB --epochs 3 --seed 1

Prints JSON lines with the fields of `signalbox train --json`. Accuracy is a share from 0 to 1.
"""

import argparse
import os
import time
from pathlib import Path

import torch
from torch import nn

from networks import PARAMETERS, build
from passes import Meter, evaluate, prepared, say


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="the folder that holds Final_Training and Final_Test")
    parser.add_argument("--graph", choices=PARAMETERS, default="vgg-small")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="at most so many training and so many test images, balanced by class")
    parser.add_argument("--gamma", choices=["torch7", "one"], default="torch7", help="how batch normalisation's weights start")
    parser.add_argument("--contiguous", action="store_true", help="NCHW in memory instead of channels last")
    return parser.parse_args()


def train(network, optimiser, criterion, images, labels, batch, layout):
    network.train()
    meter = Meter()
    for chosen in torch.randperm(len(images)).split(batch):
        x, y = images[chosen].contiguous(memory_format=layout), labels[chosen]
        optimiser.zero_grad(set_to_none=True)
        scores = network(x)
        loss = criterion(scores, y)
        loss.backward()
        optimiser.step()
        meter.add(loss.detach(), scores.detach(), y)
    return meter.result()


def main():
    given = options()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    layout = torch.contiguous_format if given.contiguous else torch.channels_last
    images, labels, test_images, test_labels = prepared(given.data, given.limit, None)
    network = build(given.graph, given.gamma).to(memory_format=layout)
    criterion = nn.NLLLoss()
    optimiser = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9, nesterov=True)
    counts = {"train": len(images), "test": len(test_images)}
    device = f"PyTorch {torch.__version__}, {given.threads} threads"
    say(event="start", parameters=PARAMETERS[given.graph], device=device, images=counts)
    for epoch in range(1, given.epochs + 1):
        started = time.perf_counter()
        trained = train(network, optimiser, criterion, images, labels, given.batch, layout)
        seconds = time.perf_counter() - started
        tested = evaluate(network, criterion, test_images, test_labels, given.batch, layout)
        rate = len(images) / seconds
        say(event="epoch", epoch=epoch, train=trained, test=tested, seconds=seconds, imagesPerSecond=rate)
    say(event="end")


main()
