"""Times whole training steps in PyTorch on random images: forward, loss, backward, update; or evaluation.

    python3 bench/pytorch_step.py --graph vgg-small --batch 32 --threads 2
    python3 bench/pytorch_step.py --graph vgg-small --batch 128 --device cuda --steps 200

Prints one JSON object. The images lie ready in the device's memory: no step waits for an input pipeline.
"""

import argparse
import json
import math
import os
import platform
import resource
import statistics
import time

import torch
from torch import nn

from networks import PARAMETERS, build

# Steps timed as one on a GPU.
BLOCK = 10


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--graph", choices=PARAMETERS, default="vgg-small")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--warmup", type=int, default=5, help="steps before the clock starts")
    parser.add_argument("--evaluate", action="store_true", help="time forward and loss in inference mode")
    parser.add_argument("--contiguous", action="store_true", help="NCHW in memory instead of channels last")
    parser.add_argument("--fused", action="store_true", help="the whole update in one call")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--tf32", action="store_true", help="products of numbers rounded to TF32, on a GPU")
    given = parser.parse_args()
    if given.device == "cuda" and not torch.cuda.is_available():
        parser.error("--device is cuda, and PyTorch sees no GPU here, expected one with its driver")
    if given.tf32 and given.device != "cuda":
        parser.error("--tf32 is a mode of GPUs, expected --device cuda beside it")
    return given


def peak_bytes():
    """The most memory that this process ever had resident. Linux counts kibibytes, macOS bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if platform.system() == "Darwin" else peak * 1024


def prepare(given):
    """Sets threads, seed and, on a GPU, arithmetic. Convolutions are in TF32 by PyTorch's own default, products are not."""
    torch.set_num_threads(given.threads)
    torch.manual_seed(1)
    torch.backends.cuda.matmul.allow_tf32 = given.tf32
    torch.backends.cudnn.allow_tf32 = given.tf32
    torch.backends.cudnn.benchmark = True


def timed(step, device, warmup, steps):
    """Milliseconds a step. A GPU's calls return before the work is done: there blocks of steps are timed, each from
    all work done to all work done."""
    block, wait = (BLOCK, torch.cuda.synchronize) if device == "cuda" else (1, lambda: None)
    for _ in range(warmup):
        step()
    milliseconds = []
    for _ in range(math.ceil(steps / block)):
        wait()
        started = time.perf_counter()
        for _ in range(block):
            step()
        wait()
        milliseconds.append((time.perf_counter() - started) * 1000 / block)
    return milliseconds


def version(given):
    if given.device == "cpu":
        return torch.__version__
    layout = "contiguous" if given.contiguous else "channels last"
    how = ["TF32" if given.tf32 else "float32", layout, *(["fused update"] if given.fused else [])]
    return f"{torch.__version__} on {torch.cuda.get_device_name()}, {', '.join(how)}"


def main():
    given = options()
    imported = peak_bytes()
    prepare(given)
    layout = torch.contiguous_format if given.contiguous else torch.channels_last
    device = given.device
    network = build(given.graph).to(device, memory_format=layout).train(not given.evaluate)
    images = torch.randn(given.batch, 3, 48, 48, device=device).contiguous(memory_format=layout)
    labels = torch.randint(43, (given.batch,), device=device)
    criterion = nn.NLLLoss()
    fused = {"fused": True} if given.fused else {}
    optimiser = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9, nesterov=True, **fused)

    def train():
        optimiser.zero_grad(set_to_none=True)
        criterion(network(images), labels).backward()
        optimiser.step()

    def evaluate():
        with torch.inference_mode():
            criterion(network(images), labels)

    step = evaluate if given.evaluate else train
    median = statistics.median(timed(step, device, given.warmup, given.steps))
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
        "device": device,
        "version": version(given),
    }
    print(json.dumps(result))


main()
