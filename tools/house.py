"What tools/check.py holds miniai to, and what it lets pass until a lesson is redone."

# Lines of a module that are neither blank nor only a comment; `compat`: of all modules of notebooks 90 and up.
lines = dict(state=163, display=90, counting=170, claims=60,
             callbacks=89, datasets=200, losses=70, learner=340, hooks=170, activations=340, init=142, lsuv=180, norm=98,
             optimizers=103, schedule=150, checkpoint=200, accel=140, resnet=150, probe=240, ward=180, checkup=300, conform=120, compat=55)
# The sum is DESIGN's. It gives state 110 and compat 30: what moves and measures nested values came to state from datasets, and
# Ctrl-C from the learner; compat has miniai.imports and all of miniai.training.
# Their 78 lines are 38 that other modules do not need and all of the 40 that DESIGN's table leaves of its sum.
total = 3750  # of all of them
private = 1/3  # functions and classes with a private name, for each one with a public name

# Lines of what a reader should see whole; of several names, together.
pages = {"with_cbs run_cbs Callback": 30, "Learner": 75, "TrainCB": 12, "DeviceCB": 8, "SingleBatchCB": 5, "MetricsCB": 30,
         "ProgressCB": 30, "LRFinderCB lr_find": 55, "Hook": 35, "Hooks": 20, "HooksCallback": 30,
         "append_stats get_hist get_min": 15, "ActivationStats": 75, "lsuv_init": 45, "CheckpointCB": 50,
         "AccelerateCB": 40, "MixedPrecision": 20}
page = 50  # of any other class

# Numbers in prose that no cell can print: notebook -> number -> where it is from.
results = 'benchmarks/RESULTS.md'
sources = {
    'index': dict.fromkeys('0.141 7.25 4.53 0.0832 3.82 5.65 1.01 0.996 1.95 2.48 0.64 2.65 3.37 1.21 1.06 1.44 1.11 3.38 4.42 17.8 25.0 0.962 2.56 3.27'.split(), results) |
             dict.fromkeys('5.23 4.52 3.25 4.39'.split(), 'benchmarks/RESULTS-EPYC.md'),
    '03_learner': dict.fromkeys(('0.141', '1.01'), results),
    '05_activations': {'2.65': results}}

# What may be as it is until its lesson is redone. Modules: lines they may have. Checks: notebooks of which they say nothing.
lines_for_now = dict()
for_now = dict()
