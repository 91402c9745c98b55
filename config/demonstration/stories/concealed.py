"""Tips about accidents that were hidden. All invented."""

from __future__ import annotations

from decimal import Decimal

from config.demonstration.story import Facts, ListingStage, RewardStage, Stage, Story
from reports.states import Channel, Kind, Mode

CONCEALED = (
    Story(
        text="上个月矿上埋了一个外地人，给了家属钱，第二天就火化了，没有往上报，开车的师傅都晓得。",
        kind=Kind.HIDDEN_ACCIDENT,
        unit="mine",
        stage=Stage.SERVED,
        how_known="told",
        claimed_deaths=1,
        days_ago=5,
        working_text="反映该矿发生一起亡人事故后未报告。",
        found=Facts(
            facts="经查，该矿排土场发生坍塌，造成1人死亡，企业负责人与家属私下赔付后未按规定报告，构成瞒报。",
            violated="《生产安全事故报告和调查处理条例》第九条第一款",
            basis="《生产安全事故报告和调查处理条例》第三十六条第一项",
            fine=Decimal(1000000),
            reasons="瞒报生产安全事故，社会影响恶劣，按照裁量基准的下限处罚。",
            deaths=1,
            concealed_deaths=1,
        ),
        listing=ListingStage.NOTIFIED,
    ),
    Story(
        text="厂里灌装间去年腊月爆燃，两个人没了，对外说是煤气中毒在宿舍死的。我有当时群里的聊天记录。",
        kind=Kind.HIDDEN_ACCIDENT,
        unit="chemical",
        mode=Mode.EMPLOYEE,
        stage=Stage.CLOSED,
        how_known="papers",
        claimed_deaths=2,
        days_ago=2,
        working_text="反映该公司灌装作业发生爆燃致人死亡后谎报死亡原因和地点。",
        found=Facts(
            facts="经查，该公司灌装间发生爆燃，造成2人死亡，企业伪造死亡地点和原因，构成瞒报。",
            violated="《生产安全事故报告和调查处理条例》第九条第一款",
            basis="《生产安全事故报告和调查处理条例》第三十六条第一项、第二项",
            fine=Decimal(1500000),
            reasons="伪造现场、瞒报事故，按照裁量基准从重处罚。",
            deaths=2,
            concealed_deaths=2,
        ),
        reward=RewardStage.PAID,
        listing=ListingStage.LISTED,
    ),
    Story(
        text="机械厂请人拆旧车间，屋顶塌了压死一个，老板说是自己摔的，叫大家不准说。",
        kind=Kind.HIDDEN_ACCIDENT,
        unit="machine",
        stage=Stage.DECIDED,
        channel=Channel.LETTER,
        claimed_deaths=1,
        days_ago=2,
        working_text="反映该公司拆除作业坍塌致人死亡后未报告。",
        found=Facts(
            facts="经查，该公司组织拆除旧厂房时屋面坍塌，造成1人死亡，未按规定报告，构成瞒报。",
            violated="《生产安全事故报告和调查处理条例》第九条第一款",
            basis="《生产安全事故报告和调查处理条例》第三十六条第一项",
            fine=Decimal(1000000),
            reasons="瞒报生产安全事故，按照裁量基准的下限处罚。",
            deaths=1,
            concealed_deaths=1,
        ),
        reward=RewardStage.APPROVED,
    ),
)
