"""The same report from the real producers gives the same levels as the text file.

LibreOffice and Chromium make the files. Where a machine lacks one of them the tests that need it
are skipped and say so; continuous integration installs both (scripts/setup.sh).
"""

import http.server
import shutil
import subprocess
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from scorer import pipeline
from scorer.model.errors import ReportError
from scorer.model.result import Scorecard
from scorer.reading import office, read, read_bytes
from tests.reading.test_word import with_list
from tests.reading.webpages import SHAPES
from tests.reading.wordfiles import of_lines, word

EXAMPLES = Path(__file__).parents[2] / "examples"
TITLE = "青禾镇2024年度法治政府建设年度报告"
NUMBERED = (
    ("主要工作", 0),
    ("镇法律顾问审核合同协议210份，提出法律意见36条。", 1),
    ("党委会议前集中学法12次，组织执法人员培训3次。", 1),
    ("存在问题", 0),
    ("案卷制作不够规范，专业执法力量不足。", 1),
    ("下一步打算", 0),
    ("将聘请专职人民调解员5名，化解矛盾纠纷。", 1),
)
NUMBERS = ("一、", "（一）", "（二）", "二、", "（一）", "三、", "（一）")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
libreoffice_is_there = pytest.mark.skipif(
    office.libreoffice() is None,
    reason="LibreOffice 未安装（apt-get install libreoffice-writer-nogui）",
)
chromium_is_there = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium 未安装（apt-get install chromium）"
)


