"The checks of tools/check.sh. They work on copies: the checkout stays as it is."
import ast, json, os, re, shutil, sys, tempfile, warnings
from contextlib import contextmanager
from pathlib import Path

from nbdev.clean import nbdev_clean
from nbdev.config import get_config
from nbdev.doclinks import nbdev_export
from nbdev.export import ExportModuleProc
from nbdev.process import NBProcessor

from readme import readme

root = Path(__file__).resolve().parent.parent
notebooks = sorted((root/"nbs").glob("[!._]*.ipynb"))
max_size = 500_000  # bytes
_bad = re.compile(r"\w*Warning\b|Traceback \(most recent call last\)")
_runs = re.compile(r"^#\s*\|\s*(export|exec_doc|eval:\s*false)", re.M)
_magic = re.compile(r"^\s*[%!].*$", re.M)


@contextmanager
def copied():
    "The path of a copy that nbdev may change: settings, notebooks, no module. Its warnings are errors."
    with tempfile.TemporaryDirectory() as d, warnings.catch_warnings():
        new, old = Path(d).resolve(), Path.cwd()
        for p in [root/"settings.ini", root/"pyproject.toml", root/"miniai"/"__init__.py", *notebooks]:
            (new/p.relative_to(root)).parent.mkdir(exist_ok=True)
            if p.exists(): shutil.copy(p, new/p.relative_to(root))
        warnings.simplefilter("error", UserWarning)
        get_config.cache_clear()
        os.chdir(new)
        try: yield new
        finally:
            os.chdir(old)
            get_config.cache_clear()


def differ(new: Path, old: Path):
    "Whether one of the files is missing or they differ."
    return not (new.exists() and old.exists()) or new.read_bytes() != old.read_bytes()


def cells(path: Path):
    "The cells of `path`."
    try: return json.loads(path.read_text(encoding="utf-8"))["cells"]
    except ValueError as e: raise ValueError(f"{path.name} is no notebook: {e}") from None


def exported(path: Path):
    "What `path` exports: pairs of a module's name and the syntax tree of a cell."
    cells(path)  # says which notebook it is that cannot be read
    exp = ExportModuleProc()
    NBProcessor(path, [exp]).process()
    for mod,cs in exp.modules.items():
        for c in cs:
            if c.cell_type == "code": yield getattr(exp, "default_exp", "") if mod == "#" else mod, ast.parse(c.source, path.name)


def written(path: Path):
    "All code cells of `path`: pairs of source and syntax tree; cells that are not plain Python are left out."
    for c in cells(path):
        if c["cell_type"] != "code": continue
        src = "".join(c["source"])
        try: yield src, ast.parse(_magic.sub("", src))
        except SyntaxError: pass


def imported(tree: ast.AST):
    "The modules of miniai that `tree` imports, in functions too."
    for o in ast.walk(tree):
        if isinstance(o, ast.Import): names = [a.name for a in o.names]
        elif isinstance(o, ast.ImportFrom):
            mod = ".".join(filter(None, ["miniai" if o.level else "", o.module]))
            names = [f"miniai.{a.name}" for a in o.names] if mod == "miniai" else [mod]
        else: continue
        yield from (n.removeprefix("miniai.") for n in names if n.startswith("miniai.") and not n.startswith("miniai._"))


def number(path: Path):
    "Where the notebook stands in the order of imports: the appendices A to D, then 00, 01 and so on; None for index.ipynb."
    m = re.match(r"(\d+)_|([A-Z])_", path.name)
    return m and (int(m[1]) if m[1] else ord(m[2]) - 100)


# Each check yields a phrase per thing that is wrong.

def clean():
    "Notebooks hold what nbdev_clean leaves."
    with copied() as new:
        nbdev_clean.__wrapped__(str(new/"nbs"))
        for p in notebooks:
            if differ(new/"nbs"/p.name, p): yield f"{p.name} (run nbdev_clean)"


