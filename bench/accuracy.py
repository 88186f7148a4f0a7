"""Measure the levels found against levels that reviewers agreed on.

``python -m bench.accuracy REPORTS_DIR LABELS_DIR [--rules FILE]`` assesses every report that has a
label file of the same name. Exit status: 0 measured; 1 measured, and a plan or a lack was counted
as work; 2 could not measure.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.agreement import (
    Outcome,
    agreement,
    items_precision,
    items_recall,
    weighted_kappa,
)
from bench.labels import LabelError, pairs, read_labels
from scorer import ScorerError, assess_file


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the measurement and return the exit status."""
    options = _options(arguments)
    try:
        outcomes = measured(options.reports, options.labels, options.rules)
    except (LabelError, ScorerError) as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(report_lines(outcomes)))
    return 1 if any(one.plan_counted for one in outcomes) else 0


def measured(reports: Path, labels: Path, rules: str | None) -> list[Outcome]:
    """Return an outcome for every labelled element that the rule set has."""
    outcomes: list[Outcome] = []
    for report, label_file in pairs(reports, labels):
        expected = read_labels(label_file)
        lines = assess_file(report, rules).tally.lines
        outcomes += [
            Outcome.of(report.stem, expected[line.id], line)
            for line in lines
            if line.id in expected
        ]
    if not outcomes:
        raise LabelError(f"{labels}：标注的要素在评分规则中一个也没有，请检查 --rules")
    return outcomes


def report_lines(outcomes: Sequence[Outcome]) -> list[str]:
    """Return the measurement as lines of text: by element, in total, every disagreement."""
    return [*_by_element(outcomes), "", *_in_total(outcomes), *_disagreements(outcomes)]


def _by_element(outcomes: Sequence[Outcome]) -> list[str]:
    elements = list(dict.fromkeys(one.element for one in outcomes))
    lines = [f"{'要素':<20}{'一致':<18}{'加权kappa':<10}计划当成绩"]
    for element in elements:
        own = [one for one in outcomes if one.element == element]
        plans = sum(one.plan_counted for one in own) or ""
        lines.append(f"{element:<22}{agreement(own)!s:<20}{_kappa(own):<12}{plans}".rstrip())
    return lines


def _in_total(outcomes: Sequence[Outcome]) -> list[str]:
    reports = len({one.report for one in outcomes})
    plans = sum(one.plan_counted for one in outcomes)
    return [
        f"报告 {reports} 份，判定 {len(outcomes)} 项",
        f"档次完全一致：{agreement(outcomes)}",
        f"二次加权 kappa：{_kappa(outcomes)}",
        f"把计划或不足当成绩：{plans}（必须为 0）",
        f"分项查准率：{items_precision(outcomes)}",
        f"分项查全率：{items_recall(outcomes)}",
    ]


def _kappa(outcomes: Sequence[Outcome]) -> str:
    kappa = weighted_kappa([one.rated for one in outcomes])
    return "—" if kappa is None else f"{kappa:.3f}"


def _disagreements(outcomes: Sequence[Outcome]) -> list[str]:
    lines: list[str] = []
    for one in outcomes:
        missing = sorted(one.label.items - one.items_found)
        extra = sorted(one.items_found - one.label.items)
        if one.agrees and not missing and not extra:
            continue
        lines += ["", f"{one.report} {one.element}：{_difference(one)}"]
        lines += [f"  漏掉的分项：{'、'.join(missing)}"] if missing else []
        lines += [f"  多出的分项：{'、'.join(extra)}"] if extra else []
        lines += [
            f"  标注依据：{one.label.quote or '（无）'}",
            f"  判定依据：{one.quote or '（无）'}",
        ]
    return lines


def _difference(one: Outcome) -> str:
    if one.agrees:
        return f"档次一致（{one.found.label}），分项不一致"
    expected = "或".join(level.label for level in sorted(one.label.accepted))
    mark = "，把计划或不足当成绩" if one.plan_counted else ""
    return f"应为{expected}，判为{one.found.label}{mark}"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.accuracy", description="把判定的档次与人工标注比较"
    )
    parser.add_argument("reports", type=Path, metavar="报告文件夹")
    parser.add_argument("labels", type=Path, metavar="标注文件夹")
    parser.add_argument("--rules", help="评分规则：内置规则的名称或 YAML 文件")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