def numbered_docx() -> bytes:
    """A docx whose numbers Word computes, with a table."""

    def build(document: object) -> None:
        document.add_paragraph(TITLE)  # type: ignore[attr-defined]
        levels = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"))
        with_list(*levels, ids=(59, 60))(document, *((text, 59, level) for text, level in NUMBERED))
        table = document.add_table(2, 2)  # type: ignore[attr-defined]
        for index, text in enumerate(("事项", "数量", "办理信访件", "22件")):
            table.cell(index // 2, index % 2).text = text
        document.add_paragraph("青禾镇人民政府")  # type: ignore[attr-defined]

    return word(build)


@cache
def texts() -> dict[str, str]:
    """The reports as plain text, by their names."""
    found = {path.stem: path.read_text(encoding="utf-8") for path in EXAMPLES.glob("*.txt")}
    found["qinghe-2024"] = read(EXAMPLES / "qinghe-2024.docx").text
    written = [number + text for number, (text, _) in zip(NUMBERS, NUMBERED, strict=True)]
    lines = (TITLE, *written, "事项", "数量", "办理信访件", "22件", "青禾镇人民政府")
    return {**found, "numbered": "\n".join(lines)}


def levels(card: Scorecard) -> dict[str, object]:
    return {line.id: (line.grade.state, line.grade.level) for line in card.tally.lines}


@cache
def expected(name: str) -> dict[str, object]:
    return levels(pipeline.assess_source(read_bytes(texts()[name].encode(), f"{name}.txt")))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every report in every format that LibreOffice writes."""
    folder = tmp_path_factory.mktemp("made")
    for name, text in texts().items():
        (folder / f"{name}.docx").write_bytes(of_lines(*text.split("\n")))
    (folder / "qinghe-2024.docx").write_bytes((EXAMPLES / "qinghe-2024.docx").read_bytes())
    (folder / "numbered.docx").write_bytes(numbered_docx())
    sources = sorted(map(str, folder.glob("*.docx")))
    for form in ("doc", "odt", "rtf", "html", "xml:MS Word 2003 XML"):
        convert(form, folder, *sources)
    return folder


def convert(form: str, folder: Path, *sources: str) -> None:
    program = office.libreoffice()
    assert program is not None
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form]
    subprocess.run(
        [*command, "--outdir", str(folder), *sources], check=True, capture_output=True, timeout=300
    )


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", texts())
def test_a_text_file_in_any_encoding(name: str, encoding: str) -> None:
    source = read_bytes(texts()[name].encode(encoding), "a.txt")
    assert levels(pipeline.assess_source(source)) == expected(name)


@libreoffice_is_there
@pytest.mark.parametrize("form", ["docx", "doc", "odt", "rtf", "html", "xml"])
@pytest.mark.parametrize("name", texts())
def test_a_file_saved_by_libreoffice(made: Path, name: str, form: str) -> None:
    if name == "numbered" and form in ("rtf", "html", "xml"):
        pytest.skip("LibreOffice loses the form of Chinese numbers when it writes this format")
    source = read(made / f"{name}.{form}")
    assert (source.format, source.warnings, source.unread) == (form, (), ())
    assert levels(pipeline.assess_source(source)) == expected(name)


@libreoffice_is_there
@pytest.mark.parametrize(
    ("form", "name"), [("doc", "报告.wps"), ("html", "报告.doc"), ("rtf", "报告.doc"), ("odt", "a")]
)
def test_a_file_under_another_name(made: Path, form: str, name: str) -> None:
    data = (made / f"qinghe-2024.{form}").read_bytes()
    source = read_bytes(data, name)
    assert levels(pipeline.assess_source(source)) == expected("qinghe-2024")
    named = [warning for warning in source.warnings if f"已按 {form} 读取" in warning]
    assert len(named) == (form != "doc")


@libreoffice_is_there
def test_conversions_at_the_same_time_do_not_meet(made: Path) -> None:
    paths = [made / f"{name}.doc" for name in texts()]
    with ThreadPoolExecutor(len(paths)) as pool:
        found = list(pool.map(read, paths))
    assert [source.text for source in found] == [read(path).text for path in paths]


@libreoffice_is_there
@pytest.mark.parametrize("form", ["doc", "odt", "rtf"])
def test_a_file_cut_short_is_refused(made: Path, form: str) -> None:
    data = (made / f"numbered.{form}").read_bytes()
    with pytest.raises(ReportError) as caught:
        read_bytes(data[: len(data) // 3], f"a.{form}")
    assert caught.value.remedy


@libreoffice_is_there
def test_links_in_a_file_are_not_followed(tmp_path: Path) -> None:
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    secret = tmp_path / "secret.txt"
    secret.write_text("全年审核合同999份。", encoding="utf-8")
    there = f"http://127.0.0.1:{server.server_port}"
    try:
        source = read_bytes(linked_odt(tmp_path, secret.as_uri(), there), "a.odt")
        rtf = (
            r"{\rtf1\ansi 1234 {\field{\*\fldinst INCLUDEPICTURE "
            f'"{there}/b.png"'
            r"}"
            r"{\fldrslt }} {\field{\*\fldinst INCLUDETEXT "
            f'"{secret}"'
            r"}{\fldrslt }}\par}"
        )
        read_bytes(rtf.encode(), "a.rtf")
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []
    assert "全年开展宣传3场。" in source.text
    assert "999" not in source.text


def linked_odt(folder: Path, section: str, there: str) -> bytes:
    """An odt with a section linked to a file and a picture from a server."""
    made = folder / "made"
    made.mkdir()
    (made / "a.docx").write_bytes(of_lines("全年开展宣传3场。", "标记"))
    convert("odt", made, str(made / "a.docx"))
    linked = (
        f'<text:section text:name="S"><text:section-source xlink:href="{section}"/>'
        "<text:p>旧</text:p></text:section>"
        '<text:p><draw:frame svg:width="9cm" svg:height="9cm"><draw:image '
        f'xlink:href="{there}/a.png"/></draw:frame></text:p></office:text>'
    )
    path = folder / "linked.odt"
    with zipfile.ZipFile(made / "a.odt") as old, zipfile.ZipFile(path, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "content.xml":
                data = data.replace(b"</office:text>", linked.encode())
            new.writestr(member, data)
    return path.read_bytes()


@chromium_is_there
@pytest.mark.parametrize("shape", ["paragraphs", "br", "laid out in tables", "nested spans"])
@pytest.mark.parametrize("name", ["liuwan-2023", "shiqiao-2024"])
def test_a_page_as_a_browser_has_it(tmp_path: Path, name: str, shape: str) -> None:
    title, *lines = [line.strip() for line in texts()[name].split("\n") if line.strip()]
    page = tmp_path / "page.html"
    page.write_text(SHAPES[shape](title, lines), encoding="utf-8")
    assert CHROMIUM is not None
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    dumped = subprocess.run(
        [CHROMIUM, *flags, profile, "--dump-dom", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    source = read_bytes(dumped.stdout, "报告.html")
    assert levels(pipeline.assess_source(source)) == expected(name)
    assert source.warnings == ()
    assert str(source.published) == "2024-03-15"
