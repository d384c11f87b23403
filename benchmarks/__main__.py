"""Speed of miniai, compared with other ways to do the same: `python -m benchmarks [NAME ...]`, from the root of the repository."""
import argparse, ast, json, os, random, subprocess, sys, tempfile, time
from importlib.util import find_spec
from pathlib import Path

from .report import Result, goals, machine, picture

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NAMES = ['step', 'epoch', 'loading', 'counting', 'stats', 'lsuv', 'imports', 'cold', 'growth', 'tests']
WITH_PEERS = ['step', 'imports', 'cold']
PEERS = dict(fastai='fastai', Lightning='lightning', Ignite='pytorch-ignite', skorch='skorch', Accelerate='accelerate')  # what pip calls them
# One thread, and a malloc that keeps what it gets back: what it does of itself depends on what a process did before, by up to 1.8 times.
ENV = dict(OMP_NUM_THREADS='1', MKL_NUM_THREADS='1', OPENBLAS_NUM_THREADS='1', MALLOC_MMAP_THRESHOLD_=str(2**25),
           MALLOC_TRIM_THRESHOLD_=str(2**33), MALLOC_TOP_PAD_=str(2**26))


class Worker:
    "A process that measures; `current` is the comparison that it has prepared."
    def __init__(self, python, name, who, quick, env):
        self.who, self.current = who, None
        cmd = [python, '-m', 'benchmarks.worker', name, who, *(['--quick'] if quick else [])]
        self.process = subprocess.Popen(cmd, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=env)

    def ask(self, line):
        try:
            print(line, file=self.process.stdin, flush=True)
            answer = self.process.stdout.readline()
        except BrokenPipeError: answer = ''
        res = json.loads(answer) if answer else dict(error='its process ended')
        if res and 'error' in res: raise RuntimeError(f'{self.who}: {res["error"]}')
        return res

    def next(self):
        self.current = self.ask('next')
        return self.current
    def close(self): self.process.communicate()


def measure(name, pythons, args, env, say):
    "The results of one benchmark; who fails is left out with a line, and if it is miniai, that is an error."
    ours = Worker(sys.executable, name, 'miniai', args.quick, env)
    peers = [Worker(python, name, who, args.quick, env) for who, python in pythons.items()] if name in WITH_PEERS else []
    def leave(w, e):
        say(f'{w.who} is left out of {name}: {str(e).strip().splitlines()[-1]}')
        peers.remove(w)
        w.close()
    def asked(w, f, *args):
        try: return f(*args)
        except RuntimeError as e: leave(w, e)
    try:
        waiting = list(peers)
        while ours.next():  # it goes first: what it prepares, peers may read
            for w in [w for w in waiting if w in peers]: asked(w, w.next)
            job, result = ours.current, Result(name, ours.current)
            waiting = [w for w in peers if w.current and w.current['title'] == job['title']]
            rounds = job['rounds'] or job['times']*args.rounds
            for i in range(0 if job['warm'] else 1, rounds + 1):
                now = [ours, *(w for w in waiting if w in peers and i <= (job['peer_rounds'] or rounds))]
                for w in random.sample(now, len(now)):
                    res = ours.ask(f'round {i}') if w is ours else asked(w, w.ask, f'round {i}')
                    if i and res: result.add(w.who, res)
            yield result
    finally:
        for w in [ours, *peers]: w.close()


def versions(python):
    "Peer -> version, of those that `python` has."
    code = 'import importlib.metadata as m, json; print(json.dumps({d.name.lower(): d.version for d in m.distributions()}))'
    have = json.loads(subprocess.run([python, '-c', code], check=True, capture_output=True, text=True).stdout)
    return {k: have[v] for k, v in PEERS.items() if v in have}

def parse():
    p = argparse.ArgumentParser(prog='python -m benchmarks', description=__doc__)
    p.add_argument('names', nargs='*', metavar='NAME', help=f'which: {", ".join(NAMES)}; all but `tests` if none is named')
    p.add_argument('--rounds', type=int, default=7, help='rounds of a comparison; quick ones have some times as many (default: %(default)s)')
    p.add_argument('--quick', action='store_true', help='small sizes and 3 rounds, to try it out: what comes out is no measurement')
    p.add_argument('--all', action='store_true', help='`tests` as well')
    p.add_argument('--peers', default=sys.executable, metavar='PYTHON', help='the interpreter that has the peers, see benchmarks/requirements.txt')
    p.add_argument('--out', type=Path, help='folder for RESULTS.md and growth.png (default: benchmarks/, if all was run and not quickly)')
    args = p.parse_args()
    if unknown := [o for o in args.names if o not in NAMES]: p.error(f'there is no benchmark called {", ".join(unknown)}; there are {", ".join(NAMES)}')
    if args.rounds < 1: p.error(f'--rounds: {args.rounds} will not do; give 1 or more')
    if args.out is None and not args.names and not args.quick: args.out = HERE
    args.names = args.names or [o for o in NAMES if args.all or o != 'tests']
    if args.quick: args.rounds = min(args.rounds, 3)
    return args


def main():
    args, start, lines, results, ok = parse(), time.time(), [], [], True
    about, have = machine(ROOT), versions(args.peers)
    about.append('- Peers: ' + (', '.join(f'{k} {v}' for k, v in have.items()) or 'none'))
    def say(line=''):
        print(line, flush=True)
        lines.append(line)
    say('# Results\n')
    say(f'Written by `{" ".join(["python -m benchmarks", *sys.argv[1:]]).replace(args.peers, "PYTHON")}`; do not edit. Medians over {args.rounds} rounds or more, with quartiles, '
        'of what the sides took in turns on one thread;\na comparison is made within each round, so its median is not the quotient of two medians.\n')
    if args.quick: say('**Tried out with `--quick`: small sizes and few rounds. These are no measurements.**\n')
    for o in about: say(o)
    for o in [f'- {k} is not installed, and is left out' for k in PEERS if k not in have]: say(o)
    top = len(lines)
    with tempfile.TemporaryDirectory(prefix='miniai_benchmarks') as tmp:
        env = os.environ | ENV | dict(MINIAI_BENCHMARKS_TMP=tmp, PYTHONPATH=str(ROOT))
        for name in args.names:
            if name == 'tests' and not find_spec('nbdev'): say('\ntests: nbdev is not installed, so this is left out'); continue
            title, _, text = ast.get_docstring(ast.parse((HERE/f'{name}.py').read_text())).partition('\n')
            say(f'\n## {title}\n\n{text.strip()}')
            began = time.time()
            try:
                for r in measure(name, {k: args.peers for k in have}, args, env, say):
                    results.append(r)
                    say(f'\n{r.table()}')
            except RuntimeError as e:
                ok = False
                say(f'\n{name} failed:\n\n```\n{str(e).strip()}\n```')
            print(f'\n({name}: {time.time() - began:.0f} s)')
    summary = f'\n## Goals\n\n{goals(results)}'
    print(f'{summary}\n\n{time.time() - start:.0f} s')
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
        if grown := [r for r in results if r.name == 'growth']:
            picture(grown, args.out/'growth.png')
            lines.append('\n![How it grows](growth.png)')
        (args.out/'RESULTS.md').write_text('\n'.join([*lines[:top], f'- The run took {time.time() - start:.0f} s', summary, *lines[top:]]) + '\n')
    return 0 if ok else 1


if __name__ == '__main__': sys.exit(main())
