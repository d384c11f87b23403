"""A process in which the sides of a benchmark run: `python -m benchmarks.worker NAME WHO [--quick]`, started by the runner.

It answers each line that it reads by a line of JSON: `next` prepares the next comparison and describes it, `round I` measures.
"""
import json, os, sys, traceback
from importlib import import_module


class Terminal:
    "Takes what is printed, and says that it is a terminal, so that progress bars are drawn."
    encoding = 'utf-8'
    def write(self, s): return len(s)
    def flush(self): pass
    def isatty(self): return True
    def fileno(self): return 1


def main(name, who, quick):
    answers = os.fdopen(os.dup(1), 'w')
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.stdout = sys.stderr = Terminal()
    job = jobs = None
    for line in sys.stdin:
        try:
            jobs = jobs or iter(import_module(f'benchmarks.{name}').jobs(quick, who))
            if line.split()[0] == 'next': res = (job := next(jobs, None)) and job.meta()
            else: res = job.round(int(line.split()[1]))
        except Exception: res = dict(error=traceback.format_exc())
        print(json.dumps(res), file=answers, flush=True)


if __name__ == '__main__': main(sys.argv[1], sys.argv[2], '--quick' in sys.argv)
