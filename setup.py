"The package's metadata, read from settings.ini; pyproject.toml points here."
from configparser import ConfigParser
from pathlib import Path
from setuptools import setup

cfg = ConfigParser()
cfg.read("settings.ini", encoding="utf-8")
cfg = cfg["DEFAULT"]
lib = cfg["lib_name"]
statuses = ["", "1 - Planning", "2 - Pre-Alpha", "3 - Alpha", "4 - Beta", "5 - Production/Stable", "6 - Mature", "7 - Inactive"]

setup(
    name=lib, version=cfg["version"], description=cfg["description"], keywords=cfg["keywords"],
    author=cfg["author"], author_email=cfg["author_email"], url=cfg["git_url"], license="Apache-2.0",
    long_description=Path("README.md").read_text(encoding="utf-8"), long_description_content_type="text/markdown",
    python_requires=f'>={cfg["min_python"]}', packages=[lib],
    package_dir={"": "."},  # with it, an editable install is a path that editors and type checkers follow, too
    package_data={lib: ["data/*", "*.pyi", "py.typed"]},
    install_requires=cfg["requirements"].split(),
    extras_require={nm: cfg[f"{nm}_requirements"].split() for nm in ("dev", "accel", "site", "check")},
    entry_points={"console_scripts": cfg["console_scripts"].split(), "nbdev": [f"{lib}={lib}._modidx:d"]},
    classifiers=[f'Development Status :: {statuses[cfg.getint("status")]}', f'Intended Audience :: {cfg["audience"]}',
                 f'Natural Language :: {cfg["language"]}', "Programming Language :: Python :: 3 :: Only",
                 f'Programming Language :: Python :: {cfg["min_python"]}'])
