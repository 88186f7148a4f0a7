"""The names of the lint checks, and what each looks for; `lint` carries them out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """A lint check: the code its warnings bear, and what it looks for, in one sentence."""

    code: str
    looks_for: str


CHECKS: Mapping[str, Check] = {
    "分值合计": Check("L101", "适用年度中某一年起作用的要素，分值合计与满分不符"),
    "满档不可达": Check("L102", "要素的句式和单位怎样写也到不了它的满档"),
    "句式落空": Check("L103", "句式自己的词连起来也匹配不上，或总被“不算”抵掉，永远不会命中"),
    "句式过宽": Check("L104", "句式只有一个字，或任何句子都能命中"),
    "句式多余": Check("L105", "句式能命中的，同一要素的另一句式都能命中，而且档次不低"),
    "词组无用": Check("L106", "词组没有一处用到"),
    "缺例句": Check("L107", "要素能到的某一档没有例句，或没有一个不该计的例句"),
    "重复计分": Check("L108", "两个要素用同样的句式计同样的档次，同一句话会计两次分"),
    "编号重复": Check("L109", "分组、扣分、加分的编号，或要素的名称，用了两次"),
    "缺依据": Check("L110", "要素的“依据”是空的"),
    "例句重复": Check("L111", "同一要素里同一例句写了两次"),
    "单位无效": Check("L112", "量化成效的单位不在 language.yaml 的单位表里，数量读不出来"),
    "等次不可达": Check("L113", "等次的下限超过满分，或与另一等次相同"),
    "检查名有误": Check("L115", "“不检查”里写了没有的检查"),
    "词里有标点": Check(
        "L114", "词组的词里误用了全角逗号或顿号，或句式里有方括号、星号，括号里的词没有用 | 隔开"
    ),
}
