"""Each format on files as programs write them: the text a reader sees, the publication date, the faults."""

import builtins
import io
import subprocess
import sys
import tomllib
from datetime import date, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from timeline import documents
from timeline.documents import readers
from timeline.documents.readers import Content, plain
from timeline.errors import InputError
from timeline.settings import Settings

SAMPLES = Path(__file__).parent / "samples"
PROSE = (
    "<p>" + "Der Rat der Stadt kommt zusammen und spricht über den Haushalt, der lange umstritten war. " * 4 + "</p>"
)
PAGES = tomllib.loads((SAMPLES / "pages.toml").read_text(encoding="utf-8"))["page"]


def read(path, **settings):
    problems: list[InputError] = []
    found = list(documents.read([str(path)], Settings(**settings), problems))
    return found, [str(problem) for problem in problems]


def put(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def page(body, head=""):
    return f"<!DOCTYPE html><html lang='de'><head><title>Rat tagt</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize("case", PAGES, ids=[case["why"] for case in PAGES])
def test_the_publication_date_of_pages(tmp_path, case):
    text = page(case["body"].replace("{P}", PROSE), case.get("head", ""))
    (document,), problems = read(put(tmp_path / "page.html", text))
    said = document.published.isoformat(timespec="minutes") if isinstance(document.published, datetime) else None
    said = said or (document.published.isoformat() if document.published else "")
    assert (said, document.published_from, problems) == (case.get("published", ""), case.get("from", ""), [])


def test_the_main_text_of_a_page():
    (document,), _ = read(SAMPLES / "page-with-menu-banner-teaser-table-comments.html")
    assert document.title == "Rat tagt am Dienstag"
    assert document.publisher == "Der Bote"
    assert document.url == "https://bote.example/rat"
    assert document.text.splitlines() == [
        "Rat tagt am Dienstag",
        "Der Stadtrat von Ulm kommt am Dienstag zu einer Sitzung zusammen. Dabei geht es um den Haushalt des kommenden "
        "Jahres, der schon lange umstritten ist.",
        "Die Termine",
        "Tag | Ort",
        "3. Mai 2025 | Rathaus",
        "10. Mai 2025 | Stadthalle",
        "Danach wird das Ergebnis vorgestellt, und die Bürger können sich bis zum 15. Mai dazu äußern.",
        "- Beginn: 18 Uhr",
        "- Ende: 20 Uhr",
    ]


def test_an_own_page_is_named_only_to_who_named_it(tmp_path):
    path = put(tmp_path / "timeline.html", page(PROSE, "<meta name='generator' content='timeline'>"))
    put(tmp_path / "a.txt", "Am Dienstag tagt der Rat.")
    assert [document.id for document in read(tmp_path)[0]] == ["a.txt"]
    assert read(tmp_path)[1] == []
    assert "a page that this program wrote" in read(path)[1][0]


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ("<meta charset='iso-8859-1'>", "cp1252"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>", "cp1252"),
        ("", "utf-8"),
        ("", "utf-16"),
        ("<meta charset='windows-1251'>", "cp1251"),
        ("<meta charset='klingon'>", "utf-8"),
    ],
)
def test_encodings_of_pages(tmp_path, head, codec):
    word = "Приветствие" if codec == "cp1251" else "„Grüße“ – für 5 €"
    text = page(f"<h1>Rat</h1><p>{word} sagte er, und dann kam der Rat am 3. Mai wieder zusammen.</p>", head)
    (document,), problems = read(put(tmp_path / "page.html", text.encode(codec)))
    assert word in document.text
    assert problems == []


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.html", "<html><body></body></html>", "no main text found in this page"),
        ("a.html", "<div>" * 100_000 + "<p>Text</p>", "no main text found in this page"),
        ("a.html", b"\0\1\2\3", "not text but binary data"),
        ("a.mhtml", "Subject: x\n\nnur Text", "no web page in it"),
        ("a.docx", "kein Word", "no Word document, or a damaged one"),
        ("a.docx", (SAMPLES / "invitation-with-merged-table-cells.docx").read_bytes()[:3000], "no Word document"),
        ("a.pdf", "kein PDF", "no PDF file, or a damaged one"),
        ("a.pdf", b"%PDF-1.4\n", "no PDF file, or a damaged one"),
        ("a.msg", "keine Mail", "no Outlook mail, or a damaged one"),
        ("a.eml", "Nur Text ohne Kopf\n", "not a mail, it begins with no header"),
        ("a.eml", "Subject: leer\n\n", "no text in this mail"),
        ("a.rss", " \n", "empty; delete it or fetch it again"),
        ("a.rss", "<html><body>nichts</body></html>", "neither an RSS nor an Atom feed"),
        ("a.xml", "<rss version='2.0'><channel><title>x</title></channel></rss>", "a feed without entries"),
    ],
)
def test_faults_are_one_line_with_the_name_of_the_file(tmp_path, name, data, message):
    found, (problem,) = read(put(tmp_path / name, data))
    assert found == []
    assert problem.startswith(f"{tmp_path / name}: {message}")
    assert "\n" not in problem


