"""Every rule of the fact sheet on which the system was built stands in a rule file, or is left out for a reason."""

import pytest

from statutes.rules import load_rulebook

# The rules by the file that carries them (the first, where several do): A tips, B rewards, C and D local and mining
# schedules, E accidents, F penalties, G the list, H crimes, I disasters, J supervision, K publicity, N data, T time,
# X layout, Y codes.
CARRIED_BY = {
    "cn-14-shanxi/interviews-2020.toml": "J10",
    "cn-35-fujian/xiamen-reward.toml": "B49",
    "cn-37-shandong/dishonest-list-2024.toml": "G33",
    "cn-50-chongqing/accident-rules-2015.toml": "C07 C08 C09 E09 E10 E13 E18",
    "cn-50-chongqing/disaster-assessment-2022.toml": "I06",
    "cn-50-chongqing/discretion-2023.toml": "C12",
    "cn-50-chongqing/district-construction-2021.toml": "C06",
    "cn-50-chongqing/divisions-fuling.toml": "Y01 Y02 Y03 Y04 Y05",
    "cn-50-chongqing/forest-fire-2018.toml": "I11",
    "cn-50-chongqing/fuling-office-settings.toml": "A33 B23 C05 C10 F48 G19b X07",
    "cn-50-chongqing/fuling-work-points-2023.toml": "C04 C11 C13 J07 J09 J12 J13 J14 I13 N16",
    "cn-50-chongqing/geological-disasters-2020.toml": "I08 I09",
    "cn-50-chongqing/hearing-rules-2023.toml": "F31 F32",
    "cn-50-chongqing/reward-chongqing.toml": "C01 C02 C03",
    "cn-63-qinghai/interviews-2018.toml": "J11",
    "cn/accident-fine-rules-2024.toml": "E27 E28 E29",
    "cn/accident-regulation-2007-fines.toml": "E25 E26",
    "cn/accident-regulation-2007.toml": "A13 E01 E02 E03 E04 E05 E06 E07 E08 E11 E12 E14 E15 E16 E17 H14",
    "cn/civil-code-2021.toml": "T01 T02 T03 T04",
    "cn/civil-procedure-2023.toml": "F51 F52 T05",
    "cn/coal-regulation-2024.toml": "K09",
    "cn/coercion-law-2012.toml": "F80 F81 F82 F83 F84 F85 T07",
    "cn/credit-code-2015.toml": "Y06",
    "cn/credit-repair-2026.toml": "G20 G21 G22 G23 G24 G25 G26 G27",
    "cn/crime-referral-2019.toml": "H01 H08",
    "cn/crime-referral-2020.toml": "H02 H03 H04 H05 H06 H07 H09 H10 H11 H12 H13 H15",
    "cn/criminal-interpretation-2015.toml": "H17 H18",
    "cn/criminal-interpretation-2022.toml": "H19 H20",
    "cn/criminal-law.toml": "H16 H21 H22 H23",
    "cn/cyber-security-2017.toml": "N18 N19",
    "cn/disaster-assessment-2025.toml": "I01 I02 I03 I04 I05",
    "cn/disclosure-2019.toml": "K04 N17",
    "cn/dishonest-list-2015.toml": "G32",
    "cn/dishonest-list-2023.toml": "G01 G02 G03 G04 G05 G06 G07 G08 G09 G10 G11 G12 G13 G14 G15 G16 G17 G18 G19 G31",
    "cn/documents.toml": "X13 X14",
    "cn/emergency-law-2024.toml": "A12 I12 N13 N22",
    "cn/employee-tips-2020.toml": "B40 B41 B42 B43 B44 B45 B46 B47 B48",
    "cn/enforcement-procedure-2016.toml": "F11 F12 F90",
    "cn/fifteen-measures-2022.toml": "A35",
    "cn/fine-collection-1997.toml": "F62",
    "cn/forest-fire-2008.toml": "I10",
    "cn/geological-disasters-2003.toml": "I07",
    "cn/government-data-2025.toml": "N21",
    "cn/holidays.toml": "T10 T11 T12 T13 T14",
    "cn/interviews-2018.toml": "J08",
    "cn/layout-2012.toml": "X01 X02 X03 X04 X05 X06 X08 X09 X10 X11 X12 X15 X16 X17 X18 X19 X20",
    "cn/listed-supervision-2010.toml": "J02 J03 J04 J05 J16",
    "cn/litigation-interpretation-2018.toml": "A17",
    "cn/litigation-law-2017.toml": "F72",
    "cn/mining-reward-2021.toml": "D01 D02 D03 D04",
    "cn/mining-reward-2024.toml": "D05",
    "cn/network-data-2024.toml": "N08 N20",
    "cn/official-discipline-2020.toml": "N14 N15",
    "cn/penalty-law-2021-conduct.toml": "F04 F06 F09 F13 F14 F35 F43 F44 F45 F73 K01 K02 K03 K08 T06",
    "cn/penalty-law-2021.toml": (
        "F02 F05 F07 F08 F10 F20 F21 F25 F26 F30 F33 F34 F40 F41 F42 F46 F47 F50 F53 F60 F61 F63 F64 F65 F70"
    ),
    "cn/penalty-measures-2015.toml": "F03",
    "cn/penalty-measures-2026.toml": "F01",
    "cn/personal-information-2021.toml": "N01 N02 N03 N04 N05 N06 N07 N09 N10 N11 N12",
    "cn/petition-rules-2022.toml": "A14 A15 A16 T09",
    "cn/resident-id-1999.toml": "Y07 Y08",
    "cn/review-law-2023.toml": "F71 T08",
    "cn/reward-measures-2018.toml": (
        "A34 B01 B02 B03 B04 B05 B06 B07 B08 B09 B10 B11 B12 B13 B14 B15 B16 B17 B18 B19 B20 B21 "
        "B22 B24 B25 B26 B27"
    ),
    "cn/reward-tax-1994.toml": "B28",
    "cn/sectors.toml": "A28 A29",
    "cn/three-systems-2018.toml": "K05",
    "cn/tip-guidance-2023.toml": "A20 A21 A22 A23 A24 A25 A26 A27 A30 A31 A32",
    "cn/work-safety-law-2021-fines-persons.toml": "E20 E22 E23 E24",
    "cn/work-safety-law-2021-fines.toml": "E30 E31",
    "cn/work-safety-law-2021.toml": (
        "A01 A02 A03 A04 A05 A06 A07 A08 A09 A10 A11 E19 E19b E21 E32 E33 E34 E35 E36 E37 G30 J01 J15"
    ),
}
LEFT_OUT = {
    "D06": "another sector's rule (food and drugs); the design of the claim by code follows it, no number does",
    "E19c": "an example of another province",
    "J06": "thresholds of other cities, which do not bind this place",
    "K06": "a county rule overridden by the classes of publicity since 2026-04-01",
    "K07": "a suggestion of the sheet, no rule",
}
# How far the numbers of each letter run; letters behind a number (E19b) stand in the table itself.
LAST = {"A": 35, "B": 49, "C": 13, "D": 6, "E": 37, "F": 90, "G": 33, "H": 23, "I": 13, "J": 16, "K": 9}
LAST |= {"N": 22, "T": 14, "X": 20, "Y": 8}
# Numbers that the sheet itself leaves free.

