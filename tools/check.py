"The checks of tools/check.sh, all of them or those that are named. They work on copies: the checkout stays as it is."
import ast, json, os, re, shutil, sys, tempfile, warnings
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path

from nbdev.clean import nbdev_clean
from nbdev.config import get_config
from nbdev.doclinks import nbdev_export
from nbdev.export import ExportModuleProc
from nbdev.process import NBProcessor
from nbdev.processors import add_show_docs
from nbdev.showdoc import show_doc

import house
from readme import readme
from stubs import stubs as stub_texts

root = Path(__file__).resolve().parent.parent
notebooks = sorted((root/"nbs").glob("[!._]*.ipynb"))
max_size = 500_000  # bytes
max_width = 110
_bad = re.compile(r"\w*Warning\b|Traceback \(most recent call last\)")
_runs = re.compile(r"^#\s*\|\s*(export|exec_doc|eval:\s*false)", re.M)
_magic = re.compile(r"^\s*[%!].*$", re.M)
_definitions = ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef
# What holds no number that could be printed: code, addresses, papers, versions.
_no_numbers = re.compile(r"```.*?```|`[^`]*`|https?://\S+|\]\([^)]*\)|arXiv[:\s]*\d{4}\.\d+|10\.\d{4,}/\S+"
                         r"|\b(?:Python|PyTorch|torch|NumPy|Matplotlib|fastai|fastcore|nbdev|CC BY|Apache)[ -]\d[\d.]*", re.S)
_number = re.compile(r"(?<![\w.])(?:(?P<power>10(?:\^|\*\*)[({]?[-+]?\d+[)}]?)|(?P<digits>\d{1,3}(?:,\d{3})+|\d[\d_]*)(?P<point>(?:\.\d+)*)"
                     r"(?P<exp>[eE][-+]?\d+|\s*\\(?:cdot|times)\s*10\^\{?-?\d+\}?)?)(?P<percent>\s?(?:\\?%|per ?cent))?")


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


@cache
def exported(path: Path):
    "The cells that `path` exports: each its module's name, its source and its syntax tree."
    cells(path)  # says which notebook it is that cannot be read
    exp = ExportModuleProc()
    NBProcessor(path, [exp]).process()
    return [(getattr(exp, "default_exp", "") if mod == "#" else mod, c.source, ast.parse(c.source, path.name))
            for mod,cs in exp.modules.items() for c in cs if c.cell_type == "code"]


def is_patch(o: ast.AST):
    "Whether `o` is a function that becomes a method of a class."
    return any(re.match(r"(\w+\.)*patch", ast.unparse(d)) for d in getattr(o, "decorator_list", []))


def written(path: Path, all: bool = False):
    "The code cells of `path`: pairs of source and syntax tree; cells that are not plain Python only if `all`, without a tree."
    for c in cells(path):
        if c["cell_type"] != "code": continue
        src = "".join(c["source"])
        try: yield src, ast.parse(_magic.sub("", src))
        except SyntaxError:
            if all: yield src, None


def texts(out: dict):
    "What an output says in text, in each of its forms."
    return ["".join(t) for t in (out.get("text", ""), *(v for k,v in out.get("data", {}).items() if k.startswith("text/")))]


def imported(tree: ast.AST):
    "The modules of miniai that `tree` imports, in functions too, save in `__getattr__`, which is asked when all are loaded."
    if getattr(tree, "name", "") == "__getattr__": return
    if isinstance(tree, ast.Import): names = [a.name for a in tree.names]
    elif isinstance(tree, ast.ImportFrom):
        mod = ".".join(filter(None, ["miniai" if tree.level else "", tree.module]))
        names = [f"miniai.{a.name}" for a in tree.names] if mod == "miniai" else [mod]
    else: names = []
    yield from (n.removeprefix("miniai.") for n in names if n.startswith("miniai.") and not n.startswith("miniai._"))
    for o in ast.iter_child_nodes(tree): yield from imported(o)


