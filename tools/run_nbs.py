"Run notebooks in a fresh kernel each and keep their outputs: python tools/run_nbs.py [NOTEBOOK ...]"
import base64, io, json, os, sys
from pathlib import Path

import nbformat
from execnb.nbio import write_nb
from nbclient import NotebookClient
from nbdev.clean import nbdev_clean
from PIL import Image, ImageChops

# One PNG at 1x per figure: the inline default is a picture per open figure, too, but its size must not depend on a profile.
_setup = "%matplotlib inline\n%config InlineBackend.figure_formats = ['png']"


def run(path: Path,             # a notebook; its outputs are replaced
        timeout: int = 900):    # seconds one cell may take
    "Run `path` from top to bottom and save it; raises what a cell raises."
    nb, old = nbformat.read(path, as_version=4), json.loads(path.read_text(encoding="utf-8"))
    client = NotebookClient(nb, timeout=timeout, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}})
    with client.setup_kernel():
        client.kc.execute(_setup, silent=True, store_history=False)  # not execute_cell, which would put it in place of a cell
        for i, cell in enumerate(nb.cells): client.execute_cell(cell, i)
    merge_streams(nb)
    shrink_pictures(nb)
    nbformat.write(nb, path)
    nbdev_clean.__wrapped__(str(path))
    new = json.loads(path.read_text(encoding="utf-8"))
    keep_outputs(new["cells"], old["cells"])
    write_nb(new, path)


def merge_streams(nb):          # a notebook that was run
    "Join the pieces in which a cell's text arrived: where it was cut differs from run to run."
    for cell in nb.cells:
        merged = []
        for out in cell.get("outputs", []):
            last = merged[-1] if merged else {}
            if out.output_type == "stream" and last.get("output_type") == "stream" and last.name == out.name: last.text += out.text
            else: merged.append(out)
        if cell.cell_type == "code": cell.outputs = merged


def shrink_pictures(nb,         # a notebook that was run
                    colours=96):  # in the palette of each picture
    "Save PNG pictures with a palette: a plot has few colours, and takes a third of the space that way."
    for out in (out for cell in nb.cells for out in cell.get("outputs", []) if "image/png" in out.get("data", {})):
        picture = Image.open(io.BytesIO(base64.b64decode(out.data["image/png"])))
        if picture.mode == "P": continue
        small = io.BytesIO()
        # MAXCOVERAGE keeps rare colours, such as the upper end of a colour bar
        picture.convert("RGB").quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(small, "png", optimize=True)
        out.data["image/png"] = base64.b64encode(small.getvalue()).decode()


def pixels(data: str):          # a PNG picture, in base64
    "The picture."
    return Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")


def same(a, b,                  # outputs, or parts of them
         key: str = ""):        # of the dictionary that they are in
    "Whether `a` and `b` show the same: equal text, and pictures with about equal colors."
    if isinstance(a, dict): return isinstance(b, dict) and a.keys() == b.keys() and all(same(a[k], b[k], k) for k in a)
    if isinstance(a, list) and a and isinstance(a[0], dict): return len(a) == len(b) and all(map(same, a, b))
    if key != "image/png" or a == b: return a == b
    a, b = pixels(a), pixels(b)
    return a.size == b.size and max(high for _,high in ImageChops.difference(a, b).getextrema()) <= 32


def keep_outputs(new, old):     # the cells after and before the run
    "Take the old outputs where the new ones show the same: how a picture is packed differs from machine to machine."
    old = {c["id"]: c for c in old if "id" in c}
    for c in new:
        before = old.get(c["id"], {}).get("outputs")
        if before and c.get("outputs") != before and same(c["outputs"], before): c["outputs"] = before


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    root = Path(__file__).resolve().parent.parent
    # The notebooks import the package beside them, not one that happens to be installed.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
    paths = [Path(p).resolve() for p in sys.argv[1:]] or sorted((root/"nbs").glob("*.ipynb"))
    for path in paths:
        print(path.name, flush=True)
        run(path)
