"""Reading what is to be checked: a file of statements, a draft, a brief or pairs.

`reading` tells the form and is what callers use; each form is one module.
"""

from pipeline.stages.read_statements.form import Form
from pipeline.stages.read_statements.reading import read_statements
from pipeline.stages.read_statements.statement import Statement, StatementFile

__all__ = ["Form", "Statement", "StatementFile", "read_statements"]
