"""What the scripts of these fixtures share: an R script's output, and numbers of 15 digits."""

import os
import subprocess
import tempfile


def r(code):
    with tempfile.NamedTemporaryFile("w", suffix=".R", delete=False) as script:
        script.write(code)
    out = subprocess.run(["Rscript", script.name], capture_output=True, text=True, check=True).stdout
    os.unlink(script.name)
    return out


def short(values):
    return [float(f"{v:.15g}") for v in values]
