"Write README.md from nbs/index.ipynb: python tools/readme.py [--check]"
import base64, json, re, sys
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


def picture(cell: dict):    # a code cell
    "The picture that `cell` has drawn: its file from the root, and its bytes; None where there is none."
    for out in cell.get("outputs", []):
        if png := out.get("data", {}).get("image/png"): return f"nbs/images/{cell['id']}.png", base64.b64decode(png)


def readme(path: Path = root/"nbs"/"index.ipynb"):
    "README.md and its pictures, file -> bytes: Markdown cells as they are, code cells with their outputs."
    files = {}
    parts = ["<!-- Written from nbs/index.ipynb by tools/readme.py: edit the notebook, not this file. -->"]
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        src = "".join(cell["source"]).strip()
        if cell["cell_type"] == "markdown": parts.append(markdown(src, path.parent))
        if cell["cell_type"] != "code" or re.search(r"^#\s*\|\s*(hide|include:\s*false)\s*$", src, re.M): continue
        code = re.sub(r"^#\s*\|.*\n?", "", src, flags=re.M).strip()
        if code and not re.search(r"^#\s*\|\s*echo:\s*false\s*$", src, re.M): parts.append(fenced(code, "python"))
        if pic := picture(cell):
            alt = re.search(r"^#\s*\|\s*fig-alt:\s*(.*)$", src, re.M)
            parts.append(f"![{alt[1] if alt else ''}]({pic[0]})")
            files[pic[0]] = pic[1]
        text = "\n".join(filter(None, map(output, cell.get("outputs", []))))
        if text: parts.append(fenced(text))
    return files | {"README.md": ("\n\n".join(filter(None, parts)) + "\n").encode()}


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--check"]): sys.exit(__doc__)
    files = readme()
    if sys.argv[1:]:
        old = [nm for nm, data in files.items() if not (root/nm).exists() or (root/nm).read_bytes() != data]
        if old: sys.exit(f"{', '.join(old)}: not what nbs/index.ipynb gives: run python tools/readme.py")
    else:
        (root/"nbs"/"images").mkdir(exist_ok=True)
        for nm, data in files.items(): (root/nm).write_bytes(data)
