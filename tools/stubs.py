"""Write what editors and type checkers cannot see in the code: python tools/stubs.py [--check]

Later lessons add methods to `Learner` (`learn.summary`), and `miniai.all` takes its names from other modules: both happen at run time.
And a type checker takes an attribute that begins as None, or a default such as nn.ReLU, for all that may ever be there. Stubs say it in
the form that jedi, pyright and mypy read. They are made of the exported code."""
import ast, re, sys
from pathlib import Path

root = Path(__file__).resolve().parent.parent
stubbed = "learner", "datasets", "init"
_head = '"Written by tools/stubs.py: edit the notebooks, not this file."\n'


def modules():
    "The modules of `miniai.all`, in the order in which it takes their names."
    return re.search(r"_names = \((.*?)\)\.split", (root/"miniai"/"all.py").read_text(encoding="utf-8"), re.S)[1].replace("'", " ").split()


def tree(mod: str):     # name of a module
    "Its syntax tree."
    return ast.parse((root/"miniai"/f"{mod}.py").read_text(encoding="utf-8"))


def bare(f: ast.FunctionDef,    # any function
         name: str = "",        # another name for it
         method: bool = False): # does its first parameter become `self`?
    "`f` without its body: signature, decorators that change it, docstring."
    args = ast.parse(f"def f({ast.unparse(f.args)}): ...").body[0].args
    if method: args.args[0] = ast.arg("self")
    args.defaults = [o if isinstance(o, ast.Constant) else ast.Constant(...) for o in args.defaults]
    kept = [d for d in f.decorator_list if ast.unparse(d) in ("property", "classmethod", "staticmethod")]
    makes = "classmethod" in kept and any(isinstance(o, ast.Return) and ast.unparse(o).startswith("return cls(") for o in ast.walk(f))
    doc, returns = f.body[:1] if ast.get_docstring(f) else [], f.returns or (ast.Name("Self") if makes else None)
    return ast.FunctionDef(name or f.name, args, [*doc, ast.Expr(ast.Constant(...))], kept, returns, lineno=0)


def any_of(names):
    "Declarations of `names`, of which no type is known."
    return [ast.parse(f"{nm}: Any").body[0] for nm in names]


def attributes(c: ast.ClassDef):
    "The names of what `c` or its methods assign."
    targets = [t for o in ast.walk(c) if isinstance(o, ast.Assign) for t in o.targets]
    targets = [o for t in targets for o in (t.elts if isinstance(t, ast.Tuple) else [t])]
    targets += [o.target for o in ast.walk(c) if isinstance(o, ast.For) and isinstance(o.target, ast.Attribute)]
    own = {id(t) for o in c.body if isinstance(o, ast.Assign) for t in ast.walk(o)}
    names = [o.attr if isinstance(o, ast.Attribute) and ast.unparse(o.value) == "self" else o.id if isinstance(o, ast.Name) and id(o) in own else "_"
             for o in targets]
    return [nm for nm in dict.fromkeys(names) if not nm.startswith("_")]


def patched(cls: str):      # name of a class
    "What all modules add to it, as methods."
    for mod in modules():
        body = tree(mod).body
        functions = {o.name: o for o in body if isinstance(o, ast.FunctionDef)}
        for o in body:
            if isinstance(o, ast.FunctionDef) and any("patch" in ast.unparse(d) for d in o.decorator_list):
                if o.args.args[0].annotation and ast.unparse(o.args.args[0].annotation) == cls: yield bare(o, method=True)
            if not isinstance(o, ast.Assign): continue
            values = o.value.elts if isinstance(o.value, ast.Tuple) else [o.value]*9
            for t in o.targets:
                for t,v in zip(t.elts if isinstance(t, ast.Tuple) else [t], values):
                    if isinstance(t, ast.Attribute) and ast.unparse(t.value) == cls and ast.unparse(v) in functions:
                        yield bare(functions[ast.unparse(v)], t.attr, method=True)


def class_stub(c: ast.ClassDef):
    "`c` without code: attributes, methods and, if it gets some, those that are added to it."
    methods = [bare(o) for o in c.body if isinstance(o, ast.FunctionDef) and (o.name[0] != "_" or o.name[:2] == "__")]
    added = list(patched(c.name)) if c.name == "Learner" else []
    names = {o.name for o in methods + added}
    body = [*any_of(nm for nm in attributes(c) if nm not in names), *methods, *added]
    doc = c.body[:1] if ast.get_docstring(c) else []
    return ast.ClassDef(c.name, c.bases, c.keywords, [*doc, *body] or [ast.Expr(ast.Constant(...))], [], lineno=0)


def imports(names, known): # of types in annotations; names that need no import
    "Imports of those that a module of miniai defines, from there."
    for mod in modules():
        found = [o.name for o in tree(mod).body if isinstance(o, ast.ClassDef) and o.name in names - known]
        if found: yield ast.ImportFrom(mod, [ast.alias(nm) for nm in found], 1)


def stub(mod: str):     # name of a module
    "The text of its stub."
    body = []
    for o in tree(mod).body:
        if isinstance(o, (ast.Import, ast.ImportFrom)): body.append(o)
        elif isinstance(o, ast.ClassDef): body.append(class_stub(o))
        elif isinstance(o, ast.FunctionDef) and (o.name[0] != "_" or o.name[:2] == "__"): body.append(bare(o))
        elif isinstance(o, ast.Assign) and ast.unparse(o.targets[0]) == "__all__": body.append(o)
    names = {o.id for f in ast.walk(ast.Module(body, [])) if isinstance(f, ast.FunctionDef) and f.returns
             for o in ast.walk(f.returns) if isinstance(o, ast.Name)}
    body[:0] = imports(names, {o.name for o in body if isinstance(o, ast.ClassDef)})
    parts = [ast.unparse(ast.fix_missing_locations(o)) for o in [ast.parse("from typing import Any, Self").body[0], *body]]
    return _head + "\n".join(parts) + "\n"


def stubs():
    "Path -> text of each stub."
    everything = _head + "".join(f"from .{mod} import *\n" for mod in modules())
    return {root/"miniai"/f"{mod}.pyi": text for mod,text in [("all", everything), *((mod, stub(mod)) for mod in stubbed)]}


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--check"]): sys.exit(__doc__)
    for path,text in stubs().items():
        if not sys.argv[1:]: path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != text: sys.exit(f"{path.name} is old: run python tools/stubs.py")
