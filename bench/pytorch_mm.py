"""Prints how many GFLOP/s PyTorch's product of two square float32 matrices reaches: the machine's practical limit.

    python3 bench/pytorch_mm.py --size 960 --threads 2

Prints one JSON object.
"""

import argparse
import json
import os
import time

import torch


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=960)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seconds", type=float, default=2, help="how long to try; the fastest product counts")
    return parser.parse_args()


def main():
    given = options()
    torch.set_num_threads(given.threads)
    a, b = torch.randn(2, given.size, given.size)
    out = torch.empty_like(a)
    fastest = float("inf")
    end = time.perf_counter() + given.seconds
    while time.perf_counter() < end:
        started = time.perf_counter()
        torch.mm(a, b, out=out)
        fastest = min(fastest, time.perf_counter() - started)
    gflops = 2 * given.size**3 / fastest / 1e9
    print(json.dumps({"gflops": gflops, "size": given.size, "threads": given.threads, "version": torch.__version__}))


main()
