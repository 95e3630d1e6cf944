"""Names and positions of what has a name in the sample; all of them are invented.

Positions are valley coordinates: `s` metres down the axis, `off` metres from
the river to the left (negative: to the right), or from the axis in the hills.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["HAMLETS", "LINKS", "SETTLEMENTS", "SPOTS", "STREETS", "Link", "Named", "Settlement", "Spot"]


class Named(NamedTuple):
    """A name in Chinese and English."""

    zh: str
    en: str


class Settlement(NamedTuple):
    """A town, village or hamlet: its reach is the half-length of its streets along the valley."""

    zh: str
    en: str
    kind: str
    s: float
    off: float
    reach_m: float


class Spot(NamedTuple):
    """A scenic spot; `shape` is node, way or relation."""

    zh: str
    en: str
    shape: str
    s: float
    off: float
    tags: str


class Link(NamedTuple):
    """A road across the valley, from one side line to another (F foot, V valley road, C corridor)."""

    s: float
    slant: float
    start: str
    end: str
    highway: str


SETTLEMENTS = (
    Settlement("云岭县城", "Yunling", "city", 10_850, 520, 1_500),
    Settlement("石桥镇", "Shiqiao", "town", 4_250, -560, 520),
    Settlement("翠湖镇", "Cuihu", "town", 16_650, 560, 520),
    Settlement("龙潭村", "Longtan", "village", 2_700, 420, 250),
    Settlement("柳湾村", "Liuwan", "village", 4_750, 380, 260),
    Settlement("竹林寨", "Zhulinzhai", "village", 5_700, -380, 240),
    Settlement("荷塘村", "Hetang", "village", 6_050, 400, 280),
    Settlement("青岩脚村", "Qingyanjiao", "village", 6_900, -430, 240),
    Settlement("花桥村", "Huaqiao", "village", 7_150, 330, 230),
    Settlement("石板寨", "Shibanzhai", "hamlet", 7_900, -330, 170),
    Settlement("杨柳井村", "Yangliujing", "village", 9_150, 380, 220),
    Settlement("上寨村", "Shangzhai", "village", 12_150, 350, 170),
    Settlement("黄泥堡", "Huangnibao", "hamlet", 13_900, -400, 180),
    Settlement("小桥村", "Xiaoqiao", "village", 5_250, 390, 190),
    Settlement("桂花村", "Guihua", "village", 8_250, 560, 240),
    Settlement("白鹭村", "Bailu", "village", 8_950, -400, 260),
    Settlement("梨园村", "Liyuan", "village", 9_950, -480, 240),
    Settlement("老码头村", "Laomatou", "village", 11_650, -350, 260),
    Settlement("水车村", "Shuiche", "village", 12_450, -420, 220),
    Settlement("银杏村", "Yinxing", "village", 13_250, 900, 250),
    Settlement("古榕村", "Gurong", "village", 13_300, -330, 230),
    Settlement("双河村", "Shuanghe", "village", 14_150, 380, 280),
    Settlement("田坝村", "Tianba", "village", 14_500, -450, 250),
    Settlement("月亮湾村", "Yueliangwan", "village", 15_250, 380, 230),
    Settlement("枫香村", "Fengxiang", "village", 15_650, -400, 250),
    Settlement("响水寨", "Xiangshuizhai", "hamlet", 16_900, -420, 180),
    Settlement("鱼塘村", "Yutang", "village", 17_900, 430, 230),
    Settlement("岩脚寨", "Yanjiaozhai", "hamlet", 18_600, -380, 180),
    Settlement("峡口村", "Xiakou", "village", 19_550, 330, 200),
    Settlement("麦田村", "Maitian", "village", 6_600, 1_650, 230),
    Settlement("油菜坝", "Youcaiba", "hamlet", 14_900, 1_950, 200),
    Settlement("山脚村", "Shanjiao", "village", 12_600, -1_650, 230),
)
"""Along the valley; `off` counts from the river."""

HAMLETS = (
    Settlement("云上寨", "Yunshangzhai", "hamlet", 4_800, 3_500, 150),
    Settlement("高坡村", "Gaopo", "village", 8_600, 3_700, 190),
    Settlement("雾山寨", "Wushanzhai", "hamlet", 12_300, 3_900, 150),
    Settlement("天坑边寨", "Tiankengbian", "hamlet", 15_900, 4_600, 150),
    Settlement("松树坪", "Songshuping", "village", 18_300, 3_300, 170),
    Settlement("老鹰岩", "Laoyingyan", "hamlet", 14_000, 6_100, 140),
    Settlement("羊场寨", "Yangchangzhai", "hamlet", 6_300, -3_500, 160),
    Settlement("核桃树村", "Hetaoshu", "village", 10_400, -3_900, 170),
    Settlement("三岔箐", "Sanchaqing", "hamlet", 14_300, -3_700, 150),
    Settlement("滴水岩", "Dishuiyan", "hamlet", 8_300, -6_000, 140),
    Settlement("青杠林", "Qingganglin", "hamlet", 19_300, -4_000, 140),
    Settlement("大坡顶", "Dapoding", "hamlet", 12_000, -5_700, 140),
)
"""In the hills; `off` counts from the axis."""

SPOTS = (
    Spot("万笋峰林", "Wansun Peak Forest", "way", 16_150, -900, "tourism=attraction;tourism:level:CN=AAAAA"),
    Spot(
        "镜湖",
        "Mirror Lake",
        "relation",
        12_750,
        0,
        "tourism=attraction;tourism:level:CN=AAAA;natural=water;water=lake",
    ),
    Spot("水车坝", "Waterwheel Weir", "node", 7_520, 130, "tourism=attraction;tourism:level:CN=AAAA"),
    Spot(
        "云门洞",
        "Yunmen Cave",
        "node",
        3_450,
        1_350,
        "tourism=attraction;tourism:level:CN=AAA;natural=cave_entrance",
    ),
    Spot(
        "彩虹瀑布",
        "Rainbow Falls",
        "node",
        17_600,
        -900,
        "tourism=attraction;tourism:level:CN=AA;natural=waterfall",
    ),
    Spot("观峰台", "Peak View Terrace", "node", 14_050, -1_450, "tourism=viewpoint"),
    Spot("云岭民族博物馆", "Yunling Folk Museum", "node", 10_300, 640, "tourism=museum"),
    Spot("文昌塔", "Wenchang Pagoda", "node", 11_450, 240, "historic=tower;building=pagoda"),
    Spot("古榕渡口", "Old Banyan Ferry Landing", "node", 13_450, -130, "historic=wharf"),
    Spot("石桥古桥", "Shiqiao Old Bridge", "node", 4_150, -180, "historic=bridge;heritage=4"),
    Spot("布依戏楼", "Buyi Opera Stage", "node", 6_100, 420, "historic=building;tourism=attraction"),
    Spot("盐马古道碑", "Salt Road Stele", "node", 8_650, 1_100, "historic=memorial"),
    Spot("田园艺术馆", "Field Art House", "node", 14_600, -520, "tourism=gallery"),
    Spot("稻田雕塑", "Rice Field Sculpture", "node", 15_300, 620, "tourism=artwork"),
    Spot("峡谷眺望台", "Gorge Lookout", "node", 19_900, 160, "tourism=viewpoint"),
)

LINKS = (
    Link(3_150, 0.10, "F+", "V-", "unclassified"),
    Link(4_350, -0.12, "T+", "F-", "tertiary"),
    Link(5_300, 0.15, "V+", "V-", "unclassified"),
    Link(6_350, -0.08, "F+", "F-", "unclassified"),
    Link(7_450, 0.12, "T+", "V-", "unclassified"),
    Link(8_500, -0.15, "F+", "F-", "tertiary"),
    Link(9_450, 0.05, "V+", "V-", "unclassified"),
    Link(10_150, -0.06, "T+", "V-", "tertiary"),
    Link(10_880, 0.02, "T+", "F-", "primary"),
    Link(11_750, 0.10, "T+", "V-", "tertiary"),
    Link(12_300, -0.10, "F+", "C+", "unclassified"),
    Link(12_950, 0.10, "C+", "F-", "unclassified"),
    Link(13_700, -0.10, "F+", "V-", "tertiary"),
    Link(14_600, 0.10, "V+", "F-", "unclassified"),
    Link(15_350, -0.16, "F+", "V-", "unclassified"),
    Link(16_350, 0.08, "T+", "V-", "tertiary"),
    Link(17_300, -0.10, "V+", "F-", "unclassified"),
    Link(18_250, 0.05, "V+", "V-", "unclassified"),
)

STREETS = (
    Named("人民路", "Renmin Road"),
    Named("解放街", "Jiefang Street"),
    Named("文昌路", "Wenchang Road"),
    Named("桂花路", "Guihua Road"),
    Named("稻香路", "Daoxiang Road"),
    Named("峰林路", "Fenglin Road"),
    Named("滨江路", "Binjiang Road"),
    Named("书院街", "Shuyuan Street"),
    Named("体育路", "Tiyu Road"),
    Named("新华街", "Xinhua Street"),
    Named("民族路", "Minzu Road"),
    Named("古井巷", "Gujing Lane"),
    Named("东门街", "Dongmen Street"),
    Named("西门街", "Ximen Street"),
    Named("南门街", "Nanmen Street"),
    Named("北门街", "Beimen Street"),
    Named("盐巷", "Yan Lane"),
    Named("布依路", "Buyi Road"),
    Named("金桥路", "Jinqiao Road"),
    Named("环城路", "Huancheng Road"),
    Named("梨园路", "Liyuan Road"),
    Named("建设路", "Jianshe Road"),
    Named("和平路", "Heping Road"),
    Named("学府路", "Xuefu Road"),
)