def sync():
    "miniai/ holds what nbdev_export writes, all of it and no more."
    os.environ.pop("IN_TEST", None)  # with it nbdev_export does nothing
    with copied() as new:
        nbdev_export.__wrapped__()
        files = {p.relative_to(base) for base in (new, root) for p in (base/"miniai").rglob("*.py")} | {Path("pyproject.toml")}
        for f in sorted(files):
            if not (new/f).exists(): yield f"{f} is of no notebook (delete it)"
            elif differ(new/f, root/f): yield f"{f} {'differs' if (root/f).exists() else 'is missing'} (run nbdev_export)"


def size():
    "No notebook is over 500 KB."
    for p in notebooks:
        if p.stat().st_size > max_size: yield f"{p.name} has {p.stat().st_size/1000:.0f} KB"


def outputs():
    "No output holds a warning or an error."
    for p in notebooks:
        for c in cells(p):
            for o in c.get("outputs", []):
                texts = [o.get("text", "")] + [v for k,v in o.get("data", {}).items() if k.startswith("text/")]
                bad = _bad.search("\n".join("".join(t) for t in texts))
                what = "an error" if o["output_type"] == "error" else "stderr" if o.get("name") == "stderr" else bad and bad[0]
                if what: yield f"{p.name} cell {c.get('id')}: {what}"


def readme_md():
    "README.md is what tools/readme.py makes of index.ipynb."
    if not (root/"README.md").exists() or (root/"README.md").read_bytes() != readme().encode(): yield "run python tools/readme.py"


def imports():
    "Imports stand in cells of their own: to make the site, nbdev runs each cell that imports, without those before it."
    for p in notebooks:
        if not any(exported(p)): continue  # of which nbdev runs nothing
        for src,tree in written(p):
            if _runs.search(src) or "nbdev_export()" in src: continue
            found = {type(o) for o in ast.walk(tree)}
            if found & {ast.Import, ast.ImportFrom} and found & {ast.Expr, ast.Assign}:
                line = next(l for l in src.splitlines() if re.search(r"\bimport\b", l) and not l.startswith("#"))
                yield f"{p.name}: a cell does more than {line.strip()}"


def stars():
    "No exported star import."
    for p in notebooks:
        for mod,tree in exported(p):
            for o in ast.walk(tree):
                if isinstance(o, ast.ImportFrom) and o.names[0].name == "*": yield f"{p.name}: from {'.'*o.level}{o.module or ''} import *"


def names():
    "A public class or function is defined in one place."
    def is_patch(d): return re.match(r"(\w+\.)*patch", ast.unparse(d))  # a method of a class, not a name of the module
    seen = {}
    for p in notebooks:
        for mod,tree in exported(p):
            for o in tree.body:
                if not isinstance(o, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) or o.name.startswith("_"): continue
                if not any(map(is_patch, o.decorator_list)): seen.setdefault(o.name, []).append(p.name)
    for name,ps in seen.items():
        if len(ps) > 1: yield f"{name} in {' and '.join(ps)}"


def layers():
    "A module imports from notebooks with a lower number; cells that are not exported may use their own, too."
    home = {mod: p for p in reversed(notebooks) for mod,_ in exported(p)}  # where the first notebook that writes it is
    for p in notebooks:
        if p.stem == "90_compat" or number(p) is None: continue
        uses = [(m, number(p)) for _,tree in exported(p) for m in imported(tree)]
        uses += [(m, number(p)+1) for _,tree in written(p) for m in imported(tree)]
        for mod,limit in dict(reversed(uses)).items():  # of a module that is used in both ways, the stricter limit
            if mod not in home: yield f"{p.name}: miniai.{mod} is of no notebook"
            elif number(home[mod]) >= limit: yield f"{p.name}: miniai.{mod} is of {home[mod].name}"


def run(check, most: int = 5):
    "Print a check's line; whether it passed."
    try: wrong = list(check())
    except Exception as e: wrong = [f"{type(e).__name__}: {e}".replace("\n", " ")]
    name, more = check.__name__, f"; and {len(wrong)-most} more" if len(wrong) > most else ""
    print(f"FAILED {name}: {'; '.join(wrong[:most])}{more}" if wrong else f"ok {name}", flush=True)
    return not wrong


if __name__ == "__main__":
    if not notebooks: sys.exit(f"FAILED: no notebooks in {root/'nbs'}")
    sys.exit(not all([run(c) for c in (clean, sync, size, outputs, readme_md, imports, stars, names, layers)]))