POINTERS = (
    '<p>LESEN SIE AUCH: <a href="/c">Marathon am 14. September in Ulm</a></p>',
    '<p><strong>Lesen Sie auch:</strong> <a href="/c">Marathon am 14. September in Ulm</a></p>',
    '<p>→ Auch interessant: <a href="/c">Marathon</a> | <a href="/d">Konzert am 14. September in Ulm</a></p>',
    '<h3>Mehr zum Thema</h3><ul><li><a href="/c">Marathon am 14. September in Ulm</a></li></ul>',
    '<div><span><b>Read also</b></span></div><p><a href="/c">Marathon am 14. September in Ulm</a></p>'
    '<p><a href="/d">Konzert am 14. September</a></p>',
)


@pytest.mark.parametrize("pointer", POINTERS)
def test_pointers_to_other_articles_are_no_text(tmp_path, pointer):
    (document,), _ = read(put(tmp_path / "a.html", page(f"<h1>Rat</h1>{PROSE}{pointer}{PROSE}")))
    assert "September" not in document.text
    assert document.text.count("Der Rat der Stadt kommt") == 8


@pytest.mark.parametrize(
    "text",
    [
        '<p>Mehr zum Thema sagt der Rat am 14. September, wie er <a href="/c">mitteilte</a>.</p>',
        "<h3>Mehr zum Thema</h3><p>Der Rat tagt am 14. September in Ulm.</p>",
        '<p>Das Konzert am <a href="/c">14. September</a> ist abgesagt.</p>',
    ],
)
def test_what_only_opens_like_a_pointer_is_text(tmp_path, text):
    (document,), _ = read(put(tmp_path / "a.html", page(f"<h1>Rat</h1>{PROSE}{text}{PROSE}")))
    assert "14. September" in document.text


def test_a_feed_that_is_cut_off_is_read_as_far_as_it_goes(tmp_path):
    feed = (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>B</title><item><title>R &amp; D &nbsp;</title>"
        "<description>Am Dienstag.</description></item><item><title>S</title></item></channel></rss>"
    )
    found, problems = read(put(tmp_path / "a.rss", feed))
    assert ([document.title for document in found], problems) == (["R & D", "S"], [])
    found, problems = read(put(tmp_path / "a.rss", feed[: feed.index("<item><title>S") + 8]))
    assert [document.title for document in found] == ["R & D"]
    assert problems[-1] == f"{tmp_path / 'a.rss'}: cut off in entry 2 or after it; fetch it again"


def test_every_reader_takes_an_empty_file(tmp_path):
    for suffix in readers.suffixes():
        found, (problem,) = read(put(tmp_path / f"empty{suffix}", b""))
        assert found == []
        assert problem.startswith(f"{tmp_path}/empty{suffix}: ")


