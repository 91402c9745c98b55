"""One full dict for every kind of paper. No real person, firm or number stands in it."""

import datetime
import io
from decimal import Decimal
from typing import Any

import pikepdf
from PIL import Image, ImageDraw

from notices.freezing import plain
from notices.kinds import KINDS

AGENCY = "重庆市涪陵区应急管理局"
TOKEN = "JB-2026-000042"
BASIS = ["《中华人民共和国安全生产法》第七十三条"]
REMEDIES = {
    "review_body": "重庆市涪陵区人民政府",
    "review_period": "60日",
    "suit_court": "重庆市涪陵区人民法院",
    "suit_period": "6个月",
}
PARTY = {
    "party_name": "重庆市涪陵区白石滩精细化工有限公司",
    "party_uscc": "91500102MA99999990",
    "party_legal_representative": "甄䶮",
    "party_address": "重庆市涪陵区白涛街道化工园区试验路999号",
    "party_phone": "023-00000001",
}
OFFICERS = [
    {"name": "程一", "certificate_no": "C50010200001"},
    {"name": "程二", "certificate_no": "C50010200002"},
]
MATTER = "重庆市涪陵区白石滩精细化工有限公司未如实记录事故隐患排查治理情况的问题"
FACTS = (
    "经查，你单位自2026年1月1日至2026年3月2日期间，对液氨储罐区的可燃有毒气体报警装置未进行经常性维护、保养和定期检测，"
    "其中3台探测器处于断电状态；上述隐患排查治理情况未如实记录，也未向从业人员通报。"
)
EVIDENCE = [
    "现场检查记录（涪应急检记〔2026〕31号）1份",
    "对安全管理人员的询问笔录2份",
    "可燃有毒气体报警装置现场照片6张，经核对与原件无异",
    "事故隐患排查治理台账复印件1册",
]

CONTACT = {
    "contact_person": "程一",
    "contact_phone": "023-00000000",
    "contact_address": "重庆市涪陵区试验大道1号",
}
SUMS = [
    {"title": "罚款", "sum": "100,000.00元"},
    {"title": "加处罚款（每日按罚款数额的3%，计至2026年5月11日）", "sum": "15,000.00元"},
    {"title": "已缴", "sum": "-20,000.00元"},
]

