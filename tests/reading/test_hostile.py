"""Files that mean harm or are broken: one clear message, soon, and without much memory."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from scorer.model.errors import ReportError
from scorer.pipeline import assess_source
from scorer.reading import DEFAULT_LIMITS, Limits, rawfile, read, read_bytes
from tests.reading import hostilefiles as hostile
from tests.reading.wordfiles import of_lines, paragraph, part_of, with_part

RESAVE = "请用 WPS 或 Word 打开，另存为 docx 后再试；打不开时请重新下载或向提供者索取。"
BODY = "word/document.xml"
SOON = 10  # seconds, on a machine that has other things to do


def refused(data: bytes, name: str = "a.docx", limits: Limits = DEFAULT_LIMITS) -> str:
    """The message that reading *data* ends in, which must come soon."""
    start = time.monotonic()
    with pytest.raises(ReportError) as caught:
        read_bytes(data, name, limits)
    assert time.monotonic() - start < SOON
    return str(caught.value)


def run(*arguments: str, **keywords: object) -> tuple[int, str]:
    """The exit status and the errors of the program in a process of its own, with 1 GB to live."""
    done = subprocess.run(
        [sys.executable, "-m", "scorer", *arguments],
        capture_output=True,
        check=False,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30)),
        **keywords,
    )
    return done.returncode, done.stderr.decode()


TOO_LARGE = (
    "a.docx：解压后的文字部分超过 64MB，大小异常，不予读取。请确认文件没有选错；"
    "用 WPS 或 Word 打开后另存为 docx 或 txt 再试。"
    "确实需要读取时，可加 --limit 解压=128MB 放宽上限。"
)
ENTITIES = f"a.docx：Word 文档中有不该有的实体定义，可能是恶意文件，不予读取。{RESAVE}"
DAMAGED = f"a.docx：Word 文档已损坏，其中的 {BODY} 读不出来。{RESAVE}"
MISSING = f"a.docx：Word 文档中缺少正文部分，文件可能已损坏或不是标准的 docx。{RESAVE}"


class TestBombs:
    """What unpacks to more than it looks like."""

    @pytest.mark.parametrize(
        ("made", "expected"),
        [
            pytest.param(hostile.flat_bomb, TOO_LARGE, id="flat"),
            pytest.param(hostile.part_bomb, TOO_LARGE, id="many parts share one limit"),
            pytest.param(hostile.lying_bomb, DAMAGED, id="sizes that lie"),
        ],
    )
    def test_bomb(self, made, expected):
        """Bytes are counted while they are unpacked, whatever the zip says."""
        assert refused(made()) == expected

    def test_what_is_not_read_is_not_unpacked(self):
        """Zips in a zip, and large pictures, cost nothing."""
        start = time.monotonic()
        assert read_bytes(hostile.nested_bomb(), "a.docx").text == "一、工作\n全年审核合同12份。"
        assert time.monotonic() - start < SOON

    def test_a_part_that_is_named_often(self):
        """It is read once."""
        start = time.monotonic()
        assert read_bytes(hostile.many_relations(), "a.docx").text.endswith("12份。\n眉")
        assert time.monotonic() - start < SOON

    def test_members_that_overlap(self):
        """Two names for the same bytes: read as one of them, or refused."""
        try:
            found = read_bytes(hostile.overlapping_bomb(), "a.docx").text
        except ReportError as error:
            assert str(error) == DAMAGED or "损坏" in error.reason
        else:
            assert found == "一、工作\n全年审核合同12份。"

    def test_a_crowd_of_members(self):
        """Members are counted before the zip's directory is read."""
        limits = replace(DEFAULT_LIMITS, zip_members=500)
        assert refused(hostile.crowd(500), limits=limits) == (
            "a.docx：其中的文件超过 500个，不像是一份报告，不予读取。"
            "请用 WPS 或 Word 打开，另存为 docx 后再试。"
            "确实需要读取时，可加 --limit 成员=1000 放宽上限。"
        )
        assert "大小异常" not in refused(hostile.crowd(400), limits=limits)

    def test_a_million_members(self):
        """The same with the usual limit; the bytes of the directory alone are enough."""
        crowd = hostile.crowd(1) + b"PK\x01\x02" * 1_000_000
        assert "其中的文件超过 1万个" in refused(crowd)

    def test_too_many_tags(self):
        """Millions of empty elements take far more memory than bytes."""
        assert refused(hostile.with_body(hostile.document("<w:p/>" * 3_000_001))) == (
            "a.docx：Word 文档的标记超过 300万个，大小异常，不予读取。"
            "请确认文件没有选错；用 WPS 或 Word 打开后另存为 docx 或 txt 再试。"
        )

    @pytest.mark.parametrize(
        ("depth", "expected"),
        [
            (150, f"a.docx：Word 文档的内容嵌套超过 128 层，不予读取。{RESAVE}"),
            (100_000, DAMAGED),
        ],
    )
    def test_depth(self, depth, expected):
        """Tables in tables in tables."""
        nested = "<w:tbl>" * depth + "</w:tbl>" * depth
        assert refused(hostile.with_body(hostile.document(nested))) == expected

    def test_the_deepest_that_is_read(self):
        """A reader that follows elements does not run out of breath at the limit."""
        nested = "<w:smartTag>" * 120 + "<w:r><w:t>深</w:t></w:r>" + "</w:smartTag>" * 120
        data = hostile.with_body(hostile.document(f"<w:p>{nested}</w:p>"))
        assert read_bytes(data, "a.docx").text == "深"


