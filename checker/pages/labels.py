"""The site's words for what the program calls by id: statuses, reasons, levels, kinds, sources."""

from __future__ import annotations

from checker.model.finding import LEVEL_WORDS, STATUS_WORDS

STATUSES: dict[str, str] = {name: word.zh for name, word in STATUS_WORDS.items()}
MARKS = {
    "invalid": "✕",
    "violation": "✕",
    "undetermined": "？",
    "due_soon": "！",
    "pending": "○",
    "met": "✓",
    "acknowledged": "△",
    "waived": "◇",
    "not_applicable": "－",
}
"""A sign for each status, so that it is told apart without colour."""

REASONS = {
    "late": "晚了",
    "overdue": "逾期未办",
    "missing": "没有办理",
    "forbidden_actor": "应当回避",
    "not_designated": "没有另行指定",
    "same_actor": "由同一人办理",
    "wrong_actor": "无权办理",
    "out_of_order": "次序颠倒",
    "below_floor": "定级偏低",
    "wrong_value": "取值不符",
    "unfilled": "没有填写",
    "no_record": "没有留痕",
    "no_digest": "没有摘要",
    "personal_data": "含个人信息",
    "not_published": "没有出具",
    "unstaffed": "没有配备",
    "removed": "被删除",
    "rewritten": "被改写",
    "recorded_late": "补记过晚",
    "self_serving": "自行开脱",
    "bad_waiver": "豁免无效",
    "expired_waiver": "豁免已过期",
    "time_needed": "缺少时刻",
    "calendar_unknown": "当年放假通知未知",
    "no_revision": "当日没有制度",
    "unknown_value": "缺少取值",
    "paused": "中止计算",
    "exempt": "免于适用",
    "lowered": "擅自调低",
    "unsigned": "没有签名",
}
LEVELS: dict[str, str] = {name: word.zh for name, word in LEVEL_WORDS.items()}
KINDS = {
    "deadline": "时限",
    "required-event": "必经环节",
    "sequence": "次序",
    "trace": "留痕",
    "recusal": "回避",
    "separation-of-duties": "职责分离",
    "authority": "权限",
    "classification": "定级",
    "form": "填写",
    "privacy": "个人信息",
    "periodic-report": "定期报告",
    "staffing": "岗位配备",
    "retention": "保存",
    "history": "记录历史",
}
PROVENANCE = {
    "source": "原文",
    "supplement": "补充",
    "statute": "法律",
    "regulation": "监管规则",
    "second-hand": "转述",
    "remembered": "凭记忆",
    "peer": "同业",
    "analogy": "类比",
    "decision": "项目决定",
}
COMPLIANCE = {
    "attestation": "由专人声明",
    "guidance": "行为指引",
    "definition": "定义",
}
CHANGES = {
    "added": "新增",
    "changed": "修改",
    "moved": "移动",
    "titled": "改标题",
    "annotated": "改出处",
    "renumbered": "改序号",
    "recited": "改引用",
}
APPLIES_TO = {
    "new_cases": "只适用于施行后立案的投诉",
    "open_cases": "也适用于施行前立案的投诉，自施行之日起发生的部分",
}
REQUIRED_FIELD = "required-field"
FIXED_RULES = {REQUIRED_FIELD: "必填栏目", "no-revision-in-force": "立案当日没有制度"}
"""Rules of the program's own."""
