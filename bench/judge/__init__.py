"""The judge of numbers: how `pipeline/reconcile/judge.json` is fitted, and what it is worth.

`data` loads the labelled statements; `candidates` and `linear` fit the two scores that choose among
hypotheses; `rows` describes each number with them, `trees` weighs the figures. `fit` (`make fit`)
puts the model together. `crossing` judges each statement by a model that never saw its article or
its author (`splits`); on it rest `folds`, `authors` and `ablation`, and on `metrics` what they
print. All that fits needs .venv-fit; nothing that is installed imports any of it.
"""
