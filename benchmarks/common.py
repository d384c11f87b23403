"""A comparison: sides that are measured in turns, views of what was measured, and the table that shows both."""
import gc, json, random, subprocess, time
from collections import namedtuple
from functools import partial
from importlib import import_module
from statistics import median, quantiles

# How a side compares with `base`, another side: `f` of what both returned in a round. `goals`: side -> '<= 1.02', say
View = namedtuple('View', 'head f goals base unit', defaults=({}, None, 'x'))

def over(base, goals={}): return View(f'over `{base}`', lambda o, base: o['s']/base['s'], goals, base)
def speed(base, goals={}): return View(f'as fast as `{base}`', lambda o, base: base['s']/o['s'], goals, base)

def timed(f, *args, clock=time.process_time, **kwargs):
    "Seconds of CPU that `f` takes: on a quiet machine those of the clock, and what runs beside it does not count."
    start = clock()
    f(*args, **kwargs)
    return clock() - start

def process(*cmd):
    "What a process prints in its last line, in JSON."
    return json.loads(subprocess.run(cmd, check=True, capture_output=True, text=True).stdout.splitlines()[-1])

def num(v): return f'{v:.0f}' if abs(v) >= 100 else f'{v:.3g}' if abs(v) < 1 else f'{v:.2f}' if abs(v) < 10 else f'{v:.1f}'

def spread(vs, unit):
    "Median and quartiles, as text."
    if len(vs) == 1: return f'{num(*vs)} {unit}, once'
    lo, mid, hi = map(num, quantiles(vs, method='inclusive'))
    return f'{mid} {unit} ({lo} to {hi})'.replace('  ', ' ')

def seconds(vs):
    by, unit = next((o for o in ((1, 's'), (1e3, 'ms')) if median(vs)*o[0] >= 1), (1e6, 'us'))
    return spread([v*by for v in vs], unit)

def markdown(rows):
    widths = [max(map(len, col)) for col in zip(*rows)]
    lines = ['| ' + ' | '.join(o.ljust(w) for o, w in zip(row, widths)) + ' |' for row in rows]
    return '\n'.join([lines[0], '|' + '|'.join('-'*(w + 2) for w in widths) + '|', *lines[1:]])

class Job:
    "Sides of one comparison, functions that return seconds or a dictionary of `s` and other numbers; and its views."
    def __init__(self, title, sides, *views, times=1, most={}):
        self.title, self.sides, self.views = title, sides, views
        self.times, self.most = times, most  # rounds, by those of a run; side -> its rounds, of which none warms up
        self.data = {k: [] for k in sides}   # side -> a dictionary for each round

    def run(self, rounds):
        "Measure the sides in each round, in random order; round 0 warms up. A peer that fails is left out."
        for i in range(rounds*self.times + 1):
            if i < 2: gc.freeze()  # what is there now: else a look through all of torch for garbage falls into some rounds
            names = [k for k in self.data if k not in self.most or 0 < i <= self.most[k]]
            for k in random.sample(names, len(names)):
                try: res = self.sides[k]()
                except subprocess.CalledProcessError as e:
                    if k == 'miniai': raise RuntimeError(e.stderr) from e
                    print(f'{k} is left out of {self.title}: {e.stderr}')
                    self.title += f' ({k} failed)'
                    del self.data[k]
                else:
                    if i: self.data[k].append(res if isinstance(res, dict) else dict(s=res))
        return self

    def seen(self, view, side):
        "What `view` makes of each round in which `side` and its base took part."
        if side == view.base: return []
        return [view.f(o, base) for o, base in zip(self.data.get(side, ()), self.data.get(view.base or side, ()))]

    def table(self):
        rows = [[self.title, 'median (quartiles)', *(v.head for v in self.views), 'also']]
        for side, ds in self.data.items():
            also = [f'{k} {num(median(d[k] for d in ds))}' for k in ds[0] if k not in ('s', 'n')]
            cells = [spread(vs, v.unit) if (vs := self.seen(v, side)) else '' for v in self.views]
            rows.append([side, seconds([d['s'] for d in ds]), *cells, ', '.join(also)])
        return markdown(rows if any(row[-1] for row in rows[1:]) else [row[:-1] for row in rows])

    def verdicts(self):
        "A row for each goal."
        for v, side, goal in ((v, *o) for v in self.views for o in v.goals.items()):
            if vs := self.seen(v, side):
                sign, most = goal.split()
                met = median(vs) <= float(most) if sign == '<=' else median(vs) >= float(most)
                says = ('met' if met else '**missed**') + ', absolute'*(v.unit in ('us', 's', 'MiB'))
                yield self.title, side, v.head, spread(vs, v.unit), f'{goal} {v.unit}', says

    def points(self): return [(ds[0].get('n'), median(d['s'] for d in ds)) for ds in self.data.values()]

def by_library(title, args, side, *views):
    "A Job with a side for miniai and for each peer, in processes of their own; peers take part in three rounds."
    most = dict.fromkeys(args.pythons, 3) | dict(miniai=args.rounds)
    return Job(title, {who: partial(side, who, python) for who, python in args.pythons.items()}, *views, most=most)

def measure(name, args):
    "What a benchmark is about, and of each job: title, table, verdicts and points of its curve."
    module = import_module(f'benchmarks.{name}')
    return module.__doc__, [(o.run(args.rounds).title, o.table(), [*o.verdicts()], o.points()) for o in module.jobs(args)]
