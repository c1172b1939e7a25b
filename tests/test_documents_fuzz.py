"""Damaged files of every format: no reader raises anything but the project's own errors, whatever bytes it gets."""

import io
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import timeline
from timeline import documents
from timeline.documents import language, published, sentences
from timeline.errors import InputError
from timeline.settings import Settings

SAMPLES = Path(__file__).parent / "samples"
MAIL = (
    b"From: a <a@b.example>\nDate: Sat, 26 Apr 2025 02:31:00 +0200\nSubject: =?utf-8?q?a?=\n"
    b'Content-Type: multipart/alternative; boundary="x"\n\n--x\nContent-Type: text/plain; charset=utf-8\n'
    b"Content-Transfer-Encoding: quoted-printable\n\nAm =C3=BC Dienstag\n--x\nContent-Type: text/html\n"
    b"Content-Transfer-Encoding: base64\n\nPGI+YTwvYj4=\n--x--\n"
)
FEED = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>B</title><item><title>R</title>'
    b"<pubDate>Sat, 26 Apr 2025 02:31:00 +0200</pubDate><description>&lt;p&gt;x&lt;/p&gt;</description></item></channel></rss>"
)
MARKDOWN = b"---\ndate: 2025-01-01\ntitle: [x]\n---\n# T\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n- x\n  - y\n\n1. z\n<b>x</b> `c`\n"
TABLE = b'id,text,published,language\n1,Am Dienstag,2025-04-26,de\n2,"x\ny",26.4.2025 10:15,\n'
LINES = b'{"text": "Am Dienstag", "published": "2025-04-26T02:31:00Z", "id": 1}\n{"text": "x", "language": "de"}\n'
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20250110T080000Z\r\n"
    b"DTSTART;TZID=Europe/Berlin:20250314T190000\r\nDURATION:PT2H\r\nSUMMARY:Am Dienstag\r\nLOCATION:Ulm\r\n"
    b"DESCRIPTION:<p>x</p>\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def archive():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in {"a.txt": MARKDOWN, "b/c.csv": TABLE, "b/sources.csv": b"file,title\nc.csv,x\n"}.items():
            packed.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


def parquet():
    pyarrow = pytest.importorskip("pyarrow", reason="reading .parquet takes the extra parquet")
    library = pytest.importorskip("pyarrow.parquet", reason="reading .parquet takes the extra parquet")
    stream = io.BytesIO()
    library.write_table(pyarrow.table({"text": ["Am Dienstag", "x"], "published": ["2025-04-26", None]}), stream)
    return stream.getvalue()


WHOLE = {
    ".csv": TABLE,
    ".ics": CALENDAR,
    ".jsonl": LINES,
    ".msg": (SAMPLES / "mail-with-quotation-and-signature.msg").read_bytes(),
    ".parquet": parquet,
    ".xlsx": (SAMPLES / "articles-saved-by-a-spreadsheet.xlsx").read_bytes(),
    ".zip": archive(),
    ".docx": (SAMPLES / "invitation-with-merged-table-cells.docx").read_bytes(),
    ".eml": MAIL,
    ".html": (SAMPLES / "page-with-menu-banner-teaser-table-comments.html").read_bytes(),
    ".mbox": b"From x\n" + MAIL + b"\nFrom y\n" + MAIL,
    ".md": MARKDOWN,
    ".mhtml": b"Content-Type: text/html\n\n<p>Am Dienstag tagt der Rat.</p>",
    ".pdf": (SAMPLES / "invitation-with-wrapped-lines.pdf").read_bytes(),
    ".rss": FEED,
    ".txt": MARKDOWN,
}