@pytest.mark.parametrize(
    ("suffix", "package", "extra"),
    [
        (".html", "trafilatura", "html"),
        (".docx", "docx", "docx"),
        (".pdf", "pypdf", "pdf"),
        (".rss", "feedparser", "feeds"),
    ],
)
def test_a_missing_library_is_named_by_its_extra(tmp_path, monkeypatch, suffix, package, extra):
    importing = builtins.__import__

    def without(name, *args, **kwargs):
        if name.partition(".")[0] == package:
            raise ImportError(name)
        return importing(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    _, (problem,) = read(put(tmp_path / f"a{suffix}", "<p>Text</p>"))
    assert problem.endswith(f'install it with: pip install "timeline[{extra}]"')


@pytest.mark.parametrize(
    ("suffix", "package", "extra"), [(".parquet", "pyarrow.parquet", "parquet"), (".msg", "oxmsg", "msg")]
)
def test_a_format_of_an_extra_names_it(tmp_path, monkeypatch, suffix, package, extra):
    monkeypatch.setitem(sys.modules, package, None)
    _, (problem,) = read(put(tmp_path / f"a{suffix}", "x"))
    assert problem.endswith(f'install it with: pip install "timeline[{extra}]"')


def test_without_a_library_for_one_entry_the_others_of_a_calendar_go_on(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    event = "BEGIN:VEVENT\nUID:{0}\nDTSTART;VALUE=DATE:2025031{0}\nSUMMARY:Messe\nDESCRIPTION:{1}\nEND:VEVENT\n"
    events = event.format(1, "<p>x</p>") + event.format(2, "x")
    found, (problem,) = read(put(tmp_path / "a.ics", f"BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n"))
    assert [document.id for document in found] == ["a.ics#2"]
    assert problem.startswith(f"{tmp_path}/a.ics: event 1: ")
    assert problem.endswith('install it with: pip install "timeline[html]"')


def test_xml_that_is_no_feed_is_named_only_to_who_named_it(tmp_path):
    path = put(tmp_path / "data.xml", "<project><name>x</name></project>")
    put(tmp_path / "a.txt", "Am Dienstag tagt der Rat.")
    found, problems = read(tmp_path)
    assert ([document.id for document in found], problems) == (["a.txt"], [])
    assert read(tmp_path / "*")[1] == []
    found, (problem,) = read(path)
    assert (found, problem.partition(";")[0]) == ([], f"{path}: neither an RSS nor an Atom feed")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", "<div>" * 100_000 + "<p>Text</p>" + "</div>" * 100_000),
        ("a.html", page("<span>" * 100_000 + PROSE)),
        ("a.html", page("<h1>Rat</h1>" + PROSE, f"<script type='application/ld+json'>{'[' * 100_000}</script>")),
        ("a.html", page("<ul><li>" * 50_000 + PROSE)),
        ("a.eml", "Subject: x\nContent-Type: text/html\n\n" + "<div>" * 100_000 + "Text"),
        ("a.eml", "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(3000))),
        (
            "a.rss",
            f"<rss version='2.0'><channel><item><description>{'&lt;b&gt;' * 100_000}x</description></item></channel></rss>",
        ),
        ("a.xml", "<a>" * 100_000),
        ("a.md", "> " * 100_000 + "Text"),
        ("a.md", "* " * 20_000 + "Text"),
        ("a.md", "[" * 100_000),
        ("a.md", "---\na: " + "[" * 100_000 + "\n---\nText"),
    ],
)
def test_what_is_nested_deep_is_read_or_named(tmp_path, name, data):
    found, problems = read(put(tmp_path / name, data))
    assert found or problems
    assert all("\n" not in problem for problem in problems)


def test_word_tables_stay_in_their_place():
    (document,), problems = read(SAMPLES / "invitation-with-merged-table-cells.docx")
    lines = document.text.splitlines()
    assert lines[0] == document.title == "Einladung zur Jahreshauptversammlung"
    assert lines[4:8] == [
        "Tag | Was | Wo",
        "12. April 2025 | Pflanzentausch | Vereinsheim",
        "24. Mai 2025 | Gartenfest auf dem Dorfplatz",
        "",
    ]
    assert (document.published, document.published_from) == (datetime(2025, 2, 10, 10, 30), "document created (unsure)")
    assert problems == []


def test_a_word_document_made_from_an_old_one_has_no_date(tmp_path):
    import docx

    document = docx.Document()  # its template was made years ago
    document.add_paragraph("Am Dienstag tagt der Rat.")
    document.core_properties.modified = datetime(2025, 4, 26)
    document.save(tmp_path / "a.docx")
    assert read(tmp_path / "a.docx")[0][0].published is None


def test_wrapped_lines_of_a_pdf_are_joined():
    (document,), problems = read(SAMPLES / "invitation-with-wrapped-lines.pdf")
    assert "am Freitag, dem 14. März 2025, um 19 Uhr in das Gemeindehaus" in document.text
    assert "bis spätestens zum 1. März schriftlich" in document.text
    assert "\n12. April 2025 Pflanzentausch Vereinsheim\n24. Mai 2025" in document.text
    assert (document.published, document.published_from) == (datetime(2026, 11, 22, 3, 9), "PDF created (unsure)")
    assert problems == []


def test_scanned_and_encrypted_pdf(tmp_path):
    import pypdf

    scanned = pypdf.PdfWriter()
    scanned.add_blank_page(100, 100)
    scanned.write(tmp_path / "scanned.pdf")
    encrypted = pypdf.PdfWriter(clone_from=SAMPLES / "invitation-with-wrapped-lines.pdf")
    encrypted.encrypt("geheim", algorithm="RC4-128")
    encrypted.write(tmp_path / "encrypted.pdf")
    _, problems = read(tmp_path)
    assert [problem.partition(": ")[2] for problem in problems] == [
        "encrypted with a password; save it again without one",
        "a scanned PDF without text; run it through text recognition (OCR) first",
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("D:20250426023100+02'00'", datetime(2025, 4, 26, 2, 31)),
        ("D:20250426003100Z", datetime(2025, 4, 26, 2, 31)),
        ("D:20250426003100Z'", datetime(2025, 4, 26, 2, 31)),
        ("D:20250425203100-04'00", datetime(2025, 4, 26, 2, 31)),
        ("D:20250426", date(2025, 4, 26)),
        ("gestern", None),
        ("D:20259999", None),
    ],
)
def test_the_date_in_a_pdf(tmp_path, said, expected):
    import pypdf

    writer = pypdf.PdfWriter(clone_from=SAMPLES / "invitation-with-wrapped-lines.pdf")
    writer.add_metadata({"/CreationDate": said})
    writer.write(tmp_path / "a.pdf")
    assert read(tmp_path / "a.pdf")[0][0].published == expected


