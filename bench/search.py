"""Search in 100,000 clauses: `python -m bench.search`; figures go to `docs/search.md` by hand.

Clauses are recombined from sentences written for this file; no document is copied.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from zhitong.engine.documents.words import packaged_thesaurus, read_question
from zhitong.portal.documents.search.shapes import Filters, Node, SearchBackend
from zhitong.portal.documents.search.sqlite_index import SqliteIndex
from zhitong.portal.documents.search.tantivy_index import IS_INSTALLED, TantivyIndex

CLAUSES, PER_DOCUMENT = 100_000, 70
WHO = [
    "小微企业",
    "个体工商户",
    "中小企业",
    "高校毕业生",
    "退役军人",
    "就业困难人员",
    "返乡创业人员",
    "农民专业合作社",
    "家庭农牧场",
    "科技型中小企业",
    "专精特新企业",
    "高新技术企业",
    "外贸企业",
    "餐饮门店",
    "零售网点",
    "住宿单位",
    "物流企业",
    "养殖大户",
    "文旅企业",
    "制造业企业",
    "女性创业者",
    "民营企业",
    "首次上规的工业企业",
    "限额以上批发企业",
    "网络经营者",
]
WHAT = [
    "贷款贴息",
    "一次性补贴",
    "场地租金减收",
    "社会保险补贴",
    "培训补助",
    "研发费用加计扣除",
    "担保费减免",
    "创业担保贷款",
    "展位费补助",
    "用电优惠",
    "稳岗返还",
    "首次上规奖励",
    "品牌认定奖励",
    "知识产权质押融资",
    "采暖费优惠",
    "检验检测费减半",
    "印花税减征",
    "留抵退税",
    "转贷资金",
    "应急周转金",
    "数字化改造补助",
    "绿色工厂奖励",
    "物流成本补助",
    "电商服务费补贴",
    "人才公寓",
    "见习补贴",
    "招用奖励",
    "信用贷款",
    "续贷支持",
    "拖欠账款清理",
]
HOW = [
    "由{unit}受理后{days}个工作日内办结。",
    "材料齐全的当场受理，缺什么一次说清。",
    "每户每年最高{money}万元，先到先得，用完为止。",
    "按实际支出的{share}%计算，不足一万元的不发。",
    "通过政务服务网办理，也可以到{place}窗口。",
    "同一事项只享受一次，就高不重复。",
    "{unit}每季度公布名单，接受社会监督。",
    "执行到{year}年底，期满后重新评估。",
    "申报人要对材料真实性负责，骗取的予以追回。",
    "符合条件的免于申报，由系统比对后直接拨付。",
    "{place}可以结合实际加大力度，所需资金由本级财政安排。",
    "登记满{days}个月且未列入经营异常名录。",
    "从业人员不超过{days}人，上年营业收入{money}万元以下。",
]
DO = [
    "支持{who}享受{what}。",
    "对{who}给予{what}，标准为{money}万元。",
    "鼓励金融机构面向{who}扩大{what}规模，年均增长不低于{share}%。",
    "建立{who}培育库，优先落实{what}。",
    "{unit}牵头，会同{place}有关部门推进{what}，惠及{who}{money}家以上。",
    "取消{who}办理{what}的前置证明。",
    "依托{place}服务站点，为{who}提供{what}政策辅导。",
    "推动{what}向{who}倾斜，{year}年覆盖面达到{share}%。",
    "开展{who}走访，摸清{what}需求，形成问题清单。",
    "落实示发〔{year}〕{number}号，继续对{who}实行{what}。",
]
UNIT = [
    "市财政局",
    "市人力资源社会保障局",
    "市市场监管局",
    "市税务局",
    "市工业和信息化局",
    "市商务局",
    "市发展改革委",
    "市科技局",
    "市教育局",
    "市农牧局",
    "市金融办",
    "市住房城乡建设局",
    "市文化旅游局",
    "市交通运输局",
    "市民政局",
]
PLACE = [
    "城东区",
    "河西区",
    "北山县",
    "南川县",
    "开发区",
    "高新园",
    "保税港",
    "临空区",
    "青松旗",
    "白桦旗",
    "石桥镇",
    "柳湾镇",
]
QUESTIONS = [
    "贴息",
    "租金",
    "用电",
    "税",
    "社保",
    "大学生创业补贴",
    "个体户贷款",
    "公司拖欠货款",
    "小微企业贷款贴息",
    "怎么申请稳岗返还",
    "首次上规奖励多少钱",
    "房租减免",
    "退伍军人开店",
    "合作社",
    "展位费",
    "知识产权质押",
    "采暖费",
    "示发〔2024〕33号",
    "示发[2021]105号",
    "示发（2023）8号",
    "企业",
    "补贴",
    "支持",
    "个体工商户",
    "市财政局",
    "不超过100人",
    "50%",
    "免申即享",
    "培训",
    "招人有什么补贴",
    "女性创业者贷款",
    "数字化改造",
    "电商服务费",
    "青松旗文旅企业",
    "农民工返乡创业",
    "就业困难人员社保补贴",
    "物流成本",
    "绿色工厂奖励",
    "人才公寓",
    "续贷",
    "担保费",
    "骗取追回",
    "就高不重复",
    "经营异常",
    "留抵退税",
    "印花税",
    "网店",
    "注册",
    "一次说清",
    "没有这种说法",
    "火箭发射",
]
FILTERS = (
    Filters(),
    Filters(),
    Filters(on=date(2024, 6, 1)),
    Filters(region="150302"),
    Filters(kind="notice", topic="融资"),
    Filters(whom="个体工商户", with_amount=True),
)


def sentence(rng: random.Random, pattern: str) -> str:
    """One sentence with its slots filled."""
    return pattern.format(
        who=rng.choice(WHO),
        what=rng.choice(WHAT),
        unit=rng.choice(UNIT),
        place=rng.choice(PLACE),
        money=rng.randint(1, 900),
        share=rng.randint(5, 95),
        days=rng.randint(2, 300),
        year=rng.randint(2019, 2028),
        number=rng.randint(1, 180),
    )


def synthetic(clauses: int = CLAUSES, seed: int = 7) -> Iterator[Node]:
    """Nodes in documents of seventy; every third document has ended."""
    rng, words = random.Random(seed), packaged_thesaurus()  # noqa: S311 - nothing secret
    for place in range(clauses):
        number, order = divmod(place, PER_DOCUMENT)
        year = 2019 + number % 8
        ends = f"{year + (1 if number % 3 == 0 else 5)}-12-31"
        named = {
            ("region", ("", "15", "1503", "150302", "1501")[number % 5]),
            ("kind", ("notice", "plan", "opinion")[number % 3]),
        }
        text = f"示例文件第{number}号" if order == 0 else ""
        text += sentence(rng, rng.choice(DO))
        text += "".join(sentence(rng, rng.choice(HOW)) for _ in range(rng.randint(1, 3)))
        named |= {("topic", one) for one in words.topics_of(text)} | {
            ("whom", one) for one in words.people_of(text)
        }
        if "万元" in text:
            named.add(("amount", "known"))
        yield Node(
            f"d{number}",
            "" if order == 0 else f"{order}",
            text,
            order * 100,
            f"{year}-01-01",
            ends,
            frozenset(named),
            f"示发〔{year}〕{number % 180}号" if order == 0 else "",
        )


def measured(backend: SearchBackend, nodes: list[Node]) -> str:
    """One line of figures: building, then every question with every filter, three rounds."""
    begun = time.perf_counter()
    backend.clear()
    backend.index(nodes)
    built = time.perf_counter() - begun
    words, took, cpu, found, slow = packaged_thesaurus(), [], [], 0, []
    for _round in range(3):
        for text in QUESTIONS:
            for filters in FILTERS:
                begun, spent = time.perf_counter(), time.process_time()
                hits = backend.search(read_question(text, words), filters, 50)
                took.append((time.perf_counter() - begun) * 1000)
                cpu.append((time.process_time() - spent) * 1000)
                found += bool(hits.hits)
                slow.append((took[-1], text, filters.active()))
    cuts = statistics.quantiles(took, n=100)
    print(
        *(f"    {ms:.1f} ms {text} {asked}" for ms, text, asked in sorted(slow, reverse=True)[:8]),
        sep="\n",
        file=sys.stderr,
    )
    times = " | ".join(
        f"{ms:.1f}" for ms in (cuts[49], cuts[94], cuts[98], statistics.quantiles(cpu, n=100)[94])
    )
    share = f"{found / len(took):.0%}"
    return f"| {type(backend).__name__} | {len(nodes):,} | {built:.1f} s | {times} | {share} |"


def main() -> None:
    """Prints a table for every back end that is installed."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else CLAUSES
    nodes = list(synthetic(size))
    print("| back end | clauses | build | p50 ms | p95 ms | p99 ms | p95 of processor time ms | answered |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        backends: list[SearchBackend] = [SqliteIndex(Path(folder) / "search.sqlite3")]
        if IS_INSTALLED:
            backends.append(TantivyIndex(Path(folder) / "tantivy"))
        for backend in backends:
            print(measured(backend, nodes), flush=True)
        for path in (Path(folder) / "search.sqlite3", Path(folder) / "tantivy"):
            files = [one for one in path.rglob("*") if one.is_file()] if path.is_dir() else [path]
            print(f"size of {path.name}: {sum(one.stat().st_size for one in files) / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
