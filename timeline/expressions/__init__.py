"""Finds time expressions and their parts; computes no date.

``finding`` is the way through the stage: ``lexicon`` compiles a language's words, ``scan`` finds the places worth a look, the
form modules say what an expression can look like, ``grammar`` runs them, ``reject`` throws out what only looks like one,
``join`` ties ranges, lists and times together.
"""

from timeline.expressions.finding import find

__all__ = ["find"]