def mail(text="Am Dienstag tagt der Rat der Stadt.\n", subject="Einladung für März", **headers):
    message = EmailMessage()
    message["From"] = "Petra Kolb <kolb@verein.example>"
    message["Subject"] = subject
    message["Date"] = format_datetime(datetime.fromisoformat("2025-04-25T20:31:00-04:00"))
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def test_a_mail(tmp_path):
    (document,), problems = read(put(tmp_path / "a.eml", mail("Am Dienstag tagt der Rat für alle.\r\n").as_bytes()))
    assert document.id == "a.eml"
    assert document.text == "Am Dienstag tagt der Rat für alle."
    assert (document.published, document.published_from) == (datetime(2025, 4, 26, 2, 31), "mail date")
    assert (document.title, document.publisher, document.language) == ("Einladung für März", "Petra Kolb", "de")
    assert problems == []


def test_a_mail_of_outlook():
    pytest.importorskip("oxmsg", reason="reading .msg takes the extra msg")
    (document,), problems = read(SAMPLES / "mail-with-quotation-and-signature.msg")
    assert document.text == "Am Dienstag, dem 29. April 2025, tagt der Vorstand im Vereinsheim.\n\n\nGruß"
    assert (document.published, document.published_from) == (datetime(2025, 4, 26, 2, 31), "mail date")
    assert (document.title, document.publisher) == ("Einladung für März", "Petra Kolb")
    assert problems == []


def test_a_mail_of_outlook_in_rich_text_alone():
    pytest.importorskip("oxmsg", reason="reading .msg takes the extra msg")
    (document,), problems = read(SAMPLES / "mail-with-rich-text-only.msg")
    assert document.text == (
        "Sehr geehrte Mitglieder,\nder Stadtrat tagt am 8. Mai 2025 um 19 Uhr im Bürgersaal. Mehr dazu\n"
        "9. Mai | Ausschuss\nGruß\nPetra Kolb"
    )
    assert (document.published, document.title) == (datetime(2025, 4, 26, 2, 31), "Sitzung im Mai")
    assert problems == []


def test_quoted_mails_signatures_and_attachments_are_no_text(tmp_path):
    message = mail(
        "Ja, am Dienstag.\n\nAm 3. April 2025 um 10:15 schrieb Max Kern:\n> Kommst du heute?\n>> Gestern nicht.\n\nGruß\n-- \nStand 1.1.2020\n"
    )
    message.add_attachment("Am 1. Mai ist frei.", filename="a.txt")
    assert read(put(tmp_path / "a.eml", message.as_bytes()))[0][0].text == "Ja, am Dienstag.\n\n\nGruß"


ORIGINAL = (
    "\n\n-----Ursprüngliche Nachricht-----\nVon: Max Kern\nGesendet: 3. April 2025 10:15\n\nKommst du heute?\n",
    "\n\n________________________________\nFrom: Max Kern\nSent: 3 April 2025\nTo: all\n\nKommst du heute?\n",
    "<div class='gmail_quote'><div class='gmail_attr'>Am 3. April schrieb Max:</div>Kommst du heute?</div>",
    "<div class='moz-cite-prefix'>Am 3. April schrieb Max:</div><blockquote type='cite'>Kommst du heute?</blockquote>",
    "<div id='divRplyFwdMsg'>Von: Max Kern</div><div><p>Kommst du heute?</p></div>",
)