def number(path: Path):
    "Where the notebook stands in the order of imports: the appendices A to D, then 00, 01 and so on; None for index.ipynb."
    m = re.match(r"(\d+)_|([A-Z])_", path.name)
    return m and (int(m[1]) if m[1] else ord(m[2]) - 100)


lessons = sorted((p for p in notebooks if number(p) is not None), key=number)


@cache
def homes():
    "Module -> the first notebook that writes it."
    return {mod: p for p in reversed(lessons) for mod,_,_ in exported(p)}


def count_lines(src: str):
    "How many lines of `src` are neither blank nor only a comment."
    return sum(not re.match(r"\s*(#|$)", l) for l in src.splitlines())


def names_in(tree: ast.AST):
    "The names in `tree`."
    return {o.id for o in ast.walk(tree) if isinstance(o, ast.Name)}


def annotated(f: ast.FunctionDef, classes: set):
    "Whether the first parameter of `f` is said to be one of `classes`."
    return bool(f.args.args and f.args.args[0].annotation and names_in(f.args.args[0].annotation) & classes)


@cache
def definitions(path: Path):
    "What the exported cells of `path` define: each a syntax tree and its number of lines."
    def size(src, o): return count_lines("\n".join(src.splitlines()[min(d.lineno for d in [o, *o.decorator_list])-1:o.end_lineno]))
    return [(o, size(src, o)) for _,src,tree in exported(path) for o in tree.body if isinstance(o, _definitions)]


def numbers_in(text: str, telling: bool = False):
    "The numbers in `text`: pairs of what is written and its value; of the `telling` only those with point, exponent or percent."
    for m in _number.finditer(text):
        if m["point"] and m["point"].count(".") > 1 or telling and not (m["power"] or m["point"] or m["exp"] or m["percent"]): continue
        power = re.search(r"[-+]?\d+(?=\W*$)", m["power"] or m["exp"] or "0")[0]
        yield m[0], Decimal((m["digits"] or "1").replace(",", "") + (m["point"] or "")).scaleb(int(power) - 2*bool(m["percent"]))


# Each check yields a phrase per thing that is wrong, which begins with the notebook's name if it is of one; or a note.

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
                bad = _bad.search("\n".join(texts(o)))
                what = "an error" if o["output_type"] == "error" else "stderr" if o.get("name") == "stderr" else bad and bad[0]
                if what: yield f"{p.name} cell {c.get('id')}: {what}"


def readme_md():
    "README.md and its pictures are what tools/readme.py makes of index.ipynb."
    for nm, data in readme().items():
        if not (root/nm).exists() or (root/nm).read_bytes() != data: yield f"{nm}: run python tools/readme.py"


def stubs():
    "miniai/*.pyi are what tools/stubs.py makes of the modules: no more and no less."
    texts = stub_texts()
    for p in sorted({*texts, *(root/"miniai").glob("*.pyi")}):
        if p not in texts or not p.exists() or p.read_text(encoding="utf-8") != texts[p]: yield f"{p.name} (run python tools/stubs.py)"


def imports():
    "Imports stand in cells of their own: to make the site, nbdev runs each cell that imports, without those before it."
    for p in notebooks:
        if not exported(p): continue  # of which nbdev runs nothing
        for src,tree in written(p):
            if _runs.search(src) or "nbdev_export()" in src: continue
            found = {type(o) for o in ast.walk(tree)}
            if found & {ast.Import, ast.ImportFrom} and found & {ast.Expr, ast.Assign}:
                line = next(l for l in src.splitlines() if re.search(r"\bimport\b", l) and not l.startswith("#"))
                yield f"{p.name}: a cell does more than {line.strip()}"


def by_name():
    "Exported imports name what they take: no star, no module of miniai as a whole."
    for p in notebooks:
        for _,_,tree in exported(p):
            for o in ast.walk(tree):
                star = isinstance(o, ast.ImportFrom) and (o.names[0].name == "*" or not o.level and o.module == "miniai")
                if star or isinstance(o, ast.Import) and any(re.match(r"miniai\b", a.name) for a in o.names): yield f"{p.name}: {ast.unparse(o)}"


