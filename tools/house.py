"What tools/check.py holds miniai to, and what it lets pass until a lesson is redone."

# Lines of a module that are neither blank nor only a comment; `compat`: of all modules of notebooks 90 and up.
lines = dict(state=110, display=90, counting=170, claims=60,
             callbacks=90, datasets=200, losses=70, learner=340, hooks=170, activations=340, init=160, lsuv=180, norm=110,
             optimizers=110, schedule=150, checkpoint=200, accel=140, resnet=150, probe=240, ward=180, checkup=300, compat=30)
total = 3750  # of all of them
private = 1/3  # functions and classes with a private name, for each one with a public name

# Lines of what a reader should see whole; of several names, together.
pages = {"with_cbs run_cbs Callback": 30, "Learner": 75, "TrainCB": 12, "DeviceCB": 8, "SingleBatchCB": 5, "MetricsCB": 30,
         "ProgressCB": 30, "LRFinderCB lr_find": 55, "Hook": 35, "Hooks": 20, "HooksCallback": 30,
         "append_stats get_hist get_min": 15, "ActivationStats": 75, "lsuv_init": 45, "CheckpointCB": 50,
         "AccelerateCB": 40, "MixedPrecision": 20}
page = 50  # of any other class

# Numbers in prose that no cell can print: notebook -> number -> where it is from.
sources = {}

# What may be as it is until its lesson is redone. Modules: lines they may have. Checks: notebooks of which they say nothing.
lines_for_now = dict(callbacks=150, datasets=351, losses=83, learner=665, hooks=314, activations=598, init=178, lsuv=689, norm=125,
                     optimizers=118, schedule=275, checkpoint=569, accel=379, probe=380)
for_now = dict(
    pages="00_callbacks 03_learner 05_activations",
    patches="01_datasets 03_learner 04_hooks 05_activations 07_lsuv 10_schedule 11_checkpoint 12_accel 14_probe",
    width="00_callbacks 01_datasets 02_losses 03_learner 04_hooks 05_activations 06_init 07_lsuv 08_norm 09_optimizers 10_schedule "
          "11_checkpoint 12_accel 14_probe 16_checkup index",
    numbers="02_losses 04_hooks 05_activations 06_init 07_lsuv 08_norm 09_optimizers 10_schedule 12_accel "
            "14_probe 16_checkup",
    titles="00_callbacks 01_datasets 02_losses 03_learner",
    alt_texts="01_datasets 02_losses 03_learner 04_hooks 05_activations 06_init 07_lsuv 08_norm 09_optimizers 10_schedule 12_accel "
              "14_probe 16_checkup",
    solutions="00_callbacks 01_datasets 02_losses 03_learner",
    docs="03_learner",
)
