"Whether editors and type checkers understand miniai as it is installed: python tools/editors.py, in an environment with the extra `check`."
import json, os, re, subprocess, sys, tempfile
from pathlib import Path

import jedi

root = Path(__file__).resolve().parent.parent
starts = ("from miniai.learner import Learner", "from miniai.all import *")
methods = {"fit", "lr_find", "summary", "fit_one_cycle", "save_model", "trace"}  # of lesson 03, and added by later ones


def completions():
    "What jedi, which Jupyter and IPython use, does not complete."
    for start in starts:
        project = jedi.Project(tempfile.gettempdir(), environment_path=sys.executable)
        found = {c.name for c in jedi.Script(f"{start}\nlearn = Learner(None)\nlearn.", project=project).complete()}
        if methods - found: yield f"jedi, after `{start}`, does not complete learn. to {', '.join(sorted(methods - found))}"


def readme():
    "The Python code of README.md, as one script."
    return "\n".join(re.findall(r"^```python\n(.*?)^```", (root/"README.md").read_text(encoding="utf-8"), re.S | re.M))


def types():
    "What pyright says of the README's code, of a practitioner's script, and of the methods that later lessons add."
    uses = "\n".join(f"learn.{m}" for m in sorted(methods))
    scripts = {"readme.py": readme(), "practitioner.py": (root/"tools"/"practitioner.py").read_text(encoding="utf-8")}
    scripts |= {f"completes{i}.py": f"{start}\nlearn = Learner(None)\n{uses}\n" for i,start in enumerate(starts)}
    with tempfile.TemporaryDirectory() as d:
        for name,text in scripts.items(): (Path(d)/name).write_text(text, encoding="utf-8")
        (Path(d)/"pyrightconfig.json").write_text(json.dumps(dict(typeCheckingMode="standard", reportUnusedExpression=False)))
        cmd = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--outputjson", "-p", d]
        res = subprocess.run(cmd, cwd=d, capture_output=True, text=True, env=os.environ | {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"})
        try: found = json.loads(res.stdout)
        except ValueError: return [f"pyright did not run: {res.stdout}{res.stderr}"]
        seen = found["summary"]["filesAnalyzed"]
        wrong = [f"{Path(o['file']).name}:{o['range']['start']['line']+1}: {o['message']}" for o in found["generalDiagnostics"]
                 if o["severity"] == "error"]
        return wrong + ([] if seen == len(scripts) else [f"pyright looked at {seen} scripts of {len(scripts)}"])


if __name__ == "__main__":
    wrong = [*completions(), *types()]
    print(*wrong or ["jedi and pyright understand it"], sep="\n")
    sys.exit(bool(wrong))
