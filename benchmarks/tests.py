"""nbdev_test of everything

All notebooks, with as many processes as nbdev takes; once.
"""
import os, subprocess, time

from .common import Job, alone


def jobs(quick, who):
    def run():
        env = {k: v for k, v in os.environ.items() if not k.startswith('MALLOC_') and not k.endswith('_NUM_THREADS')}  # as a user has it
        start = time.perf_counter()
        subprocess.run(['nbdev_test'], check=True, capture_output=True, env=env)
        return time.perf_counter() - start
    yield Job('nbdev_test', dict(miniai=run), alone(miniai=240), rounds=1, warm=False)
