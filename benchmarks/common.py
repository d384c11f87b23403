"""The form of a comparison: sides that are measured in turns, and views on what was measured."""
import random, time


def over(base, quantity='s', **goals): return dict(how='over', base=base, quantity=quantity, goals=goals, unit='x', scale=1)
def speed(base, **goals): return dict(how='speed', base=base, quantity='s', goals=goals, unit='x', scale=1)
def above(base, quantity='s', unit='us', scale=1e6, **goals): return dict(how='above', base=base, quantity=quantity, goals=goals, unit=unit, scale=scale)
def alone(**goals): return dict(how='alone', base='', quantity='s', goals=goals, unit='s', scale=1)
def growth(goal): return dict(how='growth', base='', quantity='s', goals={'all': goal}, unit='', scale=1)

# a: the base, b: a side, of one round; the view on a side is the median of this over the rounds
HOW = {'over': lambda a, b: b/a, 'speed': lambda a, b: a/b, 'above': lambda a, b: b - a, 'alone': lambda a, b: b, 'growth': lambda a, b: b}


class Job:
    "Sides of one comparison: functions that give seconds, or a dictionary of `s` and other numbers; and views: how they compare."
    def __init__(self, title, sides, *views, times=1, rounds=None, once=(), peer_rounds=None, warm=True):
        self.title, self.sides, self.views = title, sides, views
        self.times, self.rounds, self.once, self.peer_rounds = times, rounds, once, peer_rounds  # rounds: fixed; else `times` those asked for
        self.warm = warm  # a round that does not count goes first?

    def meta(self): return dict(title=self.title, sides=list(self.sides), views=self.views, times=self.times, rounds=self.rounds, peer_rounds=self.peer_rounds, warm=self.warm)

    def round(self, i):
        "All sides once, in random order; round 0 warms up, and sides of `once` run in round 1 only."
        names = [k for k in self.sides if k not in self.once or i == 1]
        random.shuffle(names)
        res = {k: self.sides[k]() for k in names}
        return {k: v if isinstance(v, dict) else dict(s=v) for k, v in res.items()}


def timed(f, *args):
    "Seconds of CPU that `f` takes: on a quiet machine those of the clock, and others who compute beside it do not count."
    start = time.process_time()
    f(*args)
    return time.process_time() - start