@st.composite
def damaged(draw, data):
    """``data`` with a few bytes replaced, taken out or put in."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        data = data[:start] + draw(st.binary(max_size=8)) + data[start + draw(st.integers(0, 12)) :]
    return data


@pytest.mark.parametrize("suffix", sorted(WHOLE))
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_files(tmp_path, suffix, data):
    path = tmp_path / f"damaged{suffix}"
    whole = WHOLE[suffix]
    path.write_bytes(data.draw(damaged(whole() if callable(whole) else whole)))
    problems: list[InputError] = []
    for document in documents.read([str(path)], Settings(), problems):
        assert document.text.strip()
    assert all("\n" not in str(problem) for problem in problems)


@given(text=st.text(max_size=300))
def test_any_text(text):
    language.detect(text[:20])
    span = published.dateline(text, "de")
    assert span is None or 0 <= span.start < span.end <= len(text)
    for sentence in sentences.split(text, "de"):
        assert text[sentence.start : sentence.end].strip()


PIECES = (
    *("am", "den", "der", "im", "bis", "vom", "zum", "um", "ab", "seit", "und", "Dienstag", "Mai", "Februar", "Ostern"),
    *(
        "Anfang",
        "Ende",
        "Woche",
        "nächsten",
        "letzten",
        "gestern",
        "heute",
        "morgen",
        "Abend",
        "1990er",
        "Jahre",
        "Uhr",
    ),
    *("on", "the", "of", "next", "last", "Tuesday", "May", "5th", "noon", "Q3", "every", "week", "ago", "in", "zwei"),
    *("15.", "3.", "31.", "2025", "2025-04-26", "26.04.2025", "10:15", "19", "24", "h", "T10:15Z", "99.99.9999"),
    *("00:00", "0000-00-00", "½", "²", "１２", "–", "-", "/", ",", ".", ";", "(", ")", "\n", "\t"),
)


@pytest.mark.parametrize("language", ["de", "en", "fr", ""])
@given(
    text=st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)),
    published=st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31))),
)
@settings(max_examples=60, deadline=5000)
def test_time_expressions_in_any_text(language, text, published):
    end = 0
    for reading in timeline.find(text, language=language, published=published):
        span = reading.expression
        assert end <= span.start < span.end <= len(text)
        assert reading.text == text[span.start : span.end]
        assert reading.when is not None or reading.reason
        end = span.end


@pytest.mark.parametrize(
    "piece", ["am 3. Mai ", "1.", "20", "10:15-", "bis ", "der ", "2025-", "(", "Montag, ", "a" * 9]
)
def test_no_text_takes_for_ever(piece):
    text = piece * (20_000 // len(piece))
    start = time.process_time()
    timeline.find(text, language="de", published=date(2025, 4, 26))
    sentences.split(text, "de")
    published.dateline(text, "de")
    assert time.process_time() - start < 10


MARKS = (
    *(
        "# ",
        "- ",
        "1. ",
        "> ",
        "| a | b |\n",
        "|--|--|\n",
        "```\n",
        "---\n",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "[x](y)",
        "![x](y)",
    ),
    *(
        "[x]: y\n",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "&nbsp;",
        "&#0;",
        "*",
        "**",
        "_",
        "`",
        "\\",
        "date: 2025-01-01\n",
        "am 3. Mai",
    ),
)
FIELDS = (
    *("BEGIN:VEVENT\n", "END:VEVENT\n", "END:VCALENDAR\n", "UID:1\n", "UID:2\n", "SUMMARY:Messe\n", "SUMMARY:\n"),
    *("DTSTART:20250314T180000Z\n", "DTSTART;VALUE=DATE:20250314\n", "DTSTART;TZID=Mars/X:20250314T180000\n"),
    *(
        "DTEND:00010101\n",
        "DTEND;VALUE=DATE:99991231\n",
        "DURATION:-P1D\n",
        "DURATION:P99999999D\n",
        "RRULE:FREQ=NEVER\n",
    ),
    *("RRULE:FREQ=WEEKLY;UNTIL=x\n", "RRULE:FREQ=DAILY;COUNT=-1\n", "EXDATE:x\n", "EXDATE;VALUE=DATE:20250321\n"),
    *(
        "RECURRENCE-ID:20250321T180000Z\n",
        "GEO:1;x\n",
        "GEO:999;0\n",
        "STATUS:\n",
        "STATUS:CANCELLED\n",
        "LOCATION:Ulm\n",
    ),
    *(
        "BEGIN:VALARM\n",
        "END:VALARM\n",
        "METHOD:CANCEL\n",
        "DTSTAMP:00010101T000000Z\n",
        " gefaltet\n",
        ":\n",
        "DESCRIPTION:<p>\n",
    ),
)


@pytest.mark.parametrize(
    ("suffix", "pieces", "around"),
    [
        (".md", MARKS, ("", "")),
        (".ics", FIELDS, ("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\n", "END:VEVENT\nEND:VCALENDAR\n")),
    ],
)
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pieces_of_a_format_in_any_order(tmp_path, suffix, pieces, around, data):
    path = tmp_path / f"pieces{suffix}"
    text = "".join(data.draw(st.lists(st.sampled_from(pieces), max_size=30)))
    path.write_text(text.join(around))
    problems: list[InputError] = []
    table = timeline.build(path, problems=problems, published="2025-01-01")
    assert all("\n" not in str(problem) for problem in problems)
    table.write(tmp_path / "out", ("ics", "csv"), problems=[])


TAGS = (
    *("<article>", "</article>", "<h1>", "</h1>", "<h2>x</h2>", "<p>", "</p>", "</div>", "<body>", "</body>", "<html>"),
    *("<time class='published' datetime='2025-05-05'>", "</time>", "<p class='byline'>", "<div class='post-meta'>"),
    *(
        "<span class='date'>26.04.2025",
        "<span class='author'>x",
        "</span>",
        "<!-- x -->",
        "<?x y?>",
        "<svg:x>",
        "<frameset>",
    ),
    *("<meta itemprop='datePublished' content='2025-05-05'>", "<meta name='date' content='0001-01-01T00:00:00+14:00'>"),
    *(
        "<meta name='date' content='9999-12-31T23:59-12:00'>",
        "<meta name='date' content='Fri, 25 Apr 2025 99:99:99 X'>",
    ),
    *("<link rel='canonical' href='http://[::1/2025/99/01/x'>", "<link rel='canonical' href='/2025/9/01/x'>"),
    """<script type='application/ld+json'>{"@type":["Article",1,{}],"datePublished":"2025","url":"http://[x"}</script>""",
    *("<blockquote>", "<div class='gmail_quote'>", "<div id='divRplyFwdMsg'>", "Aktualisiert 99/99/2025 ", "Stand: "),
    "Der Rat der Stadt kommt zusammen und berät. " * 5,
)


@pytest.mark.parametrize(
    ("suffix", "head"), [(".html", ""), (".eml", "In-Reply-To: <1@x>\nContent-Type: text/html\n\n")]
)
@given(pieces=st.lists(st.sampled_from(TAGS), max_size=30))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pieces_of_a_page_in_any_order(tmp_path, suffix, head, pieces):
    path = tmp_path / f"page{suffix}"
    path.write_text(head + "".join(pieces))
    problems: list[InputError] = []
    assert all(document.text.strip() for document in documents.read([str(path)], Settings(), problems))
    assert all("\n" not in str(problem) for problem in problems)
