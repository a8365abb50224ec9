"""Times whole training steps in PyTorch on random images: forward, loss, backward, update; or evaluation.

    python3 bench/pytorch_step.py --graph vgg-small --batch 32 --threads 2

Prints one JSON object. The images lie ready in memory: no step waits for an input pipeline.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import time

import torch
from torch import nn

from networks import PARAMETERS, build


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--graph", choices=PARAMETERS, default="vgg-small")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--warmup", type=int, default=5, help="steps before the clock starts")
    parser.add_argument("--evaluate", action="store_true", help="time forward and loss in inference mode")
    parser.add_argument("--contiguous", action="store_true", help="NCHW in memory instead of channels last")
    return parser.parse_args()


def peak_bytes():
    """The most memory that this process ever had resident. Linux counts kibibytes, macOS bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if platform.system() == "Darwin" else peak * 1024


def main():
    given = options()
    imported = peak_bytes()
    torch.set_num_threads(given.threads)
    torch.manual_seed(1)
    layout = torch.contiguous_format if given.contiguous else torch.channels_last
    network = build(given.graph).to(memory_format=layout).train(not given.evaluate)
    images = torch.randn(given.batch, 3, 48, 48).contiguous(memory_format=layout)
    labels = torch.randint(43, (given.batch,))
    criterion = nn.NLLLoss()
    optimiser = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9, nesterov=True)

    def train():
        optimiser.zero_grad(set_to_none=True)
        criterion(network(images), labels).backward()
        optimiser.step()

    def evaluate():
        with torch.inference_mode():
            criterion(network(images), labels)

    step = evaluate if given.evaluate else train
    milliseconds = []
    for _ in range(given.warmup + given.steps):
        started = time.perf_counter()
        step()
        milliseconds.append((time.perf_counter() - started) * 1000)
    median = statistics.median(milliseconds[given.warmup :])
    result = {
        "imagesPerSecond": 1000 * given.batch / median,
        "millisecondsPerStep": median,
        "peakBytes": peak_bytes(),
        "importedBytes": imported,
        "batch": given.batch,
        "threads": given.threads,
        "graph": given.graph,
        "procedure": step.__name__,
        "layout": "contiguous" if given.contiguous else "channels last",
        "version": torch.__version__,
    }
    print(json.dumps(result))


main()
