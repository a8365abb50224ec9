"""Prints where the time of a training step of Signalbox's TensorFlow device goes, by operation.

    npx signalbox bench --device tensorflow --batch 32 --no-input --keep-graph graph
    python3 bench/tensorflow_profile.py graph --batch 32 --threads 2

Needs a Python with TensorFlow. The graph runs as in Signalbox, on random numbers; each step is traced.
"""

import argparse
import collections
import os
import statistics
import time


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("graph", help="the folder that --keep-graph wrote")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--signature", choices=["step", "step_single", "evaluate"], default="step")
    parser.add_argument("--steps", type=int, default=12, help="timed ones, and after them half as many traced ones")
    parser.add_argument("--warmup", type=int, default=5, help="steps before the clock starts")
    parser.add_argument("--rows", type=int, default=25, help="operations to print, and as many nodes")
    return parser.parse_args()


given = options()
# As in src/host/tensorflow/openTensorFlow.ts; read when TensorFlow starts.
for name, setting in (
    ("TF_NUM_INTRAOP_THREADS", str(given.threads)),
    ("TF_CPP_MIN_LOG_LEVEL", "3"),
    ("TF_ENABLE_ONEDNN_OPTS", "1"),
    ("TF_FORCE_GPU_ALLOW_GROWTH", "true"),
):
    os.environ.setdefault(name, setting)

import numpy as np
import tensorflow as tf

tf1 = tf.compat.v1
tf.get_logger().setLevel("ERROR")
random = np.random.default_rng(0)


def floats_as_words(numbers):
    return np.asarray(numbers, np.float32).view(np.int32)


def feed_of(graph, key, info):
    """Random numbers for an input of a signature. Floats go in as int32 of the same bits."""
    sizes = [dim.size for dim in info.tensor_shape.dim]
    shape = [given.batch if size == -1 else size for size in sizes]
    tensor = graph.get_tensor_by_name(info.name)
    is_float = any(operation.type == "Bitcast" for operation in tensor.consumers())
    if key == "position":
        return [1, 0, 1, 1]
    if not is_float:
        return random.integers(0, 2, shape)  # labels: every network tells at least two classes apart
    if -1 not in sizes:
        return floats_as_words([0.01] + [0] * (shape[0] - 1))  # hyperparameters, the rate first
    return floats_as_words(random.normal(0, 1, shape))


def weight_of(key, info):
    """Numbers that a network can start from: no average of squares is negative."""
    shape = [dim.size for dim in info.tensor_shape.dim]
    return floats_as_words(np.abs(random.normal(0, 0.05, shape)) + (1 if "var" in key.lower() else 0))


def run(session, signature, feeds, **more):
    graph = session.graph
    fed = {graph.get_tensor_by_name(signature.inputs[key].name): value for key, value in feeds.items()}
    fetched = [graph.get_tensor_by_name(info.name) for info in signature.outputs.values()]
    session.run(fetched, fed, **more)


def trace(session, signature, feeds, steps):
    """Milliseconds a step, and calls of it, by operation and by node."""
    by_operation = collections.defaultdict(lambda: [0.0, 0])
    by_node = collections.defaultdict(lambda: [0.0, 0])
    types = {operation.name: operation.type for operation in session.graph.get_operations()}
    full = tf1.RunOptions(trace_level=tf1.RunOptions.FULL_TRACE)
    for _ in range(steps):
        metadata = tf1.RunMetadata()
        run(session, signature, feeds, options=full, run_metadata=metadata)
        for device in metadata.step_stats.dev_stats:
            # A GPU's streams name each kernel once more, beside the device that started it.
            place = device.device.rpartition("/")[2]
            if place == "stream:all":
                continue
            stream = f"{place} " if "stream" in place else ""
            for node in device.node_stats:
                label = node.timeline_label
                kind = label.partition(" = ")[2].partition("(")[0] or types.get(node.node_name, node.node_name)
                duration = (node.op_end_rel_micros - node.op_start_rel_micros) / 1000
                for table, key in ((by_operation, f"{stream}{kind}"), (by_node, f"{stream}{node.node_name} {kind}")):
                    table[key][0] += duration / steps
                    table[key][1] += 1 / steps
    return by_operation, by_node


def show(title, table):
    total = sum(milliseconds for milliseconds, _ in table.values())
    print(f"\n{title}: {total:.1f} ms a step in all, of all threads together")
    for key, (milliseconds, calls) in sorted(table.items(), key=lambda row: -row[1][0])[: given.rows]:
        print(f"{milliseconds:9.2f} ms {100 * milliseconds / total:5.1f} % {calls:6.0f} x  {key}")


def main():
    graph = tf.Graph()
    with graph.as_default(), tf1.Session(graph=graph) as session:
        signatures = tf1.saved_model.loader.load(session, ["serve"], given.graph).signature_def
        if "write" in signatures:
            write = signatures["write"]
            run(session, write, {key: weight_of(key, info) for key, info in write.inputs.items()})
        signature = signatures[given.signature]
        feeds = {key: feed_of(graph, key, info) for key, info in signature.inputs.items()}
        milliseconds = []
        for _ in range(given.warmup + given.steps):
            started = time.perf_counter()
            run(session, signature, feeds)
            milliseconds.append((time.perf_counter() - started) * 1000)
        timed = milliseconds[given.warmup :]
        median = statistics.median(timed)
        print(f"TensorFlow {tf.__version__}, batch {given.batch}, {os.environ['TF_NUM_INTRAOP_THREADS']} threads")
        rate = 1000 * given.batch / median
        print(f"{median:.1f} ms a step (median of {len(timed)}), {rate:.1f} images/s")
        print(f"before that {' '.join(f'{step:.0f}' for step in milliseconds[: given.warmup])} ms")
        by_operation, by_node = trace(session, signature, feeds, max(1, given.steps // 2))
        show("by operation", by_operation)
        show("by node", by_node)


main()
