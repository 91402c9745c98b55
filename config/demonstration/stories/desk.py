"""Tips that wait at the intake desk or have left it again. All invented."""

from __future__ import annotations

from config.demonstration.story import Stage, Story
from reports.states import Channel, Kind, Mode

AT_THE_DESK = (
    Story(
        text=(
            "楼下卖煤气的门市，白天门开着晚上卷帘门一拉，里头少说堆了四五十个瓶子，空的满的混着放，旁边就是烧烤摊。"
            "我们楼上住了几十家人，天天闻到味道，怕得很，麻烦快点来看。"
        ),
        unit="gas_store",
        stage=Stage.SUBMITTED,
        channel=Channel.HOTLINE,
        is_danger_now=True,
        receipt_about="楼下的煤气瓶：等待受理",
    ),
    Story(
        text="厂里打磨车间的除尘器坏了快两个月，粉尘厚得能写字，电焊就在隔壁做。跟班长说了，他说先赶货。",
        unit="aluminium",
        stage=Stage.SUBMITTED,
        mode=Mode.EMPLOYEE,
        days_ago=5,
    ),
    Story(
        text="这家评价公司的人根本没有来过现场，报告里的照片是从别的厂拿的，检测数据也是编的。",
        kind=Kind.SERVICE_BODY,
        unit="assessor",
        stage=Stage.SUBMITTED,
        mode=Mode.ANONYMOUS,
        how_known="papers",
        days_ago=8,
        message="我这里还有一份报告的照片，怎么交给你们又不暴露我？",
        answer="您可以在查询页面补充材料，系统会自动去除照片中的拍摄信息。您不必留下姓名。",
    ),
    Story(
        text="矿上的炮工没有证，放炮也不清场，石头飞到村道上，差点打到放学的娃儿。",
        kind=Kind.VIOLATION,
        unit="mine",
        stage=Stage.SUBMITTED,
        how_known="told",
        days_ago=2,
    ),
    Story(
        text="反正你们都不管，说了也白说，哪个厂都有问题。",
        unit_name="不清楚",
        division="荔枝街道",
        stage=Stage.DECLINED,
        mode=Mode.ANONYMOUS,
        how_known="unsaid",
        ground="no_clear_target_or_facts",
        days_ago=3,
    ),
    Story(
        text="我跟厂里的工伤待遇官司法院还没判，请安监帮我把钱要回来。",
        unit="textile",
        stage=Stage.DECLINED,
        ground="other_procedure",
        days_ago=4,
    ),
    Story(
        text="天天晚上十几台渣土车超载从新桥过，路都压烂了，刹车声吵得睡不着，迟早出人命。",
        unit_name="不知名渣土运输车队",
        division="江东街道",
        sector="road_transport",
        kind=Kind.VIOLATION,
        stage=Stage.TRANSFERRED,
        to="jiaotong",
        days_ago=2,
    ),
    Story(
        text="工地塔吊下面没有围，吊篮上的人安全带都不挂，路过的人提心吊胆。",
        unit="builder",
        kind=Kind.VIOLATION,
        stage=Stage.TRANSFERRED,
        channel=Channel.COUNTER,
        to="zhujian",
        days_ago=1,
    ),
    Story(
        text="家具厂喷漆房没有装报警器，我看错了，是另外一家，不好意思。",
        unit="furniture",
        stage=Stage.WITHDRAWN,
        days_ago=1,
    ),
)
