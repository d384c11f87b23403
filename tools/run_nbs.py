"Run notebooks in a fresh kernel each and keep their outputs: python tools/run_nbs.py [NOTEBOOK ...]"
import base64, io, os, sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbdev.clean import nbdev_clean
from PIL import Image

# One PNG at 1x per figure: the inline default is a picture per open figure, too, but its size must not depend on a profile.
_setup = "%matplotlib inline\n%config InlineBackend.figure_formats = ['png']"


def run(path: Path,             # a notebook; its outputs are replaced
        timeout: int = 900):    # seconds one cell may take
    "Run `path` from top to bottom and save it; raises what a cell raises."
    nb = nbformat.read(path, as_version=4)
    client = NotebookClient(nb, timeout=timeout, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}})
    with client.setup_kernel():
        client.kc.execute(_setup, silent=True, store_history=False)  # not execute_cell, which would put it in place of a cell
        for i, cell in enumerate(nb.cells): client.execute_cell(cell, i)
    merge_streams(nb)
    shrink_pictures(nb)
    nbformat.write(nb, path)
    nbdev_clean.__wrapped__(str(path))


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


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    root = Path(__file__).resolve().parent.parent
    # The notebooks import the package beside them, not one that happens to be installed.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
    paths = [Path(p).resolve() for p in sys.argv[1:]] or sorted((root/"nbs").glob("*.ipynb"))
    for path in paths:
        print(path.name, flush=True)
        run(path)