PAPERS: dict[str, dict[str, Any]] = {
    "transfer": {
        "token": TOKEN,
        "competent_body": "重庆市涪陵区市场监督管理局",
        "matter": "某小区电梯超期未检的问题",
        "reason": "该事项属于你单位职责范围",
        "basis": BASIS,
        "material": ["地点：涪陵区敦仁街道", "情况：3号楼电梯的检验标志已经过期，轿厢多次在楼层之间停住。"],
        "told_reporter": "本机关已告知举报人该事项由你单位承办。",
        "contact_phone": "023-00000000",
    },
    "acceptance": {
        "token": TOKEN,
        "reported_on": datetime.date(2026, 3, 2),
        "matter": MATTER,
        "accepted_on": datetime.date(2026, 3, 5),
        "basis": BASIS,
        "due_on": datetime.date(2026, 5, 4),
        "contact_phone": "023-00000000",
    },
    "non_acceptance": {
        "token": TOKEN,
        "reported_on": datetime.date(2026, 3, 2),
        "matter": "某小区电梯超期未检的问题",
        "reason": "该事项属于特种设备安全监察事项，不属于本机关的职责范围",
        "basis": BASIS,
        "contact_phone": "023-00000000",
        "competent_body": "重庆市涪陵区市场监督管理局",
        "is_forwarded": True,
        **REMEDIES,
    },
    "result": {
        "token": TOKEN,
        "reported_on": datetime.date(2026, 3, 2),
        "matter": MATTER,
        "accepted_on": datetime.date(2026, 3, 5),
        "conclusion": "反映的问题属实。",
        "facts": (
            "2026年3月9日，本机关会同重庆市涪陵区消防救援支队组成联合调查组，对该企业进行了现场检查，"
            "查明该企业未如实记录事故隐患排查治理情况，3台气体探测器处于断电状态。"
        ),
        "decision": "已责令该企业限期整改，并对其违法行为依法立案调查，拟给予行政处罚。",
        "reward_eligible": True,
        "reward_reason": "奖励数额在行政处罚决定作出后依法确定，届时将另行通知领取。",
        "basis": BASIS,
        "objection_period": "10日",
        "contact_phone": "023-00000000",
    },
    "rectification_order": {
        **PARTY,
        "inspected_on": datetime.date(2026, 3, 9),
        "site": "液氨储罐区、中央控制室",
        "items": [
            {
                "problem": "液氨储罐区3台可燃有毒气体探测器处于断电状态。",
                "basis": "《中华人民共和国安全生产法》第三十六条第二款",
                "demand": "恢复供电，经检测合格后方可投入使用。",
                "due_on": datetime.date(2026, 3, 16),
            },
            {
                "problem": "未将事故隐患排查治理情况如实记录，未向从业人员通报。",
                "basis": "《中华人民共和国安全生产法》第四十一条第二款",
                "demand": "补齐2026年以来的隐患台账，并向全体从业人员通报。",
                "due_on": datetime.date(2026, 3, 23),
            },
            {
                "problem": "2名特种作业人员未取得相应资格上岗作业。",
                "basis": "《中华人民共和国安全生产法》第三十条第一款",
                "demand": "立即停止无证上岗，安排取得资格的人员作业。",
                "due_on": datetime.date(2026, 3, 12),
            },
        ],
        "basis": ["《中华人民共和国安全生产法》第六十五条第一款第二项"],
        "measures": "隐患消除前，不得进行液氨装卸作业",
        "officers": OFFICERS,
        **REMEDIES,
    },
    "rectification_extension": {
        **PARTY,
        "order_number": "涪应急责改〔2026〕12号",
        "items": [
            {
                "problem": "液氨储罐区3台可燃有毒气体探测器处于断电状态。",
                "due_on": datetime.date(2026, 3, 16),
                "asked_until": datetime.date(2026, 4, 15),
            }
        ],
        "is_granted": True,
        "reason": "探测器须由原厂定制",
        "basis": ["《中华人民共和国安全生产法》第六十五条第一款第二项"],
        **REMEDIES,
    },
    "site_record": {
        "party_name": PARTY["party_name"],
        "inspected_at": "2026年3月9日9时10分至2026年3月9日11时40分",
        "place": "液氨储罐区、中央控制室",
        "content": "液氨储罐区气体探测器运行情况，事故隐患排查治理记录。",
        "problems": "液氨储罐区3台可燃有毒气体探测器处于断电状态。",
        "handling": "当场责令恢复供电，另行下达责令限期整改指令书。",
        "certificates_shown": "已向当事人出示行政执法证件，并经其确认。",
        "officers": OFFICERS,
        "signatory": "甄主任，储运车间主任",
        "is_refused": True,
        "refusal": "称须请示上级。见证人：甄保安",
    },
    "interview_record": {
        "cause": "未如实记录事故隐患排查治理情况案",
        "started_at": "2026年3月10日14时0分",
        "ended_at": "2026年3月10日15时20分",
        "place": "本机关询问室",
        "person": "甄班长，液氨班班长，证件号：居民身份证999999200001010003",
        "identity_shown": "已向当事人出示行政执法证件，并经其确认。",
        "rights_told": "已告知有申请回避的权利，并有如实回答询问、不得阻挠的义务；可以陈述和申辩。",
        "answers": [
            {"question": "探测器何时断电？", "answer": "三个月以前检修时断电，以后没有恢复。"},
            {"question": "谁知道这一情况？", "answer": "班组和车间负责人都知道。"},
        ],
        "officers": OFFICERS,
        "signatory": "甄班长，液氨班班长",
        "is_signed": True,
        "signed_how": "已在执法终端手写签名，签名图像随案存档",
    },
    "recheck_opinion": {
        **PARTY,
        "order_number": "涪应急责改〔2026〕8号",
        "results": [
            {
                "problem": "液氨储罐区3台可燃有毒气体探测器处于断电状态。",
                "demand": "恢复供电，经检测合格后方可投入使用。",
                "result": "已恢复供电，检测合格",
            },
            {
                "problem": "未将事故隐患排查治理情况如实记录，未向从业人员通报。",
                "demand": "补齐2026年以来的隐患台账，并向全体从业人员通报。",
                "result": "台账尚未补齐",
                "due_on": datetime.date(2026, 4, 7),
            },
        ],
        "opinion": "第1项已完成整改；第2项未完成整改，应当继续整改",
        "rechecked_on": datetime.date(2026, 3, 24),
        "officers": OFFICERS,
    },
    "penalty_prior_notice": {
        **PARTY,
        "cause": "未对安全设备进行经常性维护、保养和定期检测",
        "facts": FACTS,
        "evidence": EVIDENCE,
        "violated": [
            "《中华人民共和国安全生产法》第三十六条第二款",
            "《中华人民共和国安全生产法》第四十一条第二款",
        ],
        "basis": [
            "《中华人民共和国安全生产法》第九十七条第五项",
            "《中华人民共和国安全生产法》第九十九条第三项",
        ],
        "reasons": "你单位在检查后积极整改，未造成危害后果，参照行政处罚裁量基准，拟在法定幅度内从轻处罚。",
        "proposed_penalties": ["罚款人民币100,000.00元（大写：壹拾万元整）"],
        "hearing_right": True,
        "hearing_period": "5个工作日",
        "hearing_ways": "书面、口头或者电子邮件",
        "officers": OFFICERS,
        "contact_person": "程一",
        "contact_phone": "023-00000000",
        "contact_address": "重庆市涪陵区试验大道1号",
    },
    "hearing_notice": {
        **PARTY,
        "cause": "未对安全设备进行经常性维护、保养和定期检测",
        "held_on": datetime.date(2026, 4, 20),
        "place": "重庆市涪陵区应急管理局第二会议室",
        "chair": "柏思齐",
        "investigators": ["周砚秋", "覃远山"],
        "contact_person": "程一",
        "contact_phone": "023-00000000",
        "contact_address": "重庆市涪陵区试验大道1号",
    },
    "spot_decision": {
        **PARTY,
        "act": "2名从业人员未佩戴劳动防护用品进入作业现场",
        "violated": ["《中华人民共和国安全生产法》第四十五条"],
        "basis": ["《中华人民共和国安全生产法》第九十九条第五项"],
        "penalties": ["罚款人民币2,000.00元（大写：贰仟元整）"],
        "defence": "当事人没有陈述、申辩意见。",
        "decided_on": datetime.date(2026, 3, 9),
        "place": "重庆市涪陵区试验大道1号",
        "amount": Decimal("2000.00"),
        "pay_period": "15日",
        "collecting_agency": "重庆农村商业银行涪陵支行",
        "is_surcharged": True,
        "surcharge_rate": "3%",
        "officers": OFFICERS,
        **REMEDIES,
    },
    "penalty_decision": {
        **PARTY,
        "cause": "未对安全设备进行经常性维护、保养和定期检测案",
        "facts": FACTS,
        "evidence": EVIDENCE,
        "violated": [
            "《中华人民共和国安全生产法》第三十六条第二款",
            "《中华人民共和国安全生产法》第四十一条第二款",
        ],
        "basis": [
            "《中华人民共和国安全生产法》第九十七条第五项",
            "《中华人民共和国安全生产法》第九十九条第三项",
        ],
        "reasons": "你单位在检查后积极整改，未造成危害后果，参照行政处罚裁量基准，在法定幅度内从轻处罚。",
        "defence": "你单位在规定期限内未提出陈述、申辩，也未要求听证。",
        "penalties": ["罚款人民币100,000.00元（大写：壹拾万元整）"],
        "performance": "自收到本决定书之日起履行",
        "amount": Decimal("100000.00"),
        "pay_period": "15日",
        "collecting_agency": "重庆农村商业银行涪陵支行",
        "account_name": "重庆市涪陵区财政局",
        "account_no": "9999000000000000",
        "is_surcharged": True,
        "surcharge_rate": "3%",
        "prior_notice_number": "涪应急告〔2026〕7号",
        "prior_notice_on": datetime.date(2026, 3, 20),
        **REMEDIES,
    },
    "listing_decision": {
        "party_name": PARTY["party_name"],
        "party_uscc": PARTY["party_uscc"],
        "party_address": PARTY["party_address"],
        "party_legal_representative": PARTY["party_legal_representative"],
        "listed_on": datetime.date(2026, 4, 20),
        "cause": "你单位在安全生产许可证暂扣期间擅自组织生产，情节严重，已受到行政处罚",
        "basis": ["《安全生产严重失信主体名单管理办法》第七条第一项"],
        "measures": [
            "增加执法检查频次，暂停有关项目审批",
            "不适用告知承诺制等基于诚信的管理措施",
            "取消参加评先评优资格",
        ],
        "listing_period": "3年",
        "expires_on": datetime.date(2029, 4, 19),
        "repair_conditions": [
            "已履行行政处罚决定中规定的义务",
            "已消除事故隐患和不良影响",
            "未再发生严重失信行为",
        ],
        "persons": [{"name": "甄䶮", "role": "主要负责人", "id_no": "999999********0010"}],
        "penalty_number": "涪应急罚〔2026〕12号",
        **REMEDIES,
    },
    "listing_prior_notice": {
        "party_name": PARTY["party_name"],
        "party_uscc": PARTY["party_uscc"],
        "party_address": PARTY["party_address"],
        "party_legal_representative": PARTY["party_legal_representative"],
        "cause": "你单位在安全生产许可证暂扣期间擅自组织生产，情节严重，已受到行政处罚",
        "basis": ["《安全生产严重失信主体名单管理办法》第七条第一项"],
        "planned_time": "在听取你（单位）的陈述、申辩后",
        "measures": ["增加执法检查频次，暂停有关项目审批", "取消参加评先评优资格"],
        "penalty_number": "涪应急罚〔2026〕12号",
        "contact_person": "程一",
        "contact_phone": "023-00000000",
        "contact_address": "重庆市涪陵区试验大道1号",
    },
    "closure_request": {
        "addressee": "重庆市涪陵区人民政府",
        "party_name": PARTY["party_name"],
        "party_uscc": PARTY["party_uscc"],
        "party_address": PARTY["party_address"],
        "party_legal_representative": PARTY["party_legal_representative"],
        "facts": [
            "行政处罚：CF-2026-000001，2026年1月10日，《中华人民共和国安全生产法》第一百零二条，罚款120,000.00元",
            "重大事故隐患：YH-2026-000001，液氨储罐区报警装置停用",
        ],
        "proposal": "该单位屡罚屡犯，建议予以关闭",
        "ground": "存在重大事故隐患，180日内3次受到本法规定的行政处罚的，提请予以关闭。",
        "basis": ["《中华人民共和国安全生产法》第一百一十三条"],
        "contact_person": "程一",
        "contact_phone": "023-00000000",
    },
    "power_cut_notice": {
        "party_name": PARTY["party_name"],
        "party_uscc": PARTY["party_uscc"],
        "party_address": PARTY["party_address"],
        "party_legal_representative": PARTY["party_legal_representative"],
        "party_kind": "单位",
        "decision_number": "涪应急停〔2026〕3号责令停产停业整顿决定",
        "danger": "反应釜超压运行，随时可能爆炸",
        "measure": "停止向该单位生产区供电",
        "starts_at": "2026年04月21日10时00分",
        "approval": "程局长批准",
        "is_not_urgent": True,
        "advance_notice": "提前24小时通知",
        "basis": ["《中华人民共和国安全生产法》第七十条第一款"],
        "officers": [
            {"name": "程一", "certificate_no": "C50010200001"},
            {"name": "程二", "certificate_no": "C50010200002"},
        ],
        **REMEDIES,
    },
    "talk_notice": {
        "addressee": "重庆市涪陵区白石滩精细化工有限公司（甄厂长）",
        "reason": "6个月内发生2起较大事故",
        "held_at": "2026年04月20日09时30分",
        "place": "重庆市涪陵区试验大道1号会议室",
        "requirements": "约谈后5个工作日内报告。",
        "contact": "程一，023-00000000",
    },
    "talk_minutes": {
        "addressee": "重庆市涪陵区白石滩精细化工有限公司（甄厂长）",
        "held_at": "2026年4月20日",
        "place": "重庆市涪陵区试验大道1号会议室",
        "present": "甄厂长、程一、程二",
        "problems": "事故多发",
        "reply": "立即整改",
        "measures": ["安装防护罩（2026年5月1日前完成）"],
        "time_limits": ["2026年5月1日"],
    },
    "listing_removal": {
        "party_name": PARTY["party_name"],
        "party_uscc": PARTY["party_uscc"],
        "listing_number": "涪应急失信列〔2026〕1号",
        "grounds": "列入期限届满",
        "effective_on": datetime.date(2029, 4, 20),
        "effects": ["自移出之日起，停止公示列入信息，停止实施相应的管理措施"],
    },
    "listing_letter": {
        "departments": ["行业主管部门", "投资主管部门", "有关金融机构"],
        "party_name": PARTY["party_name"],
        "party_uscc": PARTY["party_uscc"],
        "decision_number": "涪应急失信列〔2026〕1号",
        "request": "本机关已决定将该主体列入安全生产严重失信主体名单。请依法采取联合惩戒措施",
        "basis": ["《中华人民共和国安全生产法》第七十八条第一款"],
        "contact_phone": "023-00000000",
    },
    "reward_preliminary": {
        "token": TOKEN,
        "matter": MATTER,
        "amount": Decimal("15000.00"),
        "conditions": ["举报事项经核查属实", "属于同一事项中最先的有效举报"],
        "steps": [
            "行政处罚金额100,000.00元，按15%计算为15,000.00元",
            "不低于3,000.00元，不高于300,000.00元，按15,000.00元奖励",
        ],
        "basis": ["《安全生产领域举报奖励办法》第十一条"],
        "contest_period": "10日",
        "contest_until": datetime.date(2026, 4, 30),
        "contact_phone": "023-00000000",
    },
    "reward_notice": {
        "token": TOKEN,
        "matter": MATTER,
        "amount": Decimal("15000.00"),
        "basis": ["《安全生产领域举报奖励办法》第十一条"],
        "claim_period": "60日",
        "claim_until": datetime.date(2026, 6, 19),
        "claim_steps": [
            "登录举报平台“进度查询”栏目，输入举报回执上的编码",
            "按照提示选择领取方式，填写收款信息；收款信息加密保存，仅由出纳人员在付款时查看",
            "也可以持举报回执和本人有效身份证件到下列地点领取",
        ],
        "claim_place": "重庆市涪陵区试验大道1号举报接待室",
        "contact_phone": "023-00000000",
        "is_extendable": True,
    },
    "reward_call": {
        "token": TOKEN,
        "call_period": "30日",
        "served_on": datetime.date(2026, 4, 20),
        "claim_period": "60日",
        "claim_until": datetime.date(2026, 6, 19),
        "claim_steps": ["登录举报平台“进度查询”栏目，输入举报回执上的编码"],
        "claim_place": "重庆市涪陵区试验大道1号举报接待室",
        "contact_phone": "023-00000000",
    },
    "accident_fast_report": {
        "addressee": "市人民政府应急管理部门",
        "unit_profile": "重庆市涪陵区白石滩精细化工有限公司，机械制造，住所白涛街道。",
        "scene": "2026年3月2日14:30，液氨储罐区。",
        "course": "一名工人在检修时中毒。",
        "casualties": "死亡1人，下落不明0人，重伤0人；直接经济损失120,000.00元。事故等级：一般事故。",
        "measures": "已停产，人员已撤出。",
        "other": "无。",
        "reported_at": "2026年3月2日15:40",
        "also_told": ["公安机关", "人力资源和社会保障部门", "工会", "人民检察院"],
    },
    "accident_report": {
        "accident_name": "重庆市涪陵区白石滩精细化工有限公司“03·02”生产安全事故",
        "unit_profile": "重庆市涪陵区白石滩精细化工有限公司，机械制造，住所白涛街道。",
        "course": "检修时阀门未关闭；企业自救。",
        "casualties": "死亡1人，下落不明0人，重伤0人；直接经济损失120,000.00元。事故等级：一般事故。",
        "cause": "未执行检修作业票；生产安全责任事故。",
        "responsibility": "企业负主要责任，建议处罚。",
        "prevention": ["检修作业票制度重新培训（企业，2026年6月1日前）"],
        "evidence": "现场勘验笔录、询问笔录5份。",
        "signatures": [
            {"name": "程一", "agency": AGENCY, "on": "2026年4月2日", "dissent": ""},
            {"name": "程二", "agency": AGENCY, "on": "2026年4月2日", "dissent": "对管理原因有不同意见。"},
        ],
    },
    "accident_reply": {
        "accident_name": "重庆市涪陵区白石滩精细化工有限公司“03·02”生产安全事故",
        "report": "《调查报告》（涪应急事调〔2026〕1号）",
        "opinion": "同意调查报告对事故原因和性质的认定。",
        "penalties": "同意对企业及其负责人的处理建议。",
        "measures": ["检修作业票制度重新培训（企业，2026年6月1日前）"],
    },
    "accident_review": {
        "accident_name": "重庆市涪陵区白石滩精细化工有限公司“03·02”生产安全事故",
        "replied_on": datetime.date(2026, 4, 10),
        "reviewed_on": datetime.date(2027, 3, 1),
        "results": [{"measure": "检修作业票制度重新培训", "result": "已落实", "found": "培训记录齐全。"}],
    },
    "supervision_notice": {
        "accident_name": "某建筑工地高处坠落事故",
        "addressee": "重庆市涪陵区应急管理局",
        "supervisor": "涪陵区安全生产委员会",
        "ground": "该事故属于典型的建设施工事故",
        "matters": "查明原因，依法处理责任人，落实整改。",
        "deadline": "自本通知之日起60日内，即2026年5月1日前。",
        "lifting": "办理完毕后报告，经同意后解除。",
        "reporting": "每10日报告一次进展。",
    },
    "supervision_lifting": {
        "notice_number": "涪应急督〔2026〕1号",
        "accident_name": "某建筑工地高处坠落事故",
        "addressee": "重庆市涪陵区应急管理局",
        "result": "已结案，整改到位",
    },
    "hazard_listing": {
        "party_name": PARTY["party_name"],
        "hazard": "液氨储罐区气体探测器断电",
        "standard": "《化工和危险化学品生产经营单位重大生产安全事故隐患判定标准》",
        "demand": "恢复供电，经检测合格后方可投入使用。",
        "order_number": "涪应急责改〔2026〕12号",
        "supervisor": "涪陵区安全生产委员会办公室",
        "deadline": datetime.date(2026, 5, 1),
        "lifting": "隐患消除并经两名执法人员现场复查通过后，凭证据摘牌。",
        "basis": ["《中华人民共和国安全生产法》第四十一条第三款"],
    },
    "hazard_lifting": {
        "party_name": PARTY["party_name"],
        "notice_number": "涪应急隐督〔2026〕1号",
        "noticed_on": datetime.date(2026, 3, 9),
        "hazard": "液氨储罐区气体探测器断电",
        "recheck": "2026年4月20日，经两名执法人员现场复查，该隐患已整改",
        "proof": "检测报告",
    },
    "crime_referral": {
        "police": "重庆市公安局涪陵区分局",
        "cause": "涉嫌重大责任事故罪",
        "party": "甄一，某公司生产副总。",
        "facts": FACTS,
        "investigation_report": "调查报告1份",
        "item_list": "涉案物品清单1份",
        "approval": "甄局长于2026年3月9日批准",
        "officers": OFFICERS,
        "has_appraisal": True,
        "appraisal": "技术鉴定报告1份",
        "has_other_material": True,
        "other": "现场照片6张",
    },
    "disaster_assessment": {
        "disaster_name": "某镇“07·02”滑坡",
        "cause": "连续强降雨。",
        "course": "2026年7月2日凌晨滑坡，毁房3间。",
        "nature": "自然因素引发的地质灾害。",
        "impact": "转移群众25人。",
        "loss": "无人员伤亡，直接经济损失50万元。",
        "responsibility": "未发现失职。",
        "advice": "增设监测点。",
        "team": ["程一（应急管理局）", "程二（规划和自然资源局）"],
    },
    "filing_approval": {
        **PARTY,
        "source": "本机关依法核查发现",
        "cause": "未对安全设备进行经常性维护、保养和定期检测案",
        "facts": FACTS,
        "reasons": "涉嫌违反《中华人民共和国安全生产法》第三十六条第二款，依法应当给予行政处罚，且属于本机关管辖。",
        "officers": OFFICERS,
        "head_approval": "同意立案。程三",
        "approved_on": datetime.date(2026, 3, 9),
    },
    "payment_deferral": {
        **PARTY,
        "decision_number": "涪应急罚〔2026〕12号",
        "amount": Decimal("100000.00"),
        "asked_on": datetime.date(2026, 4, 24),
        "application": "因停产整改，资金周转困难，申请分三期缴纳罚款",
        "schedule": [
            {"due_on": datetime.date(2026, 5, 31), "amount": "33,333.33元"},
            {"due_on": datetime.date(2026, 6, 30), "amount": "33,333.33元"},
            {"due_on": datetime.date(2026, 7, 31), "amount": "33,333.34元"},
        ],
        "approval": "程三",
        "basis": ["《中华人民共和国行政处罚法》第六十六条"],
    },
    "case_closing": {
        **PARTY,
        "cause": "未对安全设备进行经常性维护、保养和定期检测案",
        "result": "涪应急罚〔2026〕12号：罚款人民币100,000.00元（大写：壹拾万元整）",
        "execution": "2026年4月20日送达。罚款人民币100,000.00元（大写：壹拾万元整）于2026年7月30日缴清。",
        "grounds": "处罚决定已经全部履行。",
        "officers": OFFICERS,
        "head_approval": "同意结案。程三",
        "approved_on": datetime.date(2026, 8, 3),
    },
    "case_index": {
        "case_name": f"{PARTY['party_name']}未对安全设备进行经常性维护、保养和定期检测案",
        "reference": "CF-2026-000012",
        "result": "涪应急罚〔2026〕12号：罚款人民币100,000.00元（大写：壹拾万元整）",
        "opened_on": datetime.date(2026, 3, 9),
        "closed_on": datetime.date(2026, 8, 3),
        "items": [
            {
                "order": order,
                "number": f"涪应急{mark}〔2026〕{order + 11}号",
                "title": title,
                "dated_on": datetime.date(2026, 4, order),
                "pages": pages,
            }
            for order, (mark, title, pages) in enumerate(
                [
                    ("罚", "行政处罚决定书", "1-2"),
                    ("立", "立案审批表", "3"),
                    ("告", "行政处罚告知书", "4-5"),
                    ("缓缴批", "延期（分期）缴纳罚款批准书", "6"),
                    ("结", "结案审批表", "7"),
                ],
                start=1,
            )
        ],
        "page_total": 7,
        "evidence": [
            {
                "number": "ZJ-2026-000003",
                "title": "液氨储罐区现场照片",
                "kind": "视听资料",
                "taken_on": datetime.date(2026, 3, 9),
                "kept": "在案保管",
            }
        ],
    },
    "hearing_record": {
        "cause": "未对安全设备进行经常性维护、保养和定期检测案",
        "party_name": PARTY["party_name"],
        "held_at": "2026年4月20日9时30分至11时10分",
        "place": "重庆市涪陵区应急管理局第二会议室",
        "chair": "柏思齐",
        "present": "甄䶮（法定代表人）、甄律师（代理人）、程一、程二（调查人员）",
        "investigator_case": "液氨储罐区3台探测器处于断电状态，有检查记录、照片和询问笔录为证。建议罚款100,000.00元。",
        "party_case": "对事实没有异议；认为已经主动整改，罚款数额过高，请求从轻。对照片的拍摄时间没有异议。",
    },
    "hearing_report": {
        "cause": "未对安全设备进行经常性维护、保养和定期检测案",
        "party_name": PARTY["party_name"],
        "held_at": "2026年4月20日9时30分至11时10分",
        "place": "重庆市涪陵区应急管理局第二会议室",
        "chair": "柏思齐",
        "present": "甄䶮（法定代表人）、甄律师（代理人）、程一、程二（调查人员）",
        "summary": "调查人员提出：3台探测器处于断电状态。当事人申辩和质证：已经主动整改。详见听证笔录。",
        "opinion": "事实清楚，证据确凿。建议考虑当事人主动整改的情节，在告知的数额以内处罚。",
    },
    "legal_review": {
        "party_name": PARTY["party_name"],
        "cause": "未对安全设备进行经常性维护、保养和定期检测案",
        "trigger": "直接关系当事人或者第三人重大权益，经过听证程序的",
        "proposal": ["罚款人民币100,000.00元（大写：壹拾万元整）"],
        "jurisdiction": "违法行为发生在本行政区域，属于本机关管辖；两名执法人员持有执法证件。",
        "facts_and_evidence": "事实清楚，现场检查记录、照片、询问笔录能够相互印证，取证程序合法。",
        "application": "适用《中华人民共和国安全生产法》第九十九条第三项正确，罚款数额在法定幅度以内，裁量适当。",
        "procedure": "已经告知当事人陈述、申辩和要求听证的权利，依法举行听证，各项期限均在法定期限以内。",
        "opinion": "审核通过，同意按照拟作出的处罚作出决定。",
        "reviewer": "程四",
        "qualification": "国家统一法律职业资格",
    },
    "collective_discussion": {
        "cause": "未对安全设备进行经常性维护、保养和定期检测案",
        "party_name": PARTY["party_name"],
        "discussed_at": datetime.date(2026, 4, 28),
        "place": "重庆市涪陵区应急管理局第一会议室",
        "chair": "程三",
        "present": ["程五", "程六", "程三"],
        "case": "液氨储罐区3台探测器处于断电状态。当事人请求从轻。拟罚款人民币100,000.00元。",
        "opinions": "程五：情节较重，但已经整改，同意。程六：同意。",
        "conclusion": "一致同意罚款人民币100,000.00元。",
    },
    "payment_demand": {
        **PARTY,
        "party_kind": "单位",
        "decision_number": "涪应急罚〔2026〕12号",
        "decided_on": datetime.date(2026, 4, 20),
        "amount": Decimal("100000.00"),
        "due_on": datetime.date(2026, 5, 6),
        "collecting_agency": "重庆农村商业银行涪陵支行",
        "surcharge": "自缴款期限届满次日起每日按罚款数额的3%加处罚款，计至2026年5月11日为15,000.00元",
        "paid": "已缴20,000.00元",
        "basis": ["《中华人民共和国行政处罚法》第七十二条第一款第一项"],
        "contact_person": "程一",
        "contact_phone": "023-00000000",
    },
    "enforcement_demand": {
        **PARTY,
        "party_kind": "单位",
        "decision_number": "涪应急罚〔2026〕12号",
        "decided_on": datetime.date(2026, 4, 20),
        "served_on": datetime.date(2026, 4, 21),
        "due_on": datetime.date(2026, 5, 6),
        "sums": SUMS,
        "amount": Decimal("95000.00"),
        "period": "10个工作日",
        "way": "缴至重庆农村商业银行涪陵支行，缴款时写明决定书编号",
        "court": "重庆市涪陵区人民法院",
        "basis": ["《中华人民共和国行政强制法》第三十五条", "《中华人民共和国行政强制法》第五十四条"],
        **CONTACT,
    },
    "court_application": {
        **PARTY,
        "party_kind": "单位",
        "court": "重庆市涪陵区人民法院",
        "applicant_address": "重庆市涪陵区试验大道1号",
        "decision_number": "涪应急罚〔2026〕12号",
        "decided_on": datetime.date(2026, 4, 20),
        "cause": "未对安全设备进行经常性维护、保养和定期检测案",
        "facts": FACTS,
        "reasons": "情节较重，已经整改，在法定幅度内从轻处罚。",
        "basis": ["《中华人民共和国安全生产法》第九十九条第三项"],
        "party_opinion": "处罚决定作出前：请求从轻。催告后：请求分期缴纳。",
        "demand_number": "涪应急强催〔2026〕3号",
        "demand_record": "本机关于2026年5月11日作出催告书，次日送达当事人，期限届满，当事人仍未履行。",
        "sums": SUMS,
        "amount": Decimal("95000.00"),
        "enclosures": ["行政处罚决定书（涪应急罚〔2026〕12号）及送达凭证", "当事人的意见及催告书"],
        "head": "程三",
    },
}


