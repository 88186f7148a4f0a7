#!/bin/sh
# Make .venv ready: "setup.sh use" to run the program, "setup.sh develop" to test it as well.
# A second run costs next to nothing: what was done is noted in .venv with a key of its inputs.
set -eu
cd "$(dirname "$0")/.."
mode=${1:-use}
venv=.venv
log=$(mktemp)
trap 'rm -f "$log"' EXIT

say() { printf '%s\n' "$*" >&2; }
die() { say "错误：$*"; exit 1; }

# Run a command silently; show what it said if it fails.
quietly() { "$@" >"$log" 2>&1 || { cat "$log" >&2; return 1; }; }

# Print the first Python ≥ 3.11, one that can make virtual environments before one that cannot.
find_python() {
    for needed in "sys, ensurepip, venv" "sys"; do
        for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 \
            /usr/bin/python3; do
            check="import $needed; sys.exit(sys.version_info < (3, 11))"
            if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c "$check" 2>/dev/null; then
                command -v "$candidate"
                return
            fi
        done
    done
    die "找不到 Python 3.11 或更新的版本。请先安装（apt-get install python3），或用 PYTHON=路径 指定。"
}

can_make_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# How to become root: "" when we are, sudo when that works, "no" otherwise.
root_command() {
    if [ "$(id -u)" = 0 ]; then
        echo ""
    elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        echo sudo
    else
        echo no
    fi
}

apt_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    root=$(root_command)
    [ "$root" != no ] || return 1
    apt="$root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q"
    if [ -z "${apt_updated:-}" ]; then
        $apt update >"$log" 2>&1 || say "注意：软件源更新失败，仍尝试安装。"
        apt_updated=1
    fi
    quietly $apt install -y --no-install-recommends "$@"
}

make_venv() {
    python=$(find_python)
    if [ -x "$venv/bin/python" ] && "$venv/bin/python" -c 'import pip' 2>/dev/null; then
        return
    fi
    if ! can_make_venv "$python"; then
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        say "安装 $package ……"
        apt_install "$package" || apt_install python3-venv || true
        python=$(find_python)
        can_make_venv "$python" ||
            die "缺少 $package，不能自动安装。请用 root 运行：apt-get install $package"
    fi
    rm -rf "$venv"
    quietly "$python" -m venv "$venv" || die "无法建立虚拟环境 $venv。"
}

install_package() {
    target=.
    [ "$mode" = use ] || target=".[dev]"
    say "安装 Python 依赖（首次约一两分钟）……"
    quietly "$venv/bin/python" -m pip install --disable-pip-version-check -q -e "$target" ||
        die "Python 依赖安装失败，原因见上。请检查网络或 pip 的软件源设置后重试。"
}

# The key of an installation: where it is, what it was made from, by which Python.
key() {
    {
        pwd
        echo "$1"
        cat pyproject.toml scripts/setup.sh
        "$venv/bin/python" -V
    } 2>&1 | cksum
}

is_ready() { [ -f "$venv/ready-$1" ] && [ "$(cat "$venv/ready-$1")" = "$(key "$1")" ]; }

can_make_pdf() { "$venv/bin/python" -m scorer doctor >"$log" 2>&1; }

libraries="libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-cjk"

prepare_pdf() {
    if [ -f "$venv/ready-pdf" ] || can_make_pdf; then
        touch "$venv/ready-pdf"
        return
    fi
    say "安装生成 PDF 所需的系统组件（$libraries）……"
    # shellcheck disable=SC2086
    if apt_install $libraries && can_make_pdf; then
        touch "$venv/ready-pdf"
        return
    fi
    say "注意：本机还不能生成 PDF，其他格式不受影响。"
    say "  Debian、Ubuntu、麒麟、统信（root）：apt-get install $libraries"
    say "  macOS：brew install pango"
    say "  其他系统：安装 Pango 和一种中文字体（如思源黑体、Noto Sans CJK）"
    say "  装好后再运行一次；用 scorer doctor 检查。"
}

# What the tests with real producers need: LibreOffice and Chromium. Without them those tests are
# skipped, so a failure is only said; it is not tried again, but in continuous integration.
producers="libreoffice-writer-nogui libreoffice-calc-nogui libgl1 libglib2.0-0"

has_producers() {
    { command -v soffice || command -v libreoffice; } >/dev/null 2>&1 &&
        has_browser && has_calc && "$venv/bin/python" -c 'import cv2' 2>/dev/null
}

has_browser() {
    { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null 2>&1
}

# Whether LibreOffice can calculate; known only where Debian's packages are.
has_calc() {
    command -v dpkg-query >/dev/null 2>&1 || return 0
    dpkg-query -W -f '${db:Status-Abbrev}\n' libreoffice-calc libreoffice-calc-nogui 2>/dev/null |
        grep -q '^ii'
}

prepare_producers() {
    [ "$mode" = develop ] || return 0
    if { [ -f "$venv/ready-producers" ] && [ "${CI:-}" != true ]; } || has_producers; then
        touch "$venv/ready-producers"
        return
    fi
    say "安装测试用的 LibreOffice 和 Chromium（首次约几分钟）……"
    # shellcheck disable=SC2086
    apt_install $producers || true
    has_browser || apt_install chromium || true # Ubuntu has none of that name, but often Chrome
    if ! has_producers; then
        say "注意：LibreOffice、Chromium 或文字识别所用的程序库没有装全，要用它们的测试将跳过。"
        say "  Debian、Ubuntu（root）：apt-get install $producers chromium"
    fi
    touch "$venv/ready-producers"
}

[ -x "$venv/bin/python" ] && { is_ready "$mode" || is_ready develop; } || {
    make_venv
    install_package
    rm -f "$venv"/ready-*
    key "$mode" >"$venv/ready-$mode"
}
prepare_pdf
prepare_producers