@pytest.mark.parametrize("original", ORIGINAL)
def test_the_mail_that_is_answered_is_no_text_and_one_that_is_passed_on_is(tmp_path, original):
    kind = "html" if original.startswith("<") else "plain"
    passed_on = mail()
    passed_on.set_content(
        "<p>Ja, am Dienstag.</p>" + original if kind == "html" else "Ja, am Dienstag." + original, kind
    )
    found = read(put(tmp_path / "a.eml", passed_on.as_bytes()))[0][0].text
    assert found.startswith("Ja, am Dienstag.")
    assert "Kommst du heute?" in found
    passed_on["In-Reply-To"] = "<1@verein.example>"
    assert read(put(tmp_path / "a.eml", passed_on.as_bytes()))[0][0].text == "Ja, am Dienstag."


def test_a_mail_of_html_alone(tmp_path):
    message = mail()
    message.set_content("<p>Am Dienstag<br>tagt</p><table><tr><td>3. Mai</td><td>Ulm</td></tr></table>", subtype="html")
    assert read(put(tmp_path / "a.eml", message.as_bytes()))[0][0].text == "Am Dienstag\ntagt\n3. Mai | Ulm"


def test_flowed_lines_of_a_mail_are_joined(tmp_path):
    data = b"Subject: x\nContent-Type: text/plain; format=flowed\n\nDer Rat tagt am \n15. Mai.\n\nBis dann\n"
    assert read(put(tmp_path / "a.eml", data))[0][0].text == "Der Rat tagt am 15. Mai.\n\nBis dann"


@pytest.mark.parametrize(
    "data",
    [
        b"Date: gestern\nSubject: x\n\nText bleibt.\n",
        b"Date: Mon, 99 Foo 2025 99:99:99 +9999\n\nText bleibt.\n",
        b"Subject: \xff\xfe\nFrom: @@@<<\n\nText bleibt.\n",
        b"Content-Type: text/plain; charset=klingon\n\nText bleibt.\n",
    ],
)
def test_mails_with_broken_headers(tmp_path, data):
    (document,), problems = read(put(tmp_path / "a.eml", data))
    assert (document.text.strip(), document.published, problems) == ("Text bleibt.", None, [])


def test_a_mailbox_with_a_broken_mail(tmp_path):
    import mailbox

    box = mailbox.mbox(tmp_path / "a.mbox")
    box.add(mail("Eins am Montag.\n\nFrom hier an zwei.\n", Message_ID="<1@verein.example>"))
    box.add("kaputt\n")
    box.add(mail("Drei am Freitag.\n"))
    box.close()
    found, problems = read(tmp_path / "a.mbox")
    assert [document.id for document in found] == ["a.mbox#1@verein.example", "a.mbox#3"]
    assert found[0].text == "Eins am Montag.\n\nFrom hier an zwei."
    assert problems == [
        f"{tmp_path}/a.mbox: mail 2: not a mail, it begins with no header; save the text itself as .txt"
    ]


