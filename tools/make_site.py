"The site, made of the notebooks with mkdocs: python tools/make_site.py [folder, by default _docs]; pip install -e '.[dev,site]' first."
import base64, html, json, logging, os, re, shutil, sys, tempfile
from pathlib import Path

import yaml
from execnb.nbio import read_nb
from latex2mathml.converter import convert
from mkdocs.commands.build import build
from mkdocs.config import load_config
from nbdev.config import get_config
from nbdev.processors import FilterDefaults

root = Path(__file__).resolve().parent.parent
groups = {"Lessons": r"[01]\d_", "Appendices": "[A-Z]_", "The course's names": r"9\d_"}  # of the sidebar, after the home page
pages = {"Limits": "LIMITS.md", "Contributing": "CONTRIBUTING.md", "Releasing": "RELEASING.md", "Changelog": "CHANGELOG.md"}
_option = re.compile(r"^#\|\s*([\w-]+)\s*:?\s*(.*)\n?", re.M)
_code = re.compile(r"(^```.*?^```|`[^`\n]*`)", re.S | re.M)  # where neither links nor formulas are
_defines = re.compile(r"^(class|def|@)", re.M)
_math = re.compile(r"\$\$(.+?)\$\$|\$(?! )([^$\n]+?)(?<! )\$(?!\d)", re.S)


def fenced(text: str, lang: str):
    "A Markdown code block."
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{lang}\n{text}\n{fence}"


def folded(name: str, parts: list): return [f'<details markdown="1"><summary>{name}</summary>', *parts, "</details>"]


def prose(src: str,         # Markdown of a cell or an output
          base: str):       # address at which the site will be
    "`src` with formulas as MathML, and with links that stay within the site."
    def formula(m): return convert(m[1], display="block") if m[1] else f"<span>{convert(m[2])}</span>"  # where a line begins, too
    # Methods are documented with their class, private names not at all.
    def link(m): return f"]({m[1]}.md" + ("" if m[2].startswith("_") or not m[2] else f"#{m[2].split('.')[0].lower()}") + ")"
    def links(s):
        s = re.sub(r"\]\((?:\d+_)?(\w+)\.ipynb\)", lambda m: f"]({m[1].lower()}.md)", s)  # a notebook beside this one
        return re.sub(rf"\]\({re.escape(base)}/([\w.-]+)\.html#?([^)]*)\)", link, s)
    return "".join(p if i%2 else _math.sub(formula, links(p)) for i,p in enumerate(_code.split(src)))


def output(out: dict,       # of a code cell
           name: str,       # of a picture in it, without suffix
           alt: str,        # what the picture shows
           folder: Path,    # for pictures
           base: str):      # as for `prose`
    "`out` as Markdown, in the richest of its forms."
    data = {"text/plain": out.get("text", ""), **out.get("data", {})}
    data = {k: "".join(v) for k,v in data.items()}
    if "image/png" in data:
        (folder/"img").mkdir(exist_ok=True)
        (folder/"img"/f"{name}.png").write_bytes(base64.b64decode(data["image/png"]))
        return f'<img src="img/{name}.png" alt="{html.escape(alt)}" loading="lazy">'
    if "text/markdown" in data: return prose(data["text/markdown"], base)
    if "text/html" in data: return '<div class="output">' + re.sub(r"^ +|\n", "", data["text/html"], flags=re.M) + "</div>"
    return fenced(data["text/plain"].strip("\n"), "{.text .output}") if data["text/plain"].strip() else ""


def markdown(nb: dict,      # a notebook that nbdev has processed
             stem: str,     # name of its page
             folder: Path,  # for pictures
             base: str):    # as for `prose`
    "The page of a notebook: its introduction, prose, code, outputs, and the documentation of what it exports."
    parts = []
    for i,c in enumerate(nb.cells[1:]):  # the first cell is title and description, as front matter
        if c.cell_type != "code":
            parts.append(prose(c.source, base))
            continue
        options = dict(_option.findall(c.source))
        src = _option.sub("", c.source).strip()
        code = [fenced(src, "python")] if src and options.get("echo") != "false" else []
        alt = options.get("fig-alt", "").strip("\"'")
        outs = [output(o, f"{stem}-{i}-{n}", alt, folder, base) for n,o in enumerate(c.get("outputs", []))]
        code, outs = [o for o in code if o], [o for o in outs if o]
        if options.get("code-fold") == "true": code, outs = folded("Solution", code + outs), []
        elif c.metadata.get("jupyter", {}).get("source_hidden"): code, outs = folded("Answer", code + outs), []  # under a *Predict*
        elif outs and c.metadata.get("jupyter", {}).get("outputs_hidden"): outs = folded("Output", outs)  # under a *Predict*
        parts += code + outs
    return "\n\n".join(parts)


def write_pages(folder: Path):  # an empty folder
    "Write a page for each notebook, and others; return the sidebar."
    cfg, procs, nav = get_config(), FilterDefaults(), {nm: [] for nm in groups}
    base = cfg.doc_host + cfg.doc_baseurl
    for path in sorted((root/"nbs").glob("[!._]*.ipynb")):
        nb = read_nb(path)
        for c in nb.cells:  # show the code of all that is exported, where nbdev would show only the documentation
            if c.cell_type == "code" and _defines.search(c.source): c.source = re.sub(r"^#\|\s*export\s*$", "#| exports", c.source, flags=re.M)
        proc = procs.nb_proc(nb)
        proc.process()  # runs what `show_doc` needs
        front = yaml.safe_load(proc.nb.cells[0].source.strip().strip("-"))
        title, about, stem = front["title"], front["description"], Path(front.get("output-file", f"{path.stem}.html")).stem
        text = markdown(proc.nb, stem, folder, base)
        (folder/f"{stem}.md").write_text(f"---\ndescription: {json.dumps(about)}\n---\n\n# {title}\n\n*{about}*\n\n{text}\n", encoding="utf-8")
        for nm,pattern in groups.items():
            if re.match(pattern, path.name): nav[nm].append({f"{path.stem.split('_')[0]} {title}": f"{stem}.md"})
    for name in pages.values():
        text = (root/name).read_text(encoding="utf-8")
        files = {p: p for p in pages.values()}
        text = re.sub(r"\]\((?!https?:|#)([^)]+)\)", lambda m: m[0] if m[1] in files else f"]({cfg.git_url}/blob/{cfg.branch}/{m[1]})", text)
        (folder/name).write_text(text, encoding="utf-8")
    return [{"Home": "index.md"}, *({nm: os} for nm,os in nav.items()), {"About": [{nm: p} for nm,p in pages.items()]}]


def make_site(out: Path):   # folder; what is in it is replaced
    "Build the site; raises an error for a notebook that cannot be processed, or a link that leads nowhere."
    cfg, here = get_config(), Path.cwd()
    with tempfile.TemporaryDirectory() as d:
        docs = Path(d)/"docs"
        docs.mkdir()
        shutil.copy(root/"nbs"/"styles.css", docs)
        os.chdir(root/"nbs")
        try: nav = write_pages(docs)
        finally: os.chdir(here)
        config = load_config(str(root/"tools"/"mkdocs.yml"), docs_dir=str(docs), site_dir=str(out), nav=nav, site_name=cfg.title,
                             site_url=f"{cfg.doc_host}{cfg.doc_baseurl}/", repo_url=cfg.git_url, site_description=cfg.description)
        build(config)


if __name__ == "__main__":
    if len(sys.argv) > 2 or sys.argv[1:2] in (["-h"], ["--help"]): sys.exit(__doc__)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    make_site(Path(*sys.argv[1:] or [root/"_docs"]).resolve())
