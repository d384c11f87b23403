"Copies of lessons for students: python tools/strip.py nbs/04_hooks.ipynb [--write Hook ...] [-o student]"
import argparse, ast, json, re
from pathlib import Path

_solution = re.compile(r"^#\|\s*code-fold:\s*true", re.M)
_writes = re.compile(r"^.*\bnbdev_export\(\).*$|^#\s*\|.*\n?", re.M)  # a copy exports nothing
checks = {"Hook", "Learner", "ActivationStats", "lsuv_init", "BatchNorm"}  # of miniai.conform


def named(o):       # a syntax tree of a statement
    "The name of the class or function that `o` defines; None for anything else."
    return o.name if isinstance(o, (ast.ClassDef, ast.FunctionDef)) else None


def stub(src: str,          # source of a cell
         names: set):       # classes and functions that the students are to write
    "`src` with signature and docstring in place of the code of each of `names`."
    lines = src.splitlines()
    for o in reversed([o for o in ast.parse(src).body if named(o) in names]):
        has_doc = ast.get_docstring(o) is not None
        last = o.body[0].end_lineno if has_doc else o.body[0].lineno - 1
        if o.body[0].lineno == o.lineno: lines[o.lineno-1], last = lines[o.lineno-1][:o.body[0].col_offset].rstrip(), o.lineno
        lines[last:o.end_lineno] = ["    # your code" + "\n    pass"*(not has_doc)]
    return "\n".join(lines)


def stripped(nb: dict,      # a notebook
             write=()):     # names of what the students are to write
    "A copy of `nb` for students: no outputs, no solutions, and stubs of what they write, each with its check."
    cells, left = [], set(write)
    for c in nb["cells"]:
        c = {**c, "source": "".join(c["source"])}
        if c["cell_type"] == "code":
            if _solution.search(c["source"]): c.update(source="# your code", metadata={})
            c.update(source=_writes.sub("", c["source"]).strip(), outputs=[], execution_count=None)
            try: found = {named(o) for o in ast.parse(c["source"]).body} & left
            except SyntaxError: found = set()  # a cell with a magic
            if found: c["source"] = stub(c["source"], found)
            left -= found
        else: found = set()
        if c["source"]: cells.append(c)
        for nm in sorted(found & checks):
            test = f"from miniai.conform import check\ncheck({nm}={nm})"
            cells.append(dict(cell_type="code", id=f"check-{nm.lower()}", metadata={}, source=test, outputs=[], execution_count=None))
    if left: raise SystemExit(f"--write: no cell defines {', '.join(sorted(left))}")
    return {**nb, "cells": cells}


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("notebooks", nargs="+", type=Path)
    p.add_argument("--write", nargs="+", default=[], metavar="NAME", help="what the students are to write: only its signature stays")
    p.add_argument("-o", "--out", type=Path, default=Path("student"), help="folder of the copies")
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for path in args.notebooks:
        if (args.out/path.name).resolve() == path.resolve(): p.error(f"{path} would be overwritten: give another folder")
        nb = stripped(json.loads(path.read_text(encoding="utf-8")), args.write)
        (args.out/path.name).write_text(json.dumps(nb, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(args.out/path.name)


if __name__ == "__main__": main()