class TestEntities:
    """XML that defines words of its own, or fetches them."""

    @pytest.mark.parametrize("made", [hostile.laughs, hostile.quadratic])
    def test_entities_that_grow(self, made):
        """Neither is expanded."""
        assert refused(made()) in (ENTITIES, DAMAGED)

    def test_a_document_type_alone(self):
        """It has no place in a docx; in UTF-16 as little as in UTF-8."""
        written = hostile.document(paragraph("甲"), "<!DOCTYPE d [<!ENTITY a 'b'>]>")
        assert refused(hostile.with_body(written)) == ENTITIES
        assert refused(hostile.with_body(written.encode("utf-16"))) == ENTITIES

    @pytest.mark.parametrize("made", [hostile.outside_entity, hostile.outside_type])
    def test_files_of_this_machine_are_not_read(self, made, tmp_path):
        """An entity that stands for a file gives nothing of it away."""
        secret = tmp_path / "secret.txt"
        secret.write_text("机密")
        assert refused(made(secret.as_uri())) == ENTITIES

    @pytest.mark.parametrize(
        "made", [hostile.outside_entity, hostile.outside_type, hostile.outside_relations]
    )
    def test_nothing_is_fetched(self, made):
        """A server that listens hears nobody."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(0.2)
            data = made(f"http://127.0.0.1:{server.getsockname()[1]}/x.xml")
            try:
                assert read_bytes(data, "a.docx").text == "一、工作\n全年审核合同12份。"
            except ReportError as error:
                assert str(error) == ENTITIES
            with pytest.raises(TimeoutError):
                server.accept()


class TestPages:
    """Web pages: the same harm in another format."""

    def test_nothing_is_fetched(self):
        """Neither style nor script, picture nor frame."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(0.2)
            address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
            assert "合同12份" in read_bytes(hostile.fetching_page(address), "a.html").text
            with pytest.raises(TimeoutError):
                server.accept()

    def test_entities_are_not_expanded(self, tmp_path):
        """HTML knows no entities of a page's own; a file of this machine is not read."""
        secret = tmp_path / "secret.txt"
        secret.write_text("机密")
        head = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "哈哈">]>'
        text = read_bytes(head.encode() + hostile.page("<p>&x;&y;</p>"), "a.html").text
        assert "机密" not in text
        assert "哈哈" not in text

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ("<p>" * 100_001, "网页中的标签超过 10万个，不像是一份报告，不予读取"),
            ("<div>" * 50_000, "网页嵌套过深或者过大，没有读完"),
            (f"<p>{'字' * 1_000_001}</p>", "正文超过 100万字，不像是一份报告"),
        ],
    )
    def test_size(self, body, expected):
        """Tags, depth and text are counted before the main content is looked for."""
        assert refused(hostile.page(body), "a.html").startswith(f"a.html：{expected}。")


