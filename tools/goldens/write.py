#!/usr/bin/python3
"""Writes what PyTorch computes to src/engine/conformance/goldens/*.json: the oracle from outside.

The files are committed; nothing in the build or the tests needs Python. To write them anew:

    python3 -m venv /tmp/torch && /tmp/torch/bin/pip install torch        # 2.9 or newer: it has Muon
    /tmp/torch/bin/python tools/goldens/write.py

Everything is computed in double precision on the CPU, and written with ten significant digits. Where Torch7, whose
semantics Signalbox follows, differs from PyTorch's classes, the formulas of Torch7 are written out here:
adam's epsilon outside the bias correction, sgd's default dampening, batch normalisation of one image.
"""

import json
import pathlib

import torch

import criterions
import matrices
import modules
import trajectories

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "src" / "engine" / "conformance" / "goldens"


def write(name, content):
    """One JSON file, a case a line, its size held to 60 kB."""
    if isinstance(content, list):
        text = "[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in content) + "\n]\n"
    else:
        text = json.dumps(content, separators=(",", ":")) + "\n"
    if len(text) > 60_000:
        raise SystemExit(f"{name}.json has {len(text)} bytes, expected at most 60000: make its shapes smaller")
    (FOLDER / f"{name}.json").write_text(text)
    print(f"{name}.json {len(text)}")


def main():
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, cases in modules.files().items():
        write(name, cases)
    write("criterions", criterions.cases())
    write("muonMatrices", matrices.cases())
    for name, trajectory in trajectories.files().items():
        write(name, trajectory)


if __name__ == "__main__":
    main()