FREE = (
    "A18 A19 B29 B30 B31 B32 B33 B34 B35 B36 B37 B38 B39 F15 F16 F17 F18 F19 F22 F23 F24 F27 F28 "
    "F29 F36 F37 F38 F39 F49 F54 F55 F56 F57 F58 F59 F66 F67 F68 F69 F74 F75 F76 F77 F78 F79 F86 "
    "F87 F88 F89 G28 G29"
)


@pytest.mark.parametrize("file", CARRIED_BY)
def test_each_file_carries_the_rules_it_is_said_to(file: str) -> None:
    loaded = {
        sheet
        for parsed in load_rulebook().files
        if parsed.path == file
        for rows in parsed.rows.values()
        for row, _ in rows
        for sheet in getattr(row, "sheet", ())
    }
    assert set(CARRIED_BY[file].split()) - loaded == set()


def test_no_rule_of_the_sheet_is_forgotten() -> None:
    carried = {sheet for sheets in CARRIED_BY.values() for sheet in sheets.split()}
    numbered = {f"{letter}{number:02}" for letter, last in LAST.items() for number in range(1, last + 1)}
    assert numbered - carried - set(LEFT_OUT) == set(FREE.split())
    assert not carried & set(LEFT_OUT)
    assert all(LEFT_OUT.values())
