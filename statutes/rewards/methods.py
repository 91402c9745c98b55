"""The ways in which regimes turn facts into an amount."""

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from statutes.levels import AccidentLevel
from statutes.rewards.facts import AmountNeedsChoice, FactMissing, RewardFacts, TipKind
from statutes.rewards.schedules import Schedule, ScheduleNotLoaded
from statutes.rewards.sheet import NOTHING, Sheet, percent, yuan
from statutes.rules import Rule
from statutes.rules.rows import MethodRow
from statutes.rules.schema import DIMENSIONS

FEN = Decimal("0.01")
YUAN = Decimal(1)
ROUNDINGS = {
    "fen_half_up": (FEN, ROUND_HALF_UP),
    "fen_down": (FEN, ROUND_DOWN),
    "yuan_half_up": (YUAN, ROUND_HALF_UP),
    "yuan_down": (YUAN, ROUND_DOWN),
}


def pay(sheet: Sheet) -> tuple[TipKind, Decimal]:
    """Compute the amount before uplift and rounding; a setting settles a tip of two kinds."""
    kinds = kinds_of(sheet.facts)
    if len(kinds) == 1:
        return kinds[0], _pay_kind(sheet, kinds[0])
    rule = sheet.rule("reward.setting.both_kinds")
    names = "+".join(kinds)
    if rule.choice == "concealment_only":
        zh = "同时涉及瞒报、谎报事故的，按瞒报、谎报事故的标准奖励。"
        sheet.write(
            rule, "choose", names, kinds[0], zh=zh, en="A concealed accident is paid by its own rule only."
        )
        return kinds[0], _pay_kind(sheet, kinds[0])
    amounts = [(_pay_kind(sheet, kind), kind) for kind in kinds]
    best, best_kind = max(amounts)
    if rule.choice == "higher":
        sheet.write(
            rule, "higher_of", names, yuan(best), zh=f"取较高者 {yuan(best)} 元。", en="The higher is paid."
        )
        return best_kind, best
    total = sum((amount for amount, _ in amounts), NOTHING)
    sheet.write(rule, "sum", names, yuan(total), zh=f"合计 {yuan(total)} 元。", en="Both are paid.")
    return best_kind, total


def kinds_of(facts: RewardFacts) -> list[TipKind]:
    """Say of which kinds a tip is, the gravest first."""
    kinds = [TipKind.CONCEALMENT] if facts.concealed_deaths else []
    is_penalised = bool(facts.fines or facts.person_fines or facts.is_penalised)
    if facts.is_major_hazard or facts.is_illegal_production:
        kinds.append(TipKind.MAJOR)
    elif is_penalised or facts.is_violation:
        kinds.append(TipKind.VIOLATION)
    return kinds or [TipKind.ORDINARY]


def _pay_kind(sheet: Sheet, kind: TipKind) -> Decimal:
    method = method_of(sheet.schedule, kind)
    if method is None:
        reason = sheet.schedule.reason or f"《{sheet.schedule.title}》中这类事项的奖励标准没有载入。"
        raise ScheduleNotLoaded(reason)
    return METHODS[method.method](sheet, method, kind)


def method_of(schedule: Schedule, kind: TipKind) -> MethodRow | None:
    """Give how a regime pays a kind of tip; None where that is not loaded."""
    return {
        TipKind.CONCEALMENT: schedule.concealment,
        TipKind.MAJOR: schedule.major,
        TipKind.VIOLATION: schedule.violation,
        TipKind.ORDINARY: schedule.ordinary,
    }[kind]


def _pay_nothing(sheet: Sheet, method: MethodRow, kind: TipKind) -> Decimal:
    rule = sheet.rule(method.rules)
    sheet.write(
        rule,
        "outside_scope",
        kind.value,
        yuan(NOTHING),
        zh="不属于重大事故隐患或者安全生产违法行为，不在奖励范围内。",
        en="Neither a major hazard nor a violation: outside the scope of the reward.",
    )
    return NOTHING


def _pay_share(sheet: Sheet, method: MethodRow, kind: TipKind) -> Decimal:
    rate = sheet.rule(f"{method.rules}.rate")
    return _share_of_fine(sheet, method, rate, rate.amount)


