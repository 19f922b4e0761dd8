"""An article that is not in English is refused with its language named, unless that is off."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import ArticleError
from pipeline.language import other_language
from pipeline.stages.read_article import article_from_content, read_article
from tests.articles import STORM
from tests.command import Command

FRENCH = (
    "Le conseil de Port Selm a voté lundi la reconstruction de l'écluse, pour 12 millions d'euros, "
    "après neuf ans de débats. Les travaux commenceront en juin, a dit la maire.\n"
)
OTHERS = {
    "French": FRENCH,
    "German": "Der Rat von Port Selm hat am Montag beschlossen, die Schleuse für 12 Millionen Euro "
    "neu zu bauen, nach neun Jahren Streit.",
    "Spanish": "El consejo de Port Selm votó el lunes a favor de reconstruir la esclusa, con un "
    "coste de 12 millones de euros, tras nueve años de debate.",
    "Italian": "Il consiglio di Port Selm ha votato lunedì la ricostruzione della chiusa, per 12 "
    "milioni di euro, dopo nove anni di discussioni.",
    "Portuguese": "O conselho de Port Selm votou na segunda-feira a reconstrução da eclusa, por 12 "
    "milhões de euros, após nove anos de debate.",
    "Dutch": "De raad van Port Selm heeft maandag besloten de sluis voor 12 miljoen euro opnieuw te "
    "bouwen, na negen jaar van ruzie over het geld.",
    "Polish": "Rada miasta Port Selm przegłosowała w poniedziałek odbudowę śluzy za 12 milionów "
    "euro, po dziewięciu latach sporów.",
    "Swedish": "Kommunfullmäktige i Port Selm beslutade på måndagen att bygga om slussen för 12 "
    "miljoner euro, efter nio år av bråk.",
    "Turkish": "Port Selm belediye meclisi pazartesi günü dokuz yıl süren tartışmaların ardından "
    "kanal kapısının 12 milyon avroya yenilenmesine karar verdi.",
    "Russian": "Совет города Порт-Сельм в понедельник проголосовал за восстановление шлюза за 12 "
    "миллионов евро после девяти лет споров.",
    "Arabic": "صوت مجلس المدينة يوم الاثنين على إعادة بناء السد بتكلفة 12 مليون يورو بعد تسع سنوات من "
    "النقاش الطويل.",
    "Chinese": "市议会周一投票决定以一千二百万欧元重建船闸，此前争论已经持续了九年之久。市长表示，工程将于六月开始，"
    "预计需要两年时间才能完成。反对党认为费用过高，并要求重新评估整个项目的预算和环境影响，议会下周将再次讨论。",
}


@pytest.mark.parametrize("language", OTHERS)
def test_the_language_of_another_text_is_named(language: str) -> None:
    assert other_language(OTHERS[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        STORM,
        STORM.upper(),
        "Sen. Graham Fends Off 6 Tea Party Challengers",
        "Hauptbahnhof.",
        "14,2 | 15,1\n" * 40,
        "",
        "The café's maître d' said the soirée, a succès fou, had drawn 300 of the ville's élite.",
        "Bayern Munich beat Borussia Dortmund 4-0 on Saturday, Kane scoring three for the champions.",
    ],
)
def test_english_and_what_is_too_short_to_tell_pass(text: str) -> None:
    assert other_language(text) is None


def test_half_characters_hide_no_language() -> None:
    assert other_language(OTHERS["German"] + " \ud83d") == "German"


def test_a_language_without_a_name_is_told_by_its_code() -> None:
    punjabi = (
        "لہور پنجاب دا سب توں وڈا شہر اے تے ایہ راوی دے کنڈے تے وسدا اے۔ ایتھے دی وسوں ودھ کے اک کروڑ "
        "توں اتے ہو گئی اے تے شہر وچ بہت سارے پرانے باغ تے عمارتاں نیں۔"
    )

    assert other_language(punjabi) == "the language 'pnb'"


def test_an_article_in_another_language_is_no_article(tmp_path: Path) -> None:
    path = tmp_path / "écluse.txt"
    path.write_text(FRENCH, encoding="utf-8")

    with pytest.raises(ArticleError, match=r"écluse.txt is in French, not English: --language"):
        read_article(str(path))
    with pytest.raises(ArticleError, match=r"^a row is in French"):
        article_from_content(FRENCH, "a row")
    assert read_article(str(path), language_check=False).text == FRENCH


def test_the_menu_of_a_page_does_not_decide_on_its_language() -> None:
    menu = "<nav>Accueil Politique Économie Sport Culture Météo Abonnez-vous</nav>" * 40
    page = f"<html><body>{menu}<article><h1>Storm</h1><p>{STORM}</p></article></body></html>"

    assert article_from_content(page, "page").source == "page"


@pytest.mark.parametrize(
    "command", [("brief", "f.txt"), ("check", "storm.txt", "--source", "f.txt")]
)
def test_a_command_refuses_another_language_unless_told(
    factdesk: Command, command: tuple[str, ...]
) -> None:
    Path("f.txt").write_text(FRENCH, encoding="utf-8")

    refused = factdesk(*command)
    taken = factdesk(*command, "--language-check", "off")

    assert (refused.code, refused.out) == (2, "")
    assert refused.err.count("\n") == 1
    assert "f.txt is in French, not English" in refused.err
    assert "French" not in taken.err


def test_a_corpus_names_the_language_of_what_it_leaves_out(factdesk: Command) -> None:
    rows = ({"id": "storm", "text": STORM}, {"id": "écluse", "text": FRENCH})
    Path("corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    done = factdesk("run", "corpus.jsonl", "--out", "out")
    off = factdesk("run", "corpus.jsonl", "--out", "out", "--language-check", "off")

    assert (done.code, off.code) == (3, 0)
    assert "Not processed, 1: it is in French, not English" in done.out
    assert "2 articles: 2 done" in off.out


def test_help_does_not_wait_for_the_model_of_languages() -> None:
    script = (
        "import sys; from pipeline.__main__ import main; sys.argv = ['factdesk', 'brief', '--help']\n"
        "try: main()\nexcept SystemExit: print(sorted({'fasttext', 'babel'} & set(sys.modules)))"
    )
    run = [sys.executable, "-c", script]
    done = subprocess.run(run, capture_output=True, text=True, check=True)  # noqa: S603

    assert done.stdout.splitlines()[-1] == "[]"
