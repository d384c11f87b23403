"""What an import costs in a new process

Each round starts a process for each side, and the seconds are those of its import statement, without the start of Python; MiB is
the most memory that the process ever held. The files are in the cache of the operating system on both sides. Peers are imported as
their documentation does it, in their own interpreter, and compared with `import torch` there.
"""
import json, subprocess, sys

from .common import Job, above, over

IMPORTS = {'import torch': 'import torch', 'miniai': 'import miniai.learner', 'fastai': 'from fastai.basics import *',
           'Lightning': 'import lightning', 'Ignite': 'import ignite.engine, ignite.handlers, ignite.metrics', 'skorch': 'import skorch',
           'Accelerate': 'import accelerate'}

CHILD = """import time
_start = time.perf_counter()
{}
_secs = time.perf_counter() - _start
import json, sys
try: kb = next(int(o.split()[1]) for o in open('/proc/self/status') if o.startswith('VmHWM'))
except OSError:
    import resource
    kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/(1024 if sys.platform == 'darwin' else 1)
print(json.dumps(dict(s=_secs, MiB=kb/1024)))"""


def jobs(quick, who):
    def side(name): return lambda: json.loads(subprocess.run([sys.executable, '-c', CHILD.format(IMPORTS[name])], check=True, capture_output=True).stdout)
    yield Job('import', {o: side(o) for o in ('import torch', who)}, over('import torch', miniai=1.10),
              above('import torch', 'MiB', 'MiB', 1, miniai=15), times=2, peer_rounds=3, warm=False)