def _pay_share_by_tier(sheet: Sheet, method: MethodRow, kind: TipKind) -> Decimal:
    rate = sheet.rule(f"{method.rules}.rate")
    tier = sheet.facts.mining_tier or _tier_that_does_not_matter(sheet, method, rate)
    return _share_of_fine(sheet, method, rate, rate.amount_by(tier))


def _tier_that_does_not_matter(sheet: Sheet, method: MethodRow, rate: Rule) -> str:
    """Give a tier where floor or cap make all tiers pay alike; else the tier is a missing fact."""
    trial = Sheet(sheet.facts, sheet.schedule, source=sheet.source)
    tiers = DIMENSIONS["tier"]
    if len({_share_of_fine(trial, method, rate, rate.amount_by(tier)) for tier in tiers}) > 1:
        raise FactMissing("mining_tier")
    return tiers[0]


def _share_of_fine(sheet: Sheet, method: MethodRow, rate: Rule, share: Decimal) -> Decimal:
    base = _base(sheet)
    raw = base * share
    sheet.write(
        rate,
        "multiply",
        f"{yuan(base)} × {percent(share)}",
        yuan(raw),
        zh=f"行政处罚金额 {yuan(base)} 元 × {percent(share)} = {yuan(raw)} 元。",
        en=f"Fine of {yuan(base)} yuan × {percent(share)} = {yuan(raw)} yuan.",
    )
    return _at_most(sheet, f"{method.rules}.maximum", _at_least(sheet, f"{method.rules}.minimum", raw))


def _base(sheet: Sheet) -> Decimal:
    """Add up the fines as the regime's setting says: all, those on units, or the largest."""
    facts = sheet.facts
    fines = facts.fines + facts.person_fines
    if len(fines) < 2:
        return sum(fines, NOTHING)
    rule = sheet.rule("reward.setting.several_fines")
    if rule.choice == "unit_only":
        base, zh = sum(facts.fines, NOTHING), "只计对单位的罚款"
    elif rule.choice == "largest":
        base, zh = max(fines), "只计最大一笔罚款"
    else:
        base, zh = sum(fines, NOTHING), "各笔罚款合计"
    given = " + ".join(yuan(fine) for fine in fines)
    sheet.write(
        rule, rule.choice, given, yuan(base), zh=f"{zh} {yuan(base)} 元。", en=f"Base: {yuan(base)} yuan."
    )
    return base


def _pay_flat(sheet: Sheet, method: MethodRow, kind: TipKind) -> Decimal:
    rule = sheet.rule(f"{method.rules}.amount")
    amount = rule.amount
    zh, en = f"定额奖励 {yuan(amount)} 元。", f"A fixed {yuan(amount)} yuan."
    sheet.write(rule, "fixed", kind.value, yuan(amount), zh=zh, en=en)
    return _within_the_month(sheet, f"{method.rules}.monthly_maximum", amount)


def _within_the_month(sheet: Sheet, rule_id: str, amount: Decimal) -> Decimal:
    """Keep to what one reporter may be paid for one kind of matter in a month, where the regime limits that."""
    if not sheet.has(rule_id):
        return amount
    rule, paid = sheet.rule(rule_id), sheet.facts.paid_this_month
    left = max(rule.amount - paid, NOTHING)
    if amount <= left:
        return amount
    zh = f"同类事项当月已奖励 {yuan(paid)} 元，本次按 {yuan(left)} 元。"
    sheet.write(
        rule, "at_most", yuan(amount), yuan(left), zh=zh, en=f"{yuan(left)} yuan are left this month."
    )
    return left


def _pay_item(sheet: Sheet, method: MethodRow, kind: TipKind) -> Decimal:
    """Pay the fixed amount of the reported matter; a matter that the table does not have is not loaded."""
    item = sheet.facts.item
    if not item:
        raise FactMissing("item")
    if not sheet.has(f"{method.rules}.{item}"):
        raise ScheduleNotLoaded(f"《{sheet.schedule.title}》的定额表没有载入这一事项（{item}）。")
    rule = sheet.rule(f"{method.rules}.{item}")
    zh, en = f"按定额表奖励 {yuan(rule.amount)} 元。", f"The table gives {yuan(rule.amount)} yuan."
    sheet.write(rule, "fixed", item, yuan(rule.amount), zh=zh, en=en)
    return rule.amount