def names():
    "A public class or function is defined in one place."
    seen = {}
    for p in notebooks:
        for o,_ in definitions(p):
            if not o.name.startswith("_") and not is_patch(o): seen.setdefault(o.name, []).append(p.name)
    for name,ps in seen.items():
        if len(ps) > 1: yield f"{name} in {' and '.join(ps)}"


def layers():
    "A module imports from appendices before it and lessons below it; cells that are not exported may use their own, too."
    for p in lessons:
        uses = [(m, number(homes()[mod])) for mod,_,tree in exported(p) for m in imported(tree)]
        uses += [(m, number(p)+1) for _,tree in written(p) for m in imported(tree)]
        for mod,limit in dict(reversed(uses)).items():  # of a module that is used in both ways, the stricter limit
            if mod not in homes(): yield f"{p.name}: miniai.{mod} is of no notebook"
            elif number(homes()[mod]) >= limit: yield f"{p.name}: miniai.{mod} is of {homes()[mod].name}"


def budget():
    "No module has more lines than its budget; once there are no exceptions, nor has the whole, and few names are private."
    have, found = dict.fromkeys(house.lines, 0), []
    for mod,p in homes().items():
        src = (root/"miniai"/f"{mod}.py").read_text(encoding="utf-8")
        row = "compat" if number(p) >= 90 else mod
        have[row] = have.get(row, 0) + count_lines(src)
        found += [o.name for o in ast.walk(ast.parse(src)) if isinstance(o, _definitions) and not re.fullmatch("__.*__", o.name)]
    for row,n in have.items():
        most, now = house.lines.get(row, 0), house.lines_for_now.get(row, 0)
        if n > max(most, now): yield f"{row} has {n} lines of {max(most, now)}"
        elif n <= most and now: yield f"note: {row} has {n} lines of {most} and needs no exception"
    n, hidden = sum(have.values()), sum(o.startswith("_") for o in found)
    passed = n <= house.total and hidden <= house.private*(len(found)-hidden)
    yield ("note: "*(passed or bool(house.lines_for_now)) + f"{n:,} lines of {house.total:,}; {hidden} private functions and classes "
           f"to {len(found)-hidden} public ones, at most {house.private:.2f} for each")


def pages():
    "What should be seen whole fits on its page, and a class on one screen."
    sizes = {o.name: (n, p.name, isinstance(o, ast.ClassDef)) for p in notebooks for o,n in definitions(p)}
    limits = house.pages | {o: house.page for o,(_,_,is_class) in sizes.items() if is_class and o not in house.pages}
    for names,most in limits.items():
        parts = [sizes[o] for o in names.split() if o in sizes]
        n = sum(o[0] for o in parts)
        if n > most: yield f"{parts[0][1]}: {names.replace(' ', ', ')} has {n} lines of {most}"


def patches():
    "A class has its methods in its cell; one that needs what was built since may be added last."
    for p in notebooks:
        body = [o for _,_,tree in exported(p) for o in tree.body]
        own = {o.name for o in body if isinstance(o, ast.ClassDef)}
        typed = {o.name for o in body if isinstance(o, ast.FunctionDef) and annotated(o, own)}

        def adds(o):
            "Whether `o` gives a class of this notebook a method: `@patch`, `patch(f)`, `Class.name = f`."
            if isinstance(o, ast.FunctionDef): return is_patch(o) and annotated(o, own)
            if isinstance(o, ast.Assign): return any(isinstance(t, ast.Attribute) and ast.unparse(t.value) in own for t in o.targets)
            return isinstance(o, ast.Expr) and re.match(r"(\w+\.)*patch", ast.unparse(o)) and (own | typed) & names_in(o)
        late = [o for o in body if adds(o)]
        if late and late != [o for o in body if isinstance(o, _definitions) or adds(o)][-1:]:
            yield f"{p.name}: {', '.join(getattr(o, 'name', ast.unparse(o)) for o in late)}"