def test_rss(tmp_path):
    data = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
    <title>Der Bote</title>
    <item><title>Rat &amp;amp; Tat</title><link>https://bote.example/1</link><guid>eins</guid>
    <pubDate>Sat, 26 Apr 2025 00:31:00 GMT</pubDate><description>Kurz</description>
    <content:encoded><![CDATA[<p>Am <b>Dienstag</b> tagt der Rat.</p><p>Danach nicht.</p>]]></content:encoded></item>
    <item><title>Ohne Text und Datum</title><pubDate>bald</pubDate></item></channel></rss>"""
    found, problems = read(put(tmp_path / "a.rss", data))
    assert [document.id for document in found] == ["a.rss#eins", "a.rss#2"]
    assert found[0].text == "Rat & Tat\n\nAm Dienstag tagt der Rat.\nDanach nicht."
    assert (found[0].title, found[0].publisher, found[0].url) == ("Rat & Tat", "Der Bote", "https://bote.example/1")
    assert [document.published for document in found] == [datetime(2025, 4, 26, 2, 31), None]
    assert problems == []


def test_atom(tmp_path):
    entry = "<entry><id>urn:{0}</id><title>Rat {0}</title>{1}<summary>Am Dienstag.</summary></entry>"
    data = '<feed xmlns="http://www.w3.org/2005/Atom"><title>B</title>' + "".join(
        (
            entry.format(1, "<published>2025-04-26T02:31:00+02:00</published><updated>2025-05-01T00:00:00Z</updated>"),
            entry.format(2, "<updated>2025-05-01T00:00:00Z</updated>"),
            entry.format(3, "<published>2025-04-26</published>"),
        )
    )
    found, problems = read(put(tmp_path / "a.atom", data + "</feed>"))
    assert [(document.published, document.published_from) for document in found] == [
        (datetime(2025, 4, 26, 2, 31), "feed entry"),
        (datetime(2025, 5, 1, 2, 0), "feed entry (updated)"),
        (date(2025, 4, 26), "feed entry"),
    ]
    assert problems == []


def test_a_saved_page(tmp_path):
    import email.mime.multipart
    import email.mime.text

    archive = email.mime.multipart.MIMEMultipart("related")
    archive["Snapshot-Content-Location"] = "https://bote.example/rat"
    archive["Date"] = "Sat, 21 Nov 2026 10:00:00 +0100"
    archive.attach(email.mime.text.MIMEText(page("<h1>Rat</h1>" + PROSE), "html", "utf-8"))
    (document,), _ = read(put(tmp_path / "a.mhtml", archive.as_bytes()))
    assert "Haushalt, der lange umstritten" in document.text
    assert (document.url, document.published) == ("https://bote.example/rat", None)


def test_readers_read_from_streams():
    stream = io.BytesIO(b"Am Dienstag tagt der Rat.")
    assert list(readers.reader(".TXT").read(stream, Settings())) == [Content("Am Dienstag tagt der Rat.")]


def test_what_is_too_large_for_a_document_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "LIMIT", 20)
    put(tmp_path / "a.md", "Am Dienstag tagt der Rat.")
    put(tmp_path / "b.md", "Am Dienstag Rat.")
    found, (problem,) = read(tmp_path)
    assert [document.id for document in found] == ["b.md"]
    assert problem == f"{tmp_path}/a.md: more than 0 MB in one document; split it into smaller files"


def test_a_long_text_comes_in_parts_cut_between_paragraphs(tmp_path, monkeypatch):
    monkeypatch.setattr(plain, "PART", 100)
    paragraph = "Am Dienstag tagt der Rat.\nDann nicht.\n\n"
    put(tmp_path / "a.txt", "---\ndate: 2025-04-26\ntitle: Rat\n---\n" + paragraph * 5 + " \n" * 150 + "Ende.")
    found, problems = read(tmp_path / "a.txt")
    assert problems == []
    assert [document.id for document in found] == ["a.txt#1", "a.txt#2", "a.txt#3", "a.txt#4"]
    assert "".join(document.text for document in found).split() == (paragraph * 5 + "Ende.").split()
    assert all(document.text.endswith("\n\n") and len(document.text) <= 100 for document in found[:3])
    assert {(document.published, document.title) for document in found} == {(date(2025, 4, 26), "Rat")}


@pytest.mark.parametrize("text", ["Wort " * 100, "x" * 450, "Satz eins. " * 40, "Zeile\n" * 80])
def test_parts_lose_nothing(tmp_path, monkeypatch, text):
    monkeypatch.setattr(plain, "PART", 100)
    found, problems = read(put(tmp_path / "a.txt", text))
    assert "".join(document.text for document in found) == text
    assert all(len(document.text) <= 100 for document in found)
    assert not any(document.text[0] == " " for document in found)
    assert problems == []


@pytest.mark.slow
def test_a_text_of_a_gigabyte_takes_half_of_one_in_memory(tmp_path):
    paragraph = (
        "Der Rat der Stadt kam zusammen – „wie immer“ –, sprach über den Haushalt und ging. " * 9 + "\n\n"
    ).encode()
    with (tmp_path / "a.txt").open("wb") as file:
        for _ in range(1024):
            file.write(paragraph * (1024**2 // len(paragraph)))
    program = (
        "import resource, sys; from timeline import documents; from timeline.settings import Settings; problems = []\n"
        "size = sum(len(d.text) for d in documents.read(sys.argv[1:], Settings(), problems))\n"
        "print(size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, *problems)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "a.txt"], capture_output=True, text=True, check=True
    )
    size, kilobytes = map(int, run.stdout.split())
    assert size > 0.9 * 1024**3
    assert kilobytes < 500_000


def test_a_word_document_that_unpacks_to_too_much_is_named(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (readers.LIMIT + 1))
    assert (tmp_path / "bomb.docx").stat().st_size < 100_000
    _, (problem,) = read(tmp_path / "bomb.docx")
    assert "more than 16 MB of text in it" in problem