def _pay_band(sheet: Sheet, method: MethodRow, kind: TipKind) -> Decimal:
    low, high = sheet.rule(f"{method.rules}.low"), sheet.rule(f"{method.rules}.high")
    return _choose(sheet, high, low.amount, high.amount)


def _pay_band_by_level(sheet: Sheet, method: MethodRow, kind: TipKind) -> Decimal:
    level = _level_of(sheet)
    low, high = sheet.rule(f"{method.rules}.low"), sheet.rule(f"{method.rules}.high")
    return _choose(sheet, high, low.amount_by(level), high.amount_by(level))


def _choose(sheet: Sheet, rule: Rule, low: Decimal, high: Decimal) -> Decimal:
    if low == high:
        zh, en = f"定额奖励 {yuan(low)} 元。", f"A fixed {yuan(low)} yuan."
        sheet.write(rule, "fixed", "", yuan(low), zh=zh, en=en)
        return low
    chosen = sheet.facts.chosen_amount
    bounds = f"{yuan(low)}–{yuan(high)}"
    if chosen is None or not low <= chosen <= high:
        reason = f"《{sheet.schedule.title}》只规定幅度 {bounds} 元，须由奖励部门在幅度内确定。"
        raise AmountNeedsChoice(reason, low=low, high=high)
    zh = f"在 {bounds} 元幅度内确定为 {yuan(chosen)} 元。"
    en = f"Set at {yuan(chosen)} yuan within {bounds}."
    sheet.write(rule, "choose_within", bounds, yuan(chosen), zh=zh, en=en)
    return chosen


def _pay_per_death(sheet: Sheet, method: MethodRow, kind: TipKind) -> Decimal:
    level = _level_of(sheet)
    rule = sheet.rule(f"{method.rules}.per_death")
    each, count = rule.amount_by(level), sheet.facts.concealed_deaths
    raw = each * count
    sheet.write(
        rule,
        "multiply",
        f"{count} × {yuan(each)}",
        yuan(raw),
        zh=f"{level.title_zh}事故，查实瞒报、谎报死亡 {count} 人 × {yuan(each)} 元 = {yuan(raw)} 元。",
        en=f"{count} concealed deaths × {yuan(each)} yuan = {yuan(raw)} yuan.",
    )
    return _at_most(sheet, f"{method.rules}.maximum", raw)


def _pay_flat_by_level(sheet: Sheet, method: MethodRow, kind: TipKind) -> Decimal:
    level = _level_of(sheet)
    rule = sheet.rule(f"{method.rules}.amount")
    amount = rule.amount_by(level)
    zh = f"瞒报、谎报{level.title_zh}事故，定额奖励 {yuan(amount)} 元。"
    sheet.write(rule, "fixed", level.value, yuan(amount), zh=zh, en=f"A fixed {yuan(amount)} yuan.")
    return amount


def _level_of(sheet: Sheet) -> AccidentLevel:
    facts = sheet.facts
    if facts.accident_level is not None:
        return facts.accident_level
    if facts.deaths is None:
        raise FactMissing("accident_level")
    begins = sheet.rule("accident.level.deaths")
    reached = [level for level in AccidentLevel if facts.deaths >= begins.number_by(level)]
    return max(reached, key=lambda level: level.rank)


def _at_least(sheet: Sheet, rule_id: str, amount: Decimal) -> Decimal:
    if not sheet.has(rule_id) or amount >= sheet.rule(rule_id).amount:
        return amount
    rule = sheet.rule(rule_id)
    floor = rule.amount
    zh, en = f"不足最低标准，按 {yuan(floor)} 元。", f"Below the minimum: {yuan(floor)} yuan."
    sheet.write(rule, "at_least", yuan(amount), yuan(floor), zh=zh, en=en)
    return floor


def _at_most(sheet: Sheet, rule_id: str, amount: Decimal) -> Decimal:
    if not sheet.has(rule_id) or amount <= sheet.rule(rule_id).amount:
        return amount
    rule = sheet.rule(rule_id)
    cap = rule.amount
    zh, en = f"超过最高标准，按 {yuan(cap)} 元。", f"Above the maximum: {yuan(cap)} yuan."
    sheet.write(rule, "at_most", yuan(amount), yuan(cap), zh=zh, en=en)
    return cap


