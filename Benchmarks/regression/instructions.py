"""Counts the instructions of one fit of each kind with callgrind, and compares them with those recorded.

    python3 instructions.py EXECUTABLE [--record]

Counts hardly depend on the machine or its load; one above 3 % of the recorded count is a regression and exits with 1. The
BLAS is held to its kernels for AVX2 machines, which valgrind can run.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

RECORD = pathlib.Path(__file__).with_name("instructions.json")
KERNELS = ["plain", "extended", "hac", "influence", "many"]


def total(executable, kernel, repeats):
    with tempfile.TemporaryDirectory() as folder:
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", executable, "kernel", kernel, str(repeats)]
        environment = {**os.environ, "OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_NUM_THREADS": "1"}
        text = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stderr
    return int(re.search(r"Collected : (\d+)", text)[1])


def main():
    executable, is_recording = sys.argv[1], "--record" in sys.argv
    counts = {k: (total(executable, k, 6) - total(executable, k, 1)) // 5 for k in KERNELS}
    recorded = counts if is_recording else json.loads(RECORD.read_text())
    if is_recording:
        RECORD.write_text(json.dumps(counts, indent=1) + "\n")
    print("| fit, 730 × 40 | instructions | recorded |\n|---|---|---|")
    for kernel, count in counts.items():
        print(f"| {kernel} | {count:,} | {recorded[kernel]:,} |")
    sys.exit(any(count > 1.03 * recorded[k] for k, count in counts.items()))


main()