def frozen_example(kind: str, **changes: Any) -> dict[str, Any]:
    """Return the dict of `kind` as `issue_notice` would freeze it, without a database."""
    return plain(
        {
            **PAPERS[kind],
            "kind": kind,
            "title": KINDS[kind].title,
            "number": "涪应急罚〔2026〕12号",
            "issued_on": datetime.date(2026, 4, 20),
            "agency_name": AGENCY,
            "code": "KQ7M-2XVB-9RDT",
            "verify_url": "http://127.0.0.1:8000/verify/KQ7M-2XVB-9RDT/",
            "is_demonstration": True,
            **changes,
        }
    )


def _blank() -> bytes:
    written = io.BytesIO()
    with pikepdf.new() as sheet:
        sheet.add_blank_page()
        sheet.save(written)
    return written.getvalue()


# A page with nothing on it, where only the number of pages matters.
SHEET = _blank()


def seal_picture(
    *, ground: str = "#ffffff00", size: tuple[int, int] = (420, 420), kind: str = "PNG"
) -> bytes:
    """Draw a round seal as an office would scan it."""
    picture = Image.new("RGBA", size, ground)
    ImageDraw.Draw(picture).ellipse([6, 6, size[0] - 6, size[1] - 6], outline="#d0121b", width=14)
    written = io.BytesIO()
    (picture if kind == "PNG" else picture.convert("RGB")).save(written, kind)
    return written.getvalue()
