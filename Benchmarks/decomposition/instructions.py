"""Counts the instructions of our kernels with callgrind and fails when one needs over 3 % more than is recorded.

    python3 instructions.py EXECUTABLE            compare with instructions.json
    python3 instructions.py EXECUTABLE --record   write instructions.json anew

EXECUTABLE is DecompositionBenchmark, built for release; a count is that of one decomposition of 730 values: the difference of
runs with 21 and with 1, so that starting the program costs nothing.
"""
import json, os, re, subprocess, sys, tempfile

KERNELS = ["7", "7 pointwise", "7 robust", "7 robust pointwise", "24", "365", "365 pointwise", "365.25", "7,365.25", "7,30,365.25"]
RECORD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "instructions.json")
ALLOWED = 1.03


def instructions(program, kernel, repeats):
    with tempfile.TemporaryDirectory() as folder:
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", program, "kernel", kernel, str(repeats)]
        errors = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return int(re.search(r"Collected : (\d+)", errors).group(1))


def compiler():
    text = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    return text.split("\n")[0].strip()


def main():
    program = os.path.abspath(sys.argv[1])
    counts = {k: (instructions(program, k, 21) - instructions(program, k, 1)) // 20 for k in KERNELS}
    if "--record" in sys.argv:
        with open(RECORD, "w") as file:
            json.dump({"compiler": compiler(), "options": "-c release -Xcc -march=x86-64-v3", "instructions": counts}, file, indent=2)
            file.write("\n")
    with open(RECORD) as file:
        record = json.load(file)
    print(f"Recorded with {record['compiler']}; now {compiler()}.\n")
    print("| one decomposition of 730 values | instructions | recorded | ratio |\n|---|---|---|---|")
    failed = False
    for kernel, count in counts.items():
        known = record["instructions"].get(kernel, count)
        failed |= count > ALLOWED * known
        print(f"| {kernel} | {count:,} | {known:,} | {count / known:.3f} |")
    sys.exit(failed)


if __name__ == "__main__":
    main()