def uplift(sheet: Sheet, kind: TipKind, amount: Decimal) -> Decimal:
    """Raise the amount for an employee by the province's ratio (provisions of 2020, art. 7)."""
    if not amount or not _is_uplifted(sheet):
        return amount
    if not sheet.has("reward.employee.uplift"):
        return _without_ratio(sheet, amount)
    rule = sheet.rule("reward.employee.uplift")
    raised = amount * (1 + rule.amount)
    zh = f"本单位从业人员举报，上浮 {percent(rule.amount)}，为 {yuan(raised)} 元。"
    en = f"Raised by {percent(rule.amount)} for an employee: {yuan(raised)} yuan."
    sheet.write(rule, "raise", yuan(amount), yuan(raised), zh=zh, en=en)
    if sheet.has("reward.employee.uplift_minimum"):
        least = amount + sheet.rule("reward.employee.uplift_minimum").amount
        raised = max(raised, least)
        if raised == least:
            floor = sheet.rule("reward.employee.uplift_minimum")
            zh = f"上浮不少于 {yuan(floor.amount)} 元，为 {yuan(raised)} 元。"
            en = f"Raised by at least {yuan(floor.amount)} yuan."
            sheet.write(floor, "raise_at_least", yuan(amount), yuan(raised), zh=zh, en=en)
    return _cap_uplifted(sheet, kind, raised)


def _is_uplifted(sheet: Sheet) -> bool:
    if sheet.facts.is_employee:
        return True
    rule_id = "reward.employee.includes_family"
    return sheet.facts.is_employee_family and sheet.has(rule_id) and sheet.rule(rule_id).flag


def _without_ratio(sheet: Sheet, amount: Decimal) -> Decimal:
    if sheet.has("reward.employee.maximum"):
        raise ScheduleNotLoaded(f"《{sheet.schedule.title}》中从业人员举报的上浮比例没有载入。")
    rule = sheet.rule("reward.setting.employee_without_ratio")
    if rule.choice == "refuse":
        raise ScheduleNotLoaded("从业人员举报的上浮比例由省级规定，没有载入。")
    zh = "从业人员举报应上浮，比例由省级规定，尚未载入，暂按普通标准。"
    en = "The province's ratio for employees is not loaded: the ordinary standard is used."
    sheet.write(rule, "keep", yuan(amount), yuan(amount), zh=zh, en=en)
    return amount


def _cap_uplifted(sheet: Sheet, kind: TipKind, raised: Decimal) -> Decimal:
    if sheet.has("reward.employee.maximum"):
        return _at_most(sheet, "reward.employee.maximum", raised)
    method = method_of(sheet.schedule, kind)
    rule_id = f"{method.rules}.maximum" if method else ""
    if rule_id and sheet.has(rule_id) and raised > sheet.rule(rule_id).amount:
        cap = sheet.rule(rule_id).amount
        reason = f"《{sheet.schedule.title}》没有载明上浮后能否超过最高标准 {yuan(cap)} 元。"
        raise AmountNeedsChoice(reason, low=cap, high=raised)
    return raised


def round_amount(sheet: Sheet, amount: Decimal) -> Decimal:
    """Round as the regime's setting says, and write a step where that changes the amount."""
    rule = sheet.rule("reward.setting.rounding")
    unit, mode = ROUNDINGS[rule.choice]
    rounded = amount.quantize(unit, rounding=mode).quantize(FEN)
    if rounded != amount:
        zh, en = f"取整为 {yuan(rounded)} 元。", f"Rounded to {yuan(rounded)} yuan."
        sheet.write(rule, rule.choice, str(amount), yuan(rounded), zh=zh, en=en)
    return rounded


METHODS: dict[str, Callable[[Sheet, MethodRow, TipKind], Decimal]] = {
    "share": _pay_share,
    "share_by_tier": _pay_share_by_tier,
    "flat": _pay_flat,
    "item": _pay_item,
    "band": _pay_band,
    "per_death": _pay_per_death,
    "flat_by_level": _pay_flat_by_level,
    "band_by_level": _pay_band_by_level,
    "nothing": _pay_nothing,
}

RULES_OF_METHOD: dict[str, tuple[str, ...]] = {
    "share": (".rate",),
    "share_by_tier": (".rate",),
    "flat": (".amount",),
    "item": (),
    "band": (".low", ".high"),
    "per_death": (".per_death",),
    "flat_by_level": (".amount",),
    "band_by_level": (".low", ".high"),
    "nothing": ("",),
}
