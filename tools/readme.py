"Write README.md from nbs/index.ipynb: python tools/readme.py [--check]"
import json, re, sys
from pathlib import Path

root = Path(__file__).resolve().parent.parent
_ansi = re.compile(r"\x1b\[[0-9;]*m")
_link = re.compile(r"(?<=\]\()[^)\s#:]+(?=[)\s#])")  # the target of a Markdown link or picture, unless it is an address


def fenced(text: str, lang: str = ""):
    "A Markdown code block that holds `text`, whatever backticks are in it."
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{lang}\n{text}\n{fence}"


def markdown(src: str,      # a Markdown cell
             nbs: Path):    # the notebook's folder
    "`src` with links to files beside the notebook made to work from the root."
    def fix(m): return f"{nbs.name}/{m[0]}" if (nbs/m[0]).exists() else m[0]
    # Odd pieces are code, where nothing is a link.
    parts = re.split(r"(^```.*?^```|`[^`\n]*`)", src, flags=re.S|re.M)
    return "".join(p if i%2 else _link.sub(fix, p) for i,p in enumerate(parts))


def output(out: dict):      # one output of a code cell
    "The plain text of `out`; empty for pictures and for what went to stderr."
    if out["output_type"] == "stream": text = out["text"] if out["name"] == "stdout" else ""
    else:
        data = out.get("data", {})
        text = "" if any(k.startswith("image/") for k in data) else data.get("text/plain", "")
    lines = _ansi.sub("", "".join(text)).split("\n")
    return "\n".join(l.rstrip("\r").rpartition("\r")[2].rstrip() for l in lines).strip("\n")  # of a bar, its last state


def readme(path: Path = root/"nbs"/"index.ipynb"):
    "The text of README.md: Markdown cells as they are, code cells with their text outputs."
    parts = ["<!-- Written from nbs/index.ipynb by tools/readme.py: edit the notebook, not this file. -->"]
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        src = "".join(cell["source"]).strip()
        if cell["cell_type"] == "markdown": parts.append(markdown(src, path.parent))
        if cell["cell_type"] != "code" or re.search(r"^#\s*\|\s*(hide|include:\s*false)\s*$", src, re.M): continue
        code = re.sub(r"^#\s*\|.*\n?", "", src, flags=re.M).strip()
        if code: parts.append(fenced(code, "python"))
        text = "\n".join(filter(None, map(output, cell.get("outputs", []))))
        if text: parts.append(fenced(text))
    return "\n\n".join(filter(None, parts)) + "\n"


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--check"]): sys.exit(__doc__)
    file, text = root/"README.md", readme()
    if not sys.argv[1:]: file.write_text(text, encoding="utf-8", newline="\n")
    elif not file.exists() or file.read_bytes() != text.encode(): sys.exit("README.md is not what nbs/index.ipynb gives: run python tools/readme.py")
