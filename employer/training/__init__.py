"""Training: what is planned and done, how long, paid or not, and what it costs."""

from employer.training.queries import training, trainings
from employer.training.service import add_training, change_training, remove_training

__all__ = ["add_training", "change_training", "remove_training", "training", "trainings"]
