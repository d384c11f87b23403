"""Results as text: tables in Markdown, and the picture of growth."""
import datetime, importlib.metadata as md, math, os, platform, subprocess
from statistics import median, quantiles

import miniai

from .common import HOW


def quartiles(vs): return (min(vs), median(vs), max(vs)) if len(vs) < 3 else tuple(quantiles(vs, method='inclusive'))

def num(v): return f'{v:.0f}' if abs(v) >= 100 else f'{v:.3g}' if abs(v) < 1 else f'{v:.2f}' if abs(v) < 10 else f'{v:.1f}'

def secs(v):
    unit, by = ('s', 1) if v >= 1 else ('ms', 1e3) if v >= 1e-3 else ('us', 1e6)
    return f'{num(v*by)} {unit}'

def value(view, base, side):
    "Quartiles of a view on a side; `base` and `side` are what the rounds gave."
    pairs = list(zip(base, side)) if base else [(math.nan, b) for b in side]  # a side that ran once did so in the first round
    return quartiles([HOW[view['how']](a, b)*view['scale'] for a, b in pairs])

def spread(qs, unit=''): return f'{num(qs[1])} {unit} ({num(qs[0])} to {num(qs[2])})'.replace('  ', ' ')

def exponent(points):
    "p of n^p, over the last factor of ten."
    (n1, t1), (n0, t0) = points[-1], min(points[:-1], key=lambda o: abs(math.log((o[0] or 0.1)*10/points[-1][0])))
    return math.log(t1/t0)/math.log(n1/n0)


class Result:
    "What the rounds of a job gave: for each who and side a dictionary of lists."
    def __init__(self, name, meta): self.name, self.meta, self.data = name, meta, {}

    def add(self, who, round):
        for side, d in round.items():
            for k, v in d.items(): self.data.setdefault((who, side), {}).setdefault(k, []).append(v)

    def points(self): return sorted((int(side), max(median(d['s']), 1e-9)) for (_, side), d in self.data.items())

    def in_order(self):
        sides = [(who, s) for who, s in self.data if who != 'miniai' and s == who]
        return [('miniai', s) for s in self.meta['sides'] if ('miniai', s) in self.data] + sides

    def verdicts(self):
        "(side, what was seen, goal, met?) for each goal."
        for view in self.meta['views']:
            for side, goal in view['goals'].items():
                if view['how'] == 'growth': p = exponent(self.points()); yield 'miniai', f'n^{p:.2f}', f'<= n^{goal}', p <= goal
                elif ('miniai', side) in self.data:
                    q, least = self.view(view, 'miniai', side), view['how'] == 'speed'
                    yield side, spread(q, view['unit']), f'{">=" if least else "<="} {goal} {view["unit"]}', (q[1] >= goal if least else q[1] <= goal)

    def view(self, view, who, side):
        base = self.data.get((who, view['base']))
        return value(view, base and base[view['quantity']], self.data[who, side][view['quantity']])

    def table(self):
        views = [v for v in self.meta['views'] if v['how'] in ('over', 'speed', 'above')]
        heads = {'over': 'over `{base}`', 'speed': 'as fast as `{base}`', 'above': 'above `{base}`'}
        rows = [[self.meta['title'], 'median (quartiles)', *(heads[v['how']].format(**v) for v in views), 'also']]
        for who, side in self.in_order():
            d = self.data[who, side]
            lo, mid, hi = quartiles(d['s'])
            cells = [spread(self.view(v, who, side), v['unit']) if side != v['base'] else '' for v in views]
            also = ', '.join(f'{k} {num(median(v))}' for k, v in d.items() if k != 's')
            rows.append([side, f'{secs(mid)} ({secs(lo)} to {secs(hi)})' if len(d['s']) > 1 else f'{secs(mid)}, once', *cells, also])
        if not any(row[-1] for row in rows[1:]): rows = [row[:-1] for row in rows]
        return markdown(rows)


def markdown(rows):
    rows = [[str(o).replace('|', r'\|') for o in row] for row in rows]
    widths = [max(map(len, col)) for col in zip(*rows)]
    lines = ['| ' + ' | '.join(o.ljust(w) for o, w in zip(row, widths)) + ' |' for row in rows]
    return '\n'.join([lines[0], '|' + '|'.join('-'*(w + 2) for w in widths) + '|', *lines[1:]])

def goals(results):
    rows = [(r.meta['title'], side, seen, goal, 'met' if met else '**missed**') for r in results for side, seen, goal, met in r.verdicts()]
    return markdown([('comparison', 'side', 'median (quartiles)', 'goal', ''), *rows])


def cpu():
    try: return next(o.split(':')[1].strip() for o in open('/proc/cpuinfo') if o.startswith('model name'))
    except (OSError, StopIteration): return platform.processor() or platform.machine()

def memory():
    try: return f'{os.sysconf("SC_PAGE_SIZE")*os.sysconf("SC_PHYS_PAGES")/2**30:.0f} GiB'
    except (AttributeError, ValueError, OSError): return 'memory unknown'

def machine(root):
    "Machine, date and versions, in lines; the load average is that of now."
    git = subprocess.run(['git', 'describe', '--always', '--dirty'], cwd=root, capture_output=True, text=True).stdout.strip()
    load = ', '.join(f'{o:.2f}' for o in os.getloadavg()) if hasattr(os, 'getloadavg') else 'unknown'
    return [f'- {datetime.datetime.now():%Y-%m-%d %H:%M}; load average at the start {load}',
            f'- {cpu()}, {os.cpu_count()} cores, {memory()}, {platform.platform()}; one thread',
            f'- Python {platform.python_version()}, torch {md.version("torch")}, numpy {md.version("numpy")}, miniai {miniai.__version__} at {git or "no git"}']


def picture(results, path):
    "Draw the jobs that grow."
    from matplotlib import ticker
    from matplotlib.figure import Figure
    from PIL import Image
    fig = Figure(figsize=(10, 5.5), dpi=72, layout='constrained')
    axs = fig.subplots(2, 3).ravel()
    for ax, r in zip(axs, results):
        ns, ts = zip(*r.points())
        last = [n for n in ns if n*20 >= ns[-1]]
        ax.plot(last, [ts[-1]*n/ns[-1] for n in last], ls='--', color='gray', label='proportional')
        ax.plot(ns, ts, marker='o', label='measured')
        ax.set(yscale='log', xlabel=r.meta['title'], ylabel='seconds', title=f'time grows as n^{exponent(r.points()):.2f}')
        ax.set_xscale('symlog' if 0 in ns else 'log')
        ax.set_xlim(left=-0.1 if 0 in ns else None)
        for axis in (ax.xaxis, ax.yaxis): axis.set_minor_formatter(ticker.NullFormatter())
        ax.set_xticks(ns, [f'{n:,}' if n < 10_000 else f'{n//1000}k' for n in ns])
        ax.legend(loc='upper left')
    for ax in axs[len(results):]: ax.remove()
    fig.savefig(path)
    Image.open(path).convert('RGB').quantize(32).save(path, optimize=True)