def width():
    "No line of code is wider than 110 characters, save alternative texts."
    for p in notebooks:
        for src,_ in written(p, all=True):
            for l in src.splitlines():
                if len(l) > max_width and "fig-alt:" not in l: yield f"{p.name}: {l.strip()[:30]}... has {len(l)}"


def numbers():
    "A number in prose with a point, an exponent or a percent sign is printed, or written in code, in the same notebook."
    for p in notebooks:
        cs = cells(p)
        outputs = "\n".join(t for c in cs for o in c.get("outputs", []) for t in texts(o))
        known = {v for text in (outputs, *(o for o,_ in written(p, all=True))) for _,v in numbers_in(text)}
        known |= {v for text in house.sources.get(p.stem, {}) for _,v in numbers_in(text)}
        for c in cs:
            if c["cell_type"] != "markdown": continue
            for o,v in numbers_in(_no_numbers.sub(" ", "".join(c["source"])), telling=True):
                if v not in known: yield f"{p.name} cell {c['id']}: {o}"


def titles():
    "The first cell is title and quote only: the rest of it would be missing on the site."
    for p in notebooks:
        c = cells(p)[0]
        if c["cell_type"] != "markdown" or not re.fullmatch(r"# .+\n\n?> .+", "".join(c["source"])): yield p.name


def alt_texts():
    "A cell with a picture says in words what is to be seen."
    for p in notebooks:
        for c in cells(p):
            drawn = any(k.startswith("image/") for o in c.get("outputs", []) for k in o.get("data", {}))
            if drawn and not re.search(r"^#\|\s*fig-alt: *\S", "".join(c["source"]), re.M): yield f"{p.name} cell {c['id']}"


def solutions():
    "Folded code is hidden in the notebook, too."
    for p in notebooks:
        for c in cells(p):
            folded = re.search(r"^#\|\s*code-fold: *true", "".join(c["source"]), re.M)
            if folded and not c["metadata"].get("jupyter", {}).get("source_hidden"): yield f"{p.name} cell {c['id']}"


def docs():
    "The site can show each public name."
    sys.path.insert(0, str(root))
    for p in notebooks:
        if not exported(p): continue
        shown = NBProcessor(p, [add_show_docs])
        shown.process()
        names = {k: v for mod in {mod for mod,_,_ in exported(p)} for k,v in vars(import_module(f"miniai.{mod}")).items()}
        for name in [c.source[len("show_doc("):-1] for c in shown.nb.cells if getattr(c, "has_sd", False)]:
            try: show_doc(eval(name, names))._repr_markdown_()
            except Exception as e: yield f"{p.name}: {name}: {type(e).__name__}: {e}"


def run(check, most: int = 5):
    "Print a check's line, and its notes; whether it passed."
    try: found = list(check())
    except Exception as e: found = [f"{type(e).__name__}: {e}".replace("\n", " ")]
    name, excused = check.__name__, set(house.for_now.get(check.__name__, "").split())
    notes, found = [o for o in found if o.startswith("note: ")], [(o.split(".ipynb")[0], o) for o in found if not o.startswith("note: ")]
    notes += [f"note: {o} needs no exception" for o in sorted(excused - {nb for nb,_ in found})]
    wrong = [o for nb,o in found if nb not in excused]
    more = f"; and {len(wrong)-most} more" if len(wrong) > most else ""
    print(f"FAILED {name}: {'; '.join(wrong[:most])}{more}" if wrong else f"ok {name}", *notes, sep="\n", flush=True)
    return not wrong


checks = (clean, sync, size, outputs, readme_md, stubs, imports, by_name, names, layers, budget, pages, patches, width, numbers, titles, alt_texts,
          solutions, docs)

if __name__ == "__main__":
    if not notebooks: sys.exit(f"FAILED: no notebooks in {root/'nbs'}")
    os.chdir(root)
    if unknown := set(sys.argv[1:]) - {c.__name__ for c in checks}: sys.exit(f"FAILED: there is no check {', '.join(unknown)}")
    sys.exit(not all([run(c) for c in checks if c.__name__ in sys.argv[1:] or not sys.argv[1:]]))
