"""nbdev_test of everything, in as many processes as it takes, once"""
import os, subprocess, sys, time

from .common import Job, View, timed

def jobs(args):
    env = {k: v for k, v in os.environ.items() if not k.startswith(('MALLOC_', 'OMP_', 'MKL_', 'OPENBLAS_'))}
    def run(): subprocess.run([os.path.dirname(sys.executable) + '/nbdev_test'], check=True, capture_output=True, text=True, env=env)
    yield Job('nbdev_test', dict(miniai=lambda: timed(run, clock=time.perf_counter)),
              View('seconds', lambda o, _: o['s'], {'miniai': '<= 240'}, unit='s'), most=dict(miniai=1))
