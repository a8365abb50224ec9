"""Runs exported SavedModels in Python's TensorFlow and says how far they are from what the engine gave:

    python tools/tensorflow/verify_saved_model.py FOLDER... [--data DIR --predictions FILE.jsonl]

Each model answers its own self test, through `prepared` and, converted for TensorFlow Lite, through `lite`. With
--predictions, which `signalbox eval` writes, it also names the pictures of --data as they are, one after the other.
Prints a line of JSON a model; the exit code is 1 where one of them gives something else. Needs tensorflow or
tensorflow-cpu 2.16 or newer.
"""

import argparse
import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy as np
import tensorflow as tf

# What float32 in another order of sums may come to, and two probabilities so near that rounding decides.
MOST_DIFFERENCE = 1e-3
MARGIN = 1e-5


def read_picture(path):
    """A picture as uint8 [height, width, 3]; binary PPM, which TensorFlow does not read, by ourselves."""
    with open(path, "rb") as file:
        content = file.read()
    if not content.startswith(b"P6"):
        return tf.io.decode_image(content, channels=3, expand_animations=False).numpy()
    fields, at = [], 2
    while len(fields) < 3:
        while content[at : at + 1].isspace():
            at += 1
        if content[at : at + 1] == b"#":
            at = content.index(b"\n", at)
            continue
        end = at
        while content[end : end + 1].isdigit():
            end += 1
        fields.append(int(content[at:end]))
        at = end
    width, height, most = fields
    if most != 255:
        sys.exit(f"{path} has a maxval of {most}, expected 255")
    at += 1
    # Some of GTSRB's files end their lines as Windows does; only the length tells this line's end from a sample.
    if content[at - 1 : at + 1] == b"\r\n" and len(content) - at == 3 * width * height + 1:
        at += 1
    return np.frombuffer(content, np.uint8, 3 * width * height, at).reshape(height, width, 3)


def difference(found, expected):
    """The largest difference, relative to the largest number, at least 1."""
    found, expected = np.asarray(found), np.asarray(expected)
    return float(np.max(np.abs(found - expected)) / max(1.0, float(np.max(np.abs(expected)))))


def self_test(model, folder):
    """How far the self test comes out, as it is and in TensorFlow Lite."""
    stored = model.signatures["self_test"]()
    image = stored.pop("input").numpy()
    ((name, expected),) = stored.items()
    prepared = model.signatures["prepared"](input=tf.constant(image))[name]
    converter = tf.lite.TFLiteConverter.from_saved_model(folder, signature_keys=["lite"])
    lite = tf.lite.Interpreter(model_content=converter.convert()).get_signature_runner("lite")
    last = np.moveaxis(image, 1, -1) if image.ndim > 2 else image
    return {
        "selfTestDifference": difference(prepared, expected),
        "liteDifference": difference(lite(input=last)["scores"], expected),
    }


def name_pictures(model, data, path):
    """Names every picture that the engine named, from its file, and compares classes and probabilities."""
    names = [name.decode() for name in model.signatures["class_names"]()["class_names"].numpy()]
    serve = model.signatures["serving_default"]
    images, different, largest = 0, 0, 0.0
    with open(path, encoding="utf8") as lines:
        for line in map(json.loads, lines):
            found = serve(images=tf.constant(read_picture(os.path.join(data, line["file"]))[None]))
            expected = line["probabilities"]
            second, first = sorted(expected)[-2:]
            images += 1
            largest = max(largest, difference(found["probabilities"][0], expected))
            named = found["classes"].numpy()[0].decode()
            is_same = named == names[line["predicted"]] and int(found["class_index"][0]) == line["predicted"]
            different += not is_same and first - second >= MARGIN
    return {"images": images, "differentClasses": different, "probabilityDifference": largest}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--data")
    parser.add_argument("--predictions")
    given = parser.parse_args()
    is_right = True
    for folder in given.folders:
        model = tf.saved_model.load(folder)
        report = self_test(model, folder)
        if given.predictions:
            report |= name_pictures(model, given.data or ".", given.predictions)
        print(json.dumps({"model": folder, **report}), flush=True)
        differences = [value for key, value in report.items() if key.endswith("Difference")]
        is_right &= max(differences) <= MOST_DIFFERENCE and report.get("differentClasses", 0) == 0
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
