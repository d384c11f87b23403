"""Speed of miniai beside other ways to do the same: `python -m benchmarks [NAME ...]`."""
import argparse, datetime, os, platform, re, subprocess, sys, time, traceback
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from .common import markdown, measure, process

HERE = Path(__file__).resolve().parent
NAMES = ['step', 'epoch', 'loading', 'stats', 'lsuv', 'imports', 'growth', 'tests']
PEERS = dict(fastai='fastai', Lightning='lightning', Ignite='pytorch-ignite', skorch='skorch', Accelerate='accelerate')
# One thread, and a malloc that keeps what it gets back: else times depend on what a process did before, by up to 1.8 times.
ENV = dict(OMP_NUM_THREADS='1', MKL_NUM_THREADS='1', OPENBLAS_NUM_THREADS='1', MALLOC_MMAP_THRESHOLD_=str(2**25),
           MALLOC_TRIM_THRESHOLD_=str(2**33), MALLOC_TOP_PAD_=str(2**26))

def parse():
    p = argparse.ArgumentParser(prog='python -m benchmarks', description=__doc__)
    p.add_argument('names', nargs='*', metavar='NAME', help=f'{", ".join(NAMES)}; default: all but tests')
    p.add_argument('--all', action='store_true', help='tests as well')
    p.add_argument('--quick', action='store_true', help='small and few, to try it out: no measurement')
    p.add_argument('--peers', default=sys.executable, metavar='PYTHON', help='with the peers: see benchmarks/requirements.txt')
    p.add_argument('--out', type=lambda o: Path(o).resolve(), metavar='FOLDER',
                   help='for RESULTS.md and growth.png; default: benchmarks/ if all was run, and not quickly')
    args = p.parse_args()
    if not args.names and not args.quick: args.out = args.out or HERE
    if args.out: args.out.mkdir(parents=True, exist_ok=True)
    args.names, args.rounds = args.names or NAMES[:None if args.all else -1], 2 if args.quick else 7
    return args

def installed(python):
    "Peer -> version."
    code = 'import json, importlib.metadata as m; print(json.dumps({d.name: d.version for d in m.distributions()}))'
    have = process(python, '-c', code)
    return {k: have[v] for k, v in PEERS.items() if v in have}

def head(args, peers):
    cpu = re.findall('model name.*: (.*)', Path('/proc/cpuinfo').read_text()) if sys.platform == 'linux' else ()
    git = subprocess.run(['git', 'describe', '--always', '--dirty'], capture_output=True, text=True).stdout.strip()
    quick = '**Tried out with `--quick`: small sizes and few rounds. These are no measurements.**\n\n'*args.quick
    return f'''# Results

Written by `python -m benchmarks {' '.join(sys.argv[1:]).replace(args.peers, 'PYTHON')}`; do not edit.
Medians over {args.rounds} rounds or more (of peers: 3), with quartiles. In each round all sides take their turn, on one thread. A
comparison is made within each round, so its median is not the quotient of two medians. Ratios decide; goals marked "absolute"
depend on the machine, and decide nothing.

{quick}- {datetime.datetime.now():%Y-%m-%d %H:%M}; load average at the start {os.getloadavg()[0]:.2f}
- {[*cpu, platform.processor()][0]}, {os.cpu_count()} cores, {platform.platform()}
- Python {platform.python_version()}, torch {version("torch")}, numpy {version("numpy")}, miniai at {git or "no git"}
- Peers: {", ".join(f"{k} {v}" for k, v in peers.items()) or "none"}'''

def picture(jobs, path):
    "Draw how time grows."
    from matplotlib.figure import Figure
    fig = Figure((11, 6), dpi=96, layout='constrained')
    for ax, (title, _, verdicts, points) in zip(fig.subplots(2, 3).flat, jobs):
        ns, ts = zip(*points)
        ax.loglog(ns, [ts[-1]*n/ns[-1] for n in ns], '--', color='gray', label='proportional')
        ax.loglog(ns, ts, 'o-', label='measured')
        ax.set(xlabel=title, ylabel='seconds', title=f'Time grows as n to the power {verdicts[0][3].split()[0]}')
        ax.set_xticks(ns, [f'{n:,}' if n < 10_000 else f'{n//1000}k' for n in ns])
        ax.minorticks_off()
        ax.legend()
    fig.savefig(path)

def main():
    args, start, failed, goals, text = parse(), time.time(), False, [], []
    os.environ.update(ENV)
    os.chdir(HERE.parent)
    peers = installed(args.peers)
    args.pythons = dict(miniai=sys.executable) | dict.fromkeys(peers, args.peers)
    print(top := head(args, peers))
    for name in args.names:
        with ProcessPoolExecutor(1, get_context('spawn')) as pool:
            try: about, jobs = pool.submit(measure, name, args).result()
            except Exception: about, jobs, failed = f"{name} failed\n\n```\n{traceback.format_exc()}```", [], True
        text.append('\n\n'.join([f'\n## {about.strip()}', *(table for _, table, *_ in jobs)]))
        print(f'{text[-1]}\n\n({time.time() - start:.0f} s)', flush=True)
        goals += [row for *_, verdicts, _ in jobs for row in verdicts]
        if name == 'growth' and jobs and args.out:
            picture(jobs, args.out/'growth.png')
            text.append('\n![How time grows](growth.png)')
    goals = markdown([('comparison', 'side', 'what', 'median (quartiles)', 'goal', ''), *goals])
    print(summary := f'- The run took {time.time() - start:.0f} s\n\n## Goals\n\n{goals}')
    if args.out: (args.out/'RESULTS.md').write_text('\n'.join([top, summary, *text]) + '\n')
    return failed

if __name__ == '__main__': sys.exit(main())