class TestDamage:
    """Files that broke on their way."""

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            pytest.param(hostile.bad_checksum(), DAMAGED, id="a changed byte"),
            pytest.param(hostile.other_compression(), DAMAGED, id="a strange compression"),
            pytest.param(hostile.without(BODY), MISSING, id="no document"),
            pytest.param(hostile.with_body("<w:p>"), DAMAGED, id="a document that is no XML"),
            pytest.param(hostile.with_body(""), DAMAGED, id="an empty document"),
            pytest.param(
                hostile.with_body(f"<w:document {hostile.NAMESPACES}/>"), MISSING, id="no body"
            ),
            pytest.param(
                hostile.with_body(hostile.document("<w:p><w:r><w:t>\ufffe</w:t></w:r></w:p>")),
                DAMAGED,
                id="characters that XML does not have",
            ),
            pytest.param(
                hostile.with_password(),
                "a.docx：这是加密的 Office 文档。请用 WPS 或 Word 打开，取消密码后另存为 docx。",
                id="a password",
            ),
            pytest.param(
                hostile.DOCX[:-200],
                "a.docx：这是损坏的 Word 文档或压缩包。请重新下载或向提供者索取；"
                "如果 WPS 还能打开，请用 WPS 或 Word 打开，另存为 docx 后再试。",
                id="the end is missing",
            ),
        ],
    )
    def test_damage(self, data, expected):
        """The part that cannot be read is named."""
        assert refused(data) == expected

    @pytest.mark.parametrize(
        "name", ["_rels/.rels", "[Content_Types].xml", "word/styles.xml", "word/numbering.xml"]
    )
    def test_what_is_missing_but_not_needed(self, name):
        """The text is there, so it is read."""
        found = read_bytes(hostile.without(name), "a.docx").text
        assert found == "一、工作\n全年审核合同12份。"

    @pytest.mark.parametrize(
        "numbering",
        [
            '<w:lvl w:ilvl="999999999"><w:lvlText w:val="%1"/></w:lvl>',
            '<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="upperLetter"/>'
            '<w:lvlText w:val="%1%1%1"/></w:lvl>',
            f'<w:lvl w:ilvl="0"><w:start w:val="{"9" * 5000}"/><w:lvlText w:val="%1"/></w:lvl>',
        ],
    )
    def test_numbers_that_no_list_has(self, numbering):
        """Levels and starts in the millions are bounded, and the text is read."""
        made = hostile.with_body(
            hostile.document(
                paragraph("甲", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
            )
        )
        xml = (
            f'<w:numbering {hostile.NAMESPACES}><w:abstractNum w:abstractNumId="1">{numbering}'
            '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
        )
        text = read_bytes(with_part(made, "word/numbering.xml", xml.encode()), "a.docx").text
        assert text.endswith("甲")
        assert len(text) < 20

    def test_styles_in_a_ring_or_a_long_chain(self):
        """Each is based on the next; the last on the first."""
        ring = "".join(
            f'<w:style w:type="paragraph" w:styleId="s{n}">'
            f'<w:basedOn w:val="s{(n + 1) % 20_000}"/></w:style>'
            for n in range(20_000)
        )
        body = hostile.document(paragraph("甲", '<w:pStyle w:val="s0"/>') * 500)
        styles = f"<w:styles {hostile.NAMESPACES}>{ring}</w:styles>"
        data = with_part(hostile.with_body(body), "word/styles.xml", styles.encode())
        start = time.monotonic()
        assert len(read_bytes(data, "a.docx").blocks) == 500
        assert time.monotonic() - start < SOON


class TestSizes:
    """Too much, told before it is read."""

    def test_a_file_of_500_megabytes(self, tmp_path):
        """It is refused by its size, not read."""
        path = tmp_path / "大.txt"
        with path.open("wb") as file:
            file.truncate(500 * 1024 * 1024)
        status, told = run("assess", str(path))
        assert (status, told) == (
            2,
            f"错误：{path}：文件超过 64 MB。请压缩或删去其中的图片后再试，也可以另存为纯文本"
            "（.txt）。确实需要读取时，可加 --limit 文件=500MB 放宽上限。\n",
        )

    def test_more_than_that_from_a_pipe(self):
        """Reading stops at the limit."""
        with Path("/dev/zero").open("rb") as zeros:
            status, told = run("assess", "-", stdin=zeros)
        assert status == 2
        assert told.startswith("错误：标准输入.txt：文件超过 64 MB。")

    def test_a_text_that_is_too_long(self):
        """First the bytes are compared, then the characters."""
        limits = replace(DEFAULT_LIMITS, characters=20_000)
        expected = (
            "a.txt：正文超过 2万字，不像是一份报告。请确认文件没有选错。"
            "确实需要读取时，可加 --limit 字数=4万 放宽上限。"
        )
        assert refused("字".encode() * 20_001, "a.txt", limits) == expected
        assert refused("字".encode() * 40_000, "a.txt", limits) == expected
        assert len(read_bytes("字".encode() * 20_000, "a.txt", limits).text) == 20_000

    def test_a_word_text_that_is_too_long(self):
        """The same for a docx, as soon as the limit is reached."""
        limits = replace(DEFAULT_LIMITS, characters=5)
        assert "正文超过 5字" in refused(of_lines("一二三", "四五六"), limits=limits)

    def test_the_text_of_one_line(self):
        """A hundred thousand characters without a stop take time in proportion."""
        start = time.monotonic()
        report = read_bytes(("镇政府开展法治宣传活动" * 9_000).encode(), "a.txt")
        card = assess_source(report, "township-2021")
        assert card.report.characters == 99_000
        assert time.monotonic() - start < SOON * 2


class TestPaths:
    """What stands in the file system under a report's name."""

    @pytest.mark.parametrize(
        "name",
        [
            "镇 报 告.txt",
            "a'b\"c.txt",
            "😀👨‍👩‍👧.txt",
            "换\n行.txt",
            "-报告.txt",
            "报告（终稿）.txt",
            "%s{0}.txt",
        ],
    )
    def test_names(self, tmp_path, name):
        """Any name a file can have."""
        path = tmp_path / name
        path.write_text("全年审核合同12份。", encoding="utf-8")
        assert read(path).name == name.replace("\n", "\\n")

    def test_a_name_that_is_no_text(self, tmp_path):
        """Bytes that are not UTF-8, as from an old Chinese Windows."""
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xd5\xf2.txt"))
        path.write_text("全年审核合同12份。", encoding="utf-8")
        assert read(path).name == "\\udcd5\\udcf2.txt"
        path.unlink()
        with pytest.raises(ReportError) as caught:
            read(path)
        assert str(caught.value) == (
            f"{tmp_path}/\\udcd5\\udcf2.txt：文件不存在。请检查路径和文件名。"
        )

    def test_names_that_would_break_the_message(self, tmp_path):
        """A line feed, a colour and a sign that turns the line round are written out."""
        with pytest.raises(ReportError) as caught:
            read(tmp_path / "a\nb\x1b[31m\u202etxt")
        assert str(caught.value) == (
            f"{tmp_path}/a\\nb\\x1b[31m\\u202etxt：文件不存在。请检查路径和文件名。"
        )

    def test_links(self, tmp_path):
        """A link to a report is the report; a link to nothing or to itself is told."""
        (tmp_path / "报告.txt").write_text("全年审核合同12份。", encoding="utf-8")
        for name, target in (("链.txt", "报告.txt"), ("断.txt", "无.txt"), ("环.txt", "环.txt")):
            (tmp_path / name).symlink_to(tmp_path / target)
        assert read(tmp_path / "链.txt").text == "全年审核合同12份。"
        reasons = {}
        for name in ("断.txt", "环.txt"):
            with pytest.raises(ReportError) as caught:
                read(tmp_path / name)
            reasons[name] = caught.value.reason
        assert reasons == {"断.txt": "文件不存在", "环.txt": "符号链接循环，找不到文件"}

    @pytest.mark.parametrize("name", ["/dev/zero", "/dev/stdin", "/proc/self/mem"])
    def test_devices(self, name):
        """None is read."""
        status, told = run("assess", name, stdin=subprocess.PIPE)
        assert status == 2
        assert told.count("\n") == 1

    def test_a_pipe_that_takes_a_files_place(self, tmp_path, monkeypatch):
        """Between looking and opening a file may become a pipe; nobody waits for its other end."""
        path = tmp_path / "报告.txt"
        os.mkfifo(path)
        regular = Path(__file__).stat()
        monkeypatch.setattr(Path, "stat", lambda _self: regular)
        with pytest.raises(ReportError) as caught:
            read(path)
        assert caught.value.reason == "不是普通文件（可能是管道或设备）"

    def test_a_file_that_vanishes(self, tmp_path, monkeypatch):
        """Between looking and opening."""
        path = tmp_path / "报告.txt"
        path.write_text("甲")
        opened = rawfile.os.open

        def vanishing(place, flags):
            Path(place).unlink()
            return opened(place, flags)

        monkeypatch.setattr(rawfile.os, "open", vanishing)
        with pytest.raises(ReportError) as caught:
            read(path)
        assert caught.value.reason == "文件不存在"

    @pytest.mark.parametrize("change", ["longer", "shorter"])
    def test_a_file_that_changes(self, tmp_path, monkeypatch, change):
        """While it is read; half of it would be old."""
        path = tmp_path / "报告.txt"
        path.write_text("甲" * 1000)
        known = rawfile.os.fstat

        def changing(descriptor):
            found = known(descriptor)
            path.write_text("乙" * (2000 if change == "longer" else 10))
            return found

        monkeypatch.setattr(rawfile.os, "fstat", changing)
        with pytest.raises(ReportError) as caught:
            read(path)
        assert str(caught.value) == (
            f"{path}：读取时文件正在变化。请等文件保存、下载或同步完成以后再试。"
        )

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
    def test_no_permission(self, tmp_path):
        """As another user, whom the file's mode keeps out."""
        path = tmp_path / "报告.txt"
        path.write_text("甲")
        path.chmod(0o600)
        tmp_path.chmod(0o755)
        for folder in tmp_path.parents[:2]:
            folder.chmod(0o755)
        child = os.fork()
        if child == 0:  # no exceptions may leave this process
            os.setuid(65534)
            try:
                read(path)
            except ReportError as error:
                os._exit(7 if error.reason == "没有读取权限" else 8)
            os._exit(9)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


class TestTheOption:
    """--limit raises a limit."""

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("文件=5", "“5”写法不对，应写成 文件=200MB 的样子"),
            ("字数=0", "“0”写法不对，应写成 字数=500万 的样子"),
            ("字数=5MB", "“5MB”写法不对，应写成 字数=500万 的样子"),
            ("大小=5", "没有上限“大小”，可用：文件、字数、解压、成员、页数、识别、秒数"),
        ],
    )
    def test_what_is_no_limit(self, written, expected):
        """What may be written is told."""
        status, told = run("assess", "无.txt", "--limit", written)
        message = f"错误：--limit 的取值有误：{expected}。用法见 scorer assess --help\n"
        assert (status, told) == (2, message)

    @pytest.mark.parametrize("command", [("assess", "-"), ("explain", "-", "--all")])
    def test_a_limit_lowered(self, command):
        """The option reaches the reader, from every command that reads a report."""
        done = subprocess.run(
            [sys.executable, "-m", "scorer", *command, "--limit", "字数=5"],
            input="镇政府工作报告".encode(),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 2
        assert "正文超过 5字" in done.stderr.decode()


def test_the_builders_keep_their_word():
    """A bomb is small on the disk, and a docx without a part lacks it."""
    assert len(hostile.flat_bomb(10)) < 100_000
    assert part_of(hostile.DOCX, BODY)
    with pytest.raises(KeyError):
        part_of(hostile.without(BODY), BODY)
