"""What parameters and their values are called, for people who do not read YAML."""

from __future__ import annotations

from checker.comparing.directions import Direction
from checker.model.finding import LEVEL_WORDS
from checker.model.text import Say, plain, say

PARAMETERS: dict[str, Say] = {
    "title": say("名称", "title"),
    "basis": say("依据", "basis"),
    "level": say("级别", "level"),
    "provenance": say("出处", "provenance"),
    "when": say("适用条件", "condition"),
    "rationale": say("理由", "rationale"),
    "remedy": say("处理办法", "remedy"),
    "implements": say("落实的上位规则", "rule it implements"),
    "waivable": say("可否豁免", "waivable"),
    "within": say("期限", "period"),
    "within.latest": say("期限（最晚者）", "latest of several periods"),
    "within.earliest": say("期限（最早者）", "earliest of several periods"),
    "deadline.from": say("起算事件", "events that start the clock"),
    "deadline.to": say("应办事件", "events that are due"),
    "deadline.each": say("每次起算都要办理", "due each time"),
    "deadline.cutoff": say("当日起算的截止时刻", "cutoff of the day"),
    "deadline.until": say("最后一日的截止时刻", "end of the last day"),
    "deadline.roll": say("最后一日遇休息日", "last day off"),
    "deadline.warn": say("提前提醒", "reminder"),
    "deadline.extension": say("延期", "extension"),
    "deadline.extension.event": say("延期事件", "event that extends"),
    "deadline.extension.by": say("每次延期", "each extension"),
    "deadline.extension.times": say("延期次数", "number of extensions"),
    "deadline.pause": say("停止计算", "pause"),
    "deadline.pause.from": say("停止计算的事件", "events that stop the clock"),
    "deadline.pause.to": say("恢复计算的事件", "events that restart the clock"),
    "deadline.pause.at_most": say("最长停止", "longest pause"),
    "deadline.exempt": say("豁免情形", "exemption"),
    "deadline.exempt.event": say("豁免事件", "exempting events"),
    "deadline.exempt.within": say("豁免期限", "exempting period"),
    "required-event.events": say("必经事件", "events required"),
    "required-event.before": say("须在其之前", "required before"),
    "required-event.after": say("须在其之后", "required after"),
    "required-event.once": say("应办时点", "owed once"),
    "sequence.events": say("次序", "order"),
    "sequence.after_last": say("最后一项之后允许的事件", "events allowed after the last"),
    "trace.events": say("须留痕的事件", "events to be recorded"),
    "trace.records": say("计入的留痕材料", "kinds of record that count"),
    "trace.at_least": say("留痕份数", "number of records"),
    "trace.digest": say("须登记摘要", "digest wanted"),
    "recusal.parties": say("回避的一方", "party barred"),
    "recusal.events": say("应回避的事件", "events barred"),
    "recusal.include": say("一并回避的人", "also barred"),
    "recusal.units": say("单位被投诉时", "where a unit is accused"),
    "recusal.designation": say("另行指定", "designation"),
    "recusal.designation.event": say("指定事件", "designating event"),
    "recusal.designation.by": say("由谁指定", "designated by"),
    "recusal.designation.designee": say("写明被指定人", "designee named"),
    "recusal.designation.or_by": say("没有上级时的指定人", "who designates where nobody is above"),
    "recusal.designation.or_by.unit_type": say("没有上级时指定的部门", "units that designate then"),
    "separation-of-duties.events": say("须分人办理的事件", "events by different people"),
    "separation-of-duties.include": say("视为同一人", "counted as one person"),
    "authority.event": say("限制的事件", "events restricted"),
    "authority.by.role": say("有权角色", "roles entitled"),
    "authority.by.title": say("有权职务", "titles entitled"),
    "authority.by.unit": say("有权单位", "units entitled"),
    "authority.by.unit_type": say("有权单位类型", "types of unit entitled"),
    "authority.by.unit_of": say("须属于谁的单位", "must be of the unit of"),
    "authority.by.not_unit_of": say("不得属于谁的单位", "must not be of the unit of"),
    "authority.by.supervisor_of": say("须为谁的上级", "must stand above"),
    "classification.field": say("判断的栏目", "field judged"),
    "classification.at_least": say("最低等级", "lowest value"),
    "classification.equals": say("应为", "must equal"),
    "classification.one_of": say("可取的值", "values allowed"),
    "form.fields": say("应填栏目", "fields to fill"),
    "form.once": say("应填时点", "owed once"),
    "privacy.patterns": say("查找的个人信息", "personal data looked for"),
    "privacy.in": say("查找范围", "texts looked at"),
    "periodic-report.every": say("频次", "frequency"),
    "periodic-report.document": say("报告", "document"),
    "periodic-report.first": say("首个期间", "first period"),
    "periodic-report.for_each": say("分别出具", "one for each"),
    "periodic-report.for_each.unit_type": say("分别出具的单位类型", "types of unit that owe one"),
    "staffing.units.unit_type": say("单位类型", "types of unit"),
    "staffing.role": say("岗位角色", "role"),
    "staffing.at_least": say("最少人数", "number of people"),
    "retention.keep": say("保存期限", "retention period"),
    "history.append_only": say("只增不改的内容", "append only"),
    "history.recorded_within": say("补录期限", "time to record"),
    "history.not_by": say("不得提交的人", "not committed by"),
    "history.separate_policy_change": say("制度与案件分开提交", "policy and case apart"),
    "history.waiver_not_by": say("不得自批豁免的人", "waiver not by"),
    "history.never_lowered": say("不得擅自调低的栏目", "never lowered"),
    "history.signed": say("提交须签名", "commits signed"),
    "label": say("名称", "label"),
    "type": say("类型", "type"),
    "ordered": say("分高低", "ordered"),
    "order": say("选项次序", "order of the choices"),
    "required": say("必填", "required"),
    "definition": say("说明", "definition"),
    "public": say("可公开", "public"),
    "status": say("此后的状态", "status after it"),
    "opens": say("立案", "opens"),
    "closes": say("办结", "closes"),
    "reopens": say("重新开启", "reopens"),
    "corrects": say("更正", "corrects"),
    "reclassifies": say("改变的栏目", "field reclassified"),
    "text": say("文字", "text"),
    "kind": say("类别", "kind"),
    "note": say("备注", "note"),
    "issuer": say("发布单位", "issuer"),
    "applies_to": say("适用范围", "applies to"),
    "repealed_on": say("废止日", "repealed on"),
    "timezone": say("时区", "timezone"),
    "calendar": say("工作日历", "calendar"),
    "trading_calendar": say("交易日历", "trading calendar"),
    "currency": say("币种", "currency"),
    "language": say("语言", "language"),
}
"""By kind and path, or by the last name alone."""

