"""What the scripts that train in PyTorch have in common: images, counting, evaluation, lines of JSON."""

import json

import numpy as np
import torch

from gtsrb import balanced, load, test_files, training_files


def tensors(files, labels, limit):
    if limit is not None:
        files, labels = balanced(files, labels, limit)
    images, classes = load(files, labels)
    return torch.from_numpy(images), torch.from_numpy(classes)


def prepared(folder, limit, kept):
    """Training images and labels, then those of the test. `kept`, if given, is the file where they are kept prepared."""
    wanted = 0 if limit is None else limit
    if kept is not None and kept.exists():
        with np.load(kept) as arrays:
            limited, *found = (arrays[name] for name in arrays)
        if limited != wanted:
            raise SystemExit(f"{kept} was prepared with a limit of {limited}, expected {wanted} (0: none)")
        return tuple(torch.from_numpy(array) for array in found)
    found = (*tensors(*training_files(folder), limit), *tensors(*test_files(folder), limit))
    if kept is not None:
        np.savez(kept, wanted, *(tensor.numpy() for tensor in found))
    return found


class Meter:
    """Mean loss an image and share of right answers over a pass."""

    def __init__(self):
        self.loss, self.right, self.images = 0.0, 0, 0

    def add(self, loss, scores, labels):
        self.loss += loss.item() * len(labels)
        self.right += (scores.argmax(1) == labels).sum().item()
        self.images += len(labels)

    def result(self):
        seen = max(1, self.images)
        return {"loss": self.loss / seen, "accuracy": self.right / seen}


@torch.no_grad()
def evaluate(network, criterion, images, labels, batch, layout):
    network.eval()
    meter = Meter()
    for x, y in zip(images.split(batch), labels.split(batch)):
        scores = network(x.contiguous(memory_format=layout))
        meter.add(criterion(scores, y), scores, y)
    return meter.result()


def say(**event):
    print(json.dumps(event), flush=True)
