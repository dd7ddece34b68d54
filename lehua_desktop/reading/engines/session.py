"""A model on one thread of ONNX Runtime: the desk runs as many processes as there are cores."""

from __future__ import annotations

from pathlib import Path

import onnxruntime

onnxruntime.disable_telemetry_events()  # on Windows it hands its events to the system


def open_session(model: Path) -> onnxruntime.InferenceSession:
    """The model, ready to run."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    # Every picture has another size: a plan of the memory for each would only be made, never used.
    options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
