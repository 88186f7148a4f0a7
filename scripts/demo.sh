#!/bin/sh
# Assess an example report: the result on the terminal, the scorecard as PDF, HTML and JSON.
set -eu
cd "$(dirname "$0")/.."
report=examples/liuwan-2023.txt
result=out/liuwan-2023
log=$(mktemp)
trap 'rm -f "$log"' EXIT
mkdir -p out
rm -f "$result".*

.venv/bin/python -m scorer assess "$report"
set -- -o "$result.html" -o "$result.json"
[ ! -f .venv/ready-pdf ] || set -- -o "$result.pdf" "$@"
status=0
.venv/bin/python -m scorer assess "$report" "$@" 2>"$log" || { status=$?; cat "$log" >&2; }

echo
echo "评分表（命令：.venv/bin/scorer assess $report $*）："
for format in pdf html json; do
    [ ! -f "$result.$format" ] || echo "  $(pwd)/$result.$format"
done
exit "$status"
