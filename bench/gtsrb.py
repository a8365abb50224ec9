"""Reads the official GTSRB folder and resizes its images as torch/image does, with numpy alone."""

import csv
import functools
import random
import re
from pathlib import Path

import numpy as np

HEADER = re.compile(rb"P6\s+(?:#[^\n]*\n\s*)*(\d+)\s+(?:#[^\n]*\n\s*)*(\d+)\s+(?:#[^\n]*\n\s*)*255\s")


def read_ppm(path):
    """An image as uint8 [height, width, 3]."""
    data = path.read_bytes()
    header = HEADER.match(data)
    if header is None:
        raise SystemExit(f"{path} is no binary PPM image of 8 bits")
    width, height = int(header[1]), int(header[2])
    return np.frombuffer(data, np.uint8, width * height * 3, header.end()).reshape(height, width, 3)


@functools.lru_cache(maxsize=None)
def bicubic(source, length):
    """The weights [length, source] that resize a line, torch/image's way: Catmull-Rom, aligned corners, borders
    extrapolated in a straight line, no smoothing on the way down. An equal length copies."""
    weights = np.zeros((length, source))
    for i in range(length):
        position = i if source == length else i * (source - 1) / max(1, length - 1)
        at = min(int(position), source - 1)
        x = position - at
        taps = (-x + 2 * x**2 - x**3, 2 - 5 * x**2 + 3 * x**3, x + 4 * x**2 - 3 * x**3, x**3 - x**2)
        for sample, weight in zip(range(at - 1, at + 3), taps):
            if weight == 0:
                continue
            if 0 <= sample < source:
                weights[i, sample] += weight / 2
                continue
            edge, inner = (0, 1) if sample < 0 else (source - 1, source - 2)
            weights[i, edge] += weight
            weights[i, inner] -= weight / 2
    return weights.astype(np.float32)


def resized(image, size=48):
    """The shorter side brought to `size`, then the centre: float32 [3, size, size], from 0 to 1 and a little beyond."""
    height, width, _ = image.shape
    down = bicubic(height, size if height <= width else int(height / width * size))
    across = bicubic(width, size if width <= height else int(width / height * size))
    top, left = -(-(len(down) - size) // 2), -(-(len(across) - size) // 2)
    planes = image.transpose(2, 0, 1).astype(np.float32) / 255
    return down[top : top + size] @ planes @ across[left : left + size].T


def load(paths, labels):
    """Images normalised by ImageNet's mean and deviation, float32 [n, 3, 48, 48], and their classes from 0."""
    images = np.empty((len(paths), 3, 48, 48), np.float32)
    for i, path in enumerate(paths):
        images[i] = resized(read_ppm(path))
    images -= np.array([0.485, 0.456, 0.406], np.float32)[:, None, None]
    images /= np.array([0.229, 0.224, 0.225], np.float32)[:, None, None]
    return images, np.array(labels, np.int64)


def training_files(folder):
    found = sorted((folder / "Final_Training" / "Images").glob("*/*.ppm"))
    return found, [int(path.parent.name) for path in found]


def test_files(folder):
    images = folder / "Final_Test" / "Images"
    name = "GT-final_test.csv"
    table = next((place / name for place in (folder, folder.parent, images) if (place / name).exists()), None)
    if table is None:
        raise SystemExit(f"{name} with the classes of the test images is missing in {folder}")
    rows = {row["Filename"]: row.get("ClassId") for row in csv.DictReader(table.open(), delimiter=";")}
    found = [path for path in sorted(images.glob("*.ppm")) if rows.get(path.name)]
    return found, [int(rows[path.name]) for path in found]


def balanced(files, labels, limit, seed=1):
    """At most `limit` files: each class gives one in turn, in an order drawn from the seed."""
    order = list(range(len(files)))
    random.Random(seed).shuffle(order)
    seen, ranked = {}, []
    for place, i in enumerate(order):
        ranked.append((seen.get(labels[i], 0), place, i))
        seen[labels[i]] = seen.get(labels[i], 0) + 1
    kept = sorted(i for _, _, i in sorted(ranked)[:limit])
    return [files[i] for i in kept], [labels[i] for i in kept]