VALUES: dict[str, Say] = {
    "forward": say("顺延", "moves on"),
    "none": say("不顺延", "stays"),
    **LEVEL_WORDS,
    "aliases": say("本人的其他编号", "the person's other ids"),
    "supervisees": say("直接下属", "direct subordinates"),
    "act": say("全体人员回避", "bars all its staff"),
    "head_only": say("只有负责人回避", "bars its head"),
    "ignore": say("无人回避", "bars nobody"),
    "required": say("必须", "required"),
    "optional": say("可以不写", "optional"),
    "complainant": say("客户", "complainant"),
    "accused": say("被投诉人", "accused"),
    "responsible": say("责任单位/人", "responsible"),
    "assisting": say("协助处理单位/人", "assisting"),
    "supervisor": say("上级", "a superior"),
    "month": say("每月", "every month"),
    "quarter": say("每季", "every quarter"),
    "year": say("每年", "every year"),
    "cn-id": say("身份证号", "identity number"),
    "cn-mobile": say("手机号", "mobile number"),
    "bank-card": say("银行卡号", "bank card"),
    "email": say("电子邮箱", "e-mail"),
    "events": say("事件", "events"),
    "waivers": say("豁免", "waivers"),
    "acknowledgements": say("违规确认", "acknowledgements"),
    "author": say("提交人", "the commit's author"),
    "new_cases": say("只适用于新案", "new cases"),
    "open_cases": say("也适用于在办案件", "open cases too"),
    "all": say("全部", "all"),
}
"""Words of the closed vocabularies."""

WAYS: dict[Direction, Say] = {
    "stricter": say("更严", "stricter"),
    "looser": say("更宽", "looser"),
    "none": say("无方向", "no direction"),
    "mixed": say("有严有宽", "stricter and looser"),
}

MEANINGS: dict[tuple[str, Direction], Say] = {
    ("deadline.cutoff", "stricter"): say(
        "更晚发生的也从当日起算", "what comes later still counts as of that day"
    ),
    ("deadline.cutoff", "looser"): say(
        "更早发生的就视为次日起算", "what comes earlier already counts as of the next day"
    ),
    ("deadline.roll", "stricter"): say(
        "长假前后不再多出几天", "no days are gained around a holiday"
    ),
    ("deadline.roll", "looser"): say(
        "最后一日遇休息日的，可以等到下一工作日", "a last day off leaves until the next working day"
    ),
    ("when", "stricter"): say("适用的案件增加", "it applies to more cases"),
    ("when", "looser"): say("适用的案件减少", "it applies to fewer cases"),
    ("deadline.to", "looser"): say("多一种办法即算完成", "one more way to be done in time"),
    ("required-event.events", "looser"): say(
        "要求的步骤减少，或可以替代", "fewer steps, or a choice"
    ),
    ("required-event.events", "stricter"): say(
        "要求的步骤增加，或不再可以替代", "more steps, or less choice"
    ),
    ("recusal.include", "stricter"): say("回避的人增加", "more people are barred"),
    ("recusal.include", "looser"): say("回避的人减少", "fewer people are barred"),
    ("level", "stricter"): say("违反时后果更重", "a breach counts for more"),
    ("level", "looser"): say("违反时后果更轻", "a breach counts for less"),
}
"""What a direction comes to, where the parameter's name does not say so."""

SORTS: dict[str, Say] = {
    "added": say("新增", "added"),
    "removed": say("删除", "removed"),
    "changed": say("修改", "changed"),
    "moved": say("移动", "moved"),
    "titled": say("改标题", "retitled"),
    "annotated": say("改出处或落实方式", "provenance or compliance changed"),
    "renumbered": say("改序号", "renumbered"),
    "recited": say("引用随序号更新", "citations renumbered"),
}

ENTRIES: dict[str, Say] = {
    "field": say("栏目", "field"),
    "choice": say("选项", "choice"),
    "event": say("事件类型", "event type"),
    "record": say("留痕类型", "kind of record"),
    "term": say("术语", "term"),
    "provenance": say("出处", "provenance"),
    "chapter": say("章", "chapter"),
    "head": say("修订信息", "head"),
}


def parameter_label(kind: str, path: tuple[str, ...]) -> Say:
    """A parameter as people call it; its path where nobody named it."""
    name = ".".join(path)
    for key in (f"{kind}.{name}", name, path[-1]):
        if key in PARAMETERS:
            return PARAMETERS[key]
    return plain(name)
