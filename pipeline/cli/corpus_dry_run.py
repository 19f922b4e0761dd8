"""What `factdesk run --dry-run` prints: the articles of a corpus, and what a model would be asked of them."""

from collections import Counter
from collections.abc import Iterator

from pipeline.cli.dry_run import show_dry_run
from pipeline.cli.standard_output import Screen, print_text
from pipeline.corpus.merging import LEFT_OUT, cause_lines
from pipeline.corpus.plan import Plan
from pipeline.corpus.reading import LeftOutFiles, article_of, read_corpus
from pipeline.errors import ArticleError
from schemas import Article

_READ, _UNREADABLE = "read", "unreadable"


def show_corpus_dry_run(plan: Plan) -> None:
    """Print how many articles there are and what they would take; nothing is sent or written.

    Raises what reading a corpus raises.
    """
    counts: Counter[str] = Counter()
    left_out = LeftOutFiles()
    articles = _articles(plan, counts, left_out)
    show_dry_run(articles, plan.how.settings)
    for _ in articles:  # those that no estimate was made of, as without a model
        pass
    Screen().print(f"Articles: {counts[_READ]:,}; not processable: {counts[_UNREADABLE]:,}.")
    for line in cause_lines(LEFT_OUT, left_out.causes()):
        print_text(f"{line}\n")


def _articles(plan: Plan, counts: Counter[str], left_out: LeftOutFiles) -> Iterator[Article]:
    records = read_corpus(
        plan.corpus, private=plan.private, skipped=left_out.add, renaming=plan.renaming
    )
    for record in records:
        try:
            article = article_of(record)
        except ArticleError:
            counts[_UNREADABLE] += 1
        else:
            counts[_READ] += 1
            yield article
