"""Reading what is to be checked: a file of statements, a draft, a brief or pairs.

`reading` tells the form and is what callers use; each form is one module.
"""

from pipeline.stages.read_statements.form import Form
from pipeline.stages.read_statements.pairs import statement_of_pair
from pipeline.stages.read_statements.reading import read_statements
from pipeline.stages.read_statements.statement import Misread, Statement, StatementFile

__all__ = [
    "Form",
    "Misread",
    "Statement",
    "StatementFile",
    "read_statements",
    "statement_of_pair",
]
