"""Run the practitioner's script and import all modules with the lowest versions that settings.ini names: python tools/lowest.py [FOLDER]

It makes an environment in FOLDER, or a temporary one, with those of fastcore, numpy, datasets, matplotlib, tqdm and safetensors. torch,
which is large, is that of the environment this runs in."""
import subprocess, sys, tempfile, venv
from configparser import ConfigParser
from pathlib import Path

root = Path(__file__).resolve().parent.parent
_test = """
import importlib, pkgutil, fastcore, numpy, datasets, matplotlib, miniai
for m in pkgutil.walk_packages(miniai.__path__, 'miniai.'): importlib.import_module(m.name)
print({o.__name__: o.__version__ for o in (fastcore, numpy, datasets, matplotlib)})
assert numpy.__file__.startswith(sys.prefix), numpy.__file__
"""


def bounds():
    "The lowest versions, as pip takes them; not of torch and what follows from it."
    cfg = ConfigParser(interpolation=None)
    cfg.read(root/"settings.ini", encoding="utf-8")
    found = dict(o.split(">=") for o in cfg["DEFAULT"]["requirements"].split())
    return [f"{nm}=={v}" for nm,v in found.items() if nm not in ("torch", "torcheval")]


def lowest(folder: Path):   # of the environment
    "Whether miniai works with the lowest versions."
    venv.create(folder, with_pip=True)
    python = folder/"bin"/"python"
    subprocess.run([python, "-m", "pip", "install", "-q", *bounds()], check=True)
    # After its own packages come ours, for torch, torcheval and torchmetrics; the checkout comes last.
    site = subprocess.run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True, text=True)
    (Path(site.stdout.strip())/"zz_torch.pth").write_text("\n".join([*(p for p in sys.path if p.endswith("site-packages")), str(root), ""]))
    for code in "import sys" + _test, (root/"tools"/"practitioner.py").read_text(encoding="utf-8"):
        subprocess.run([python, "-I", "-c", code], check=True, cwd=folder)


if __name__ == "__main__":
    if len(sys.argv) > 2 or sys.argv[1:2] in (["-h"], ["--help"]): sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as d: lowest(Path(*sys.argv[1:] or [d]).resolve())
