"""Who gets a benefit and under which words: whoever is addressed, the subject, or the one named before."""

import re
from dataclasses import dataclass

from zhitong.engine.documents.promises import benefitwords as words
from zhitong.engine.documents.promises.benefitparts import Group, cut

_ADDRESS = re.compile(
    r"(?:(?:^|(?<=[，；：。]))(?:同时|并|其中|再|即|另外?|此外|一是|二是|三是|\d{1,3}[.、]|（[一二三四五六七八九十\d]+）)*"
    r"(?:对于?|为|给(?!予)|向|面向|针对|凡是?)|(?<![绝相针应面配成结相一])对)"
    r"(?![接外标口比策象应等照抗主期限基准止了其]|重点|进|于)"
)
_BACKED = re.compile(
    r"^(?:\d{1,3}[.、]|（[一二三四五六七八九十\d]+）)?(?:积极|大力|重点)?(?:引导和?鼓励|鼓励和?支持|鼓励和?引导|引导|支持|鼓励|帮助|推动)(?:和引导)?"
)
_GIVES = re.compile(
    r"(?:给予|予以|发放|提供|鼓励|引导|推动|免征|减征|减按|减半|减免|免收|减收|缓缴|缓征|暂缓|按照?|可(?=申请|享受|按|领|申领|获|适当|在|给|叠加|延长|以)|实行|执行|开展|享受|申请|允许|进行|优先"
    r"|一次性|分别|依次|各(?=给)|继续|实施|出台|在相关|奖励|奖补|补助|补贴|资助|认定|授予|办理|做好|采取|组织|由|从|统一|下调|不停|免费|每(?=[人户家名个年月])|最高|再(?=给|按|奖)|追补|叠加|返还)"
)
_HEAD_END = re.compile(rf"(?:{words.BENEFICIARY}|{words.GIVEN_TO})(?:等|们)?(?:（[^（）]*）)?$")
_SOMEBODY_END = re.compile(rf"(?:{words.BENEFICIARY})(?:等|们)?(?:（[^（）]*）)?$")
_NOUN = re.compile(rf"(?:{words.BENEFICIARY})")
# Who lends is not who gets the loan; 对符合条件的 names nobody.
_LENDER = re.compile(
    r"银行|保险|(?:金融|担保|信贷|贷款|信用)[^，。；]{0,4}(?:机构|公司|平台)|^(?:各?机构|服务平台|平台)$"
)
_UNNAMED = re.compile(r"对(?:经[^，]{2,8})?(?:符合|满足)[^，]{0,6}(?:条件|规定|要求)的(?=[，给按予可])")
_PLACED = re.compile(r"的[^，的]{0,12}(?:中心|实验室|工作站|综合体|街区|市场|景区|民宿|赛事|展会)(?:等)?$")
_GIVEN_TO = re.compile(rf"(?:{words.GIVEN_TO})")
_GIVER = re.compile(r"(?:财政|政府|部门|局|厅|委|人民银行|基金|资金|财政各|市|县|区|省|国家)$")
# Words that open a clause about what somebody did, so that the noun behind them is not the one who gets.
_ACTS = re.compile(
    r"^(?:租用|租赁|入驻|创办|招用|招聘|招收|吸纳|录用|安置|聘用|带动|培养|培训|服务|引进(?!的)|推荐|介绍|帮助|购买|购置|采购|销售|出口|投资(?!者|人|主体|机构|企业)|承办|举办|主办|参加|参与|开展"
    r"|实施|建设(?!单位)|完成|取得|通过(?!省|国|认)|达到|实现|利用|使用|组织|在|经(?!营)|因|按|将|与|自|从|当年|年度|揭榜|其|上述|同一|单个)"
)
_BECOMES = re.compile(
    r"(?:认定为?|获评为?|评为|评定为|入选|成为|升级为|转型为|转为|命名为|列入|纳入|获批为?|被列为)(?:的)?"
)
_RECEIVER = re.compile(
    rf"(?:给予|奖励给?|补助给?|补贴给?|返还给?|发放给|资助|奖补|免收|减收|减免|免除)(?P<who>(?:{words.RECEIVERS})(?:、(?:{words.RECEIVERS}))*)"
    r"(?=一次性|最高|资金|不超过|购|租|\d|每|全额|相应|一定|适当|[，。；]|$|提供|的?.{0,8}(?:费|租金|税))"
)
_FREED = re.compile(rf"(?:免收|减收|减免|免除)(?P<who>{words.WHO.pattern})")
_NOBODY = re.compile(r"(?:经[^，]{2,8})?(?:符合|满足)(?:[^，]{0,6})(?:条件|规定|要求)的?")
_TRIM = re.compile(
    r"^(?:[、，和及与或]|若|如|上述|入选|获评为?|评为|认定为|以及|同时|并且?|其中|对于?|各类|单个|单户|每个|凡是?|给(?!予)|向|其他)+"
)
# 企业招用毕业生, 出租人减免租金: a noun with what it does.
_DOING = re.compile(
    rf"(?P<who>[^，、]{{0,12}}?(?:{words.BENEFICIARY}))(?:招用|吸纳|聘用|依托|录用|新招|购买|购置|减免|引进|租用|承租|从事|参加|首次|当年|向|与|在(?![读职校岗建]))"
)
# 对银行向小微企业发放的贷款给予贴息 is for those who borrow.
_LENT = re.compile(rf"向(?P<who>[^，的]{{2,20}}?(?:{words.BENEFICIARY}))(?:新)?发放")
_MANNER = re.compile(r"按|自(?!主|愿|然|由)|从(?!事)|由|在\d|截至|期限")
_MEANS = re.compile(r"(?:通过|依托|借助|利用|运用)[^，。；]{0,16}$")
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Whom:
    """`who` gets it, `condition` the words they must fulfil, `own` whether the group itself names them.

    `addressed` is a clause that says who without naming them (对吸纳就业5人以上的).
    """

    who: str | None = None
    condition: str | None = None
    own: bool = False
    addressed: str | None = None


def _of_head(phrase: str) -> str:
    """The noun phrase behind the last 的 outside brackets and quotes."""
    depth, at = 0, -1
    for place, char in enumerate(phrase[:-1]):
        depth += char in "（“《"
        depth -= char in "）”》"
        if char == "的" and depth <= 0:
            at = place
    head = _TRIM.sub("", phrase[at + 1 :])
    doing = _DOING.match(head)
    return doing["who"] if doing else head


def _leading(clause: str) -> str | None:
    """The noun phrase a clause begins with (批发企业 in 批发企业新增量达到…的), with what is coordinated."""
    if _ACTS.match(clause):
        return None
    found = _NOUN.search(clause)
    if not found or found.start() > 30 or re.search(r"[，的]", clause[: found.start()]):
        return None
    end = found.end()
    while True:
        longer = None if clause.startswith("个人", end) else _NOUN.match(clause, end)
        joined = re.match(
            rf"(?:（[^（）]*）)?(?:、|和|及|与|或|以及)[^，、的\d]{{0,16}}?(?:{words.BENEFICIARY})",
            clause[end:],
        )
        if longer:
            end = longer.end()
        elif joined and not _ACTS.match(joined[0].lstrip("、和及与或以")):
            end += joined.end()
        else:
            return _TRIM.sub("", clause[:end])


def _named(phrase: str) -> str | None:
    """The one who gets it in the words addressed: their head, or the noun their clause begins with."""
    chunks = [phrase[a:b] for a, b in cut(phrase, 0, len(phrase), "，")]
    if not chunks:
        return None
    chunks = [one for one in chunks if not _MANNER.match(one)] or chunks
    first, last = chunks[0], chunks[-1]
    if doing := _DOING.match(first):
        return _TRIM.sub("", doing["who"])
    if _SOMEBODY_END.search(first):
        return _of_head(first)
    if _SOMEBODY_END.search(last) and (len(chunks) == 1 or "的" in last):
        return _of_head(last)
    if _PLACED.search(first):
        return _of_head(first)
    if leading := _leading(first):
        return leading
    if _HEAD_END.search(first) and not _ACTS.match(first):
        return _of_head(first)
    for clause in chunks:
        become = _BECOMES.search(clause)
        if become and clause.endswith("的"):
            noun = _NOUN.search(clause, become.end()) or _GIVEN_TO.search(clause, become.end())
            if noun:
                return _TRIM.sub("", clause[become.end() : noun.end()])
    behind = _of_head(first)
    return _leading(behind) if behind != first else None


def _stops(rest: str, limit: int) -> list[int]:
    return sorted({one.start() for one in _GIVES.finditer(rest, 2, max(limit, 2) + 12)})


def _addressed(text: str, chunk_start: int, core_start: int, vague: bool) -> str | None:
    """The words between 对 (为, 向 …) and what is given."""
    reach = max(core_start, chunk_start) + (12 if vague else 0)
    for found in reversed(list(_ADDRESS.finditer(text[:reach]))):
        begin = found.end()
        if begin < chunk_start:
            phrase = text[begin:chunk_start].rstrip("，")
            inner = [place for place in _stops(phrase, len(phrase)) if _HEAD_END.search(phrase[:place])]
            if (
                inner
                and not phrase.startswith("为")
                and "，" not in phrase[: inner[0]]
                and re.match("鼓励|引导|推动|提供|给予|按", phrase[inner[0] :])
            ):
                phrase = phrase[: inner[0]]
        else:
            rest = text[begin:]
            stops = _stops(rest, core_start - begin)
            good = [place for place in stops if re.search(rf"{_HEAD_END.pattern}|的$", rest[:place])]
            limit = good[0] if good else stops[0] if stops else core_start - begin
            phrase = rest[: max(limit, 0)].rstrip("，")
        if (
            len(phrase) >= 2
            and not _NOBODY.fullmatch(phrase)
            and not re.match(r"(?:其|该|上述)(?!他)", phrase)
        ):
            return phrase
    return None


def _subject(text: str, chunk_start: int, core_start: int) -> str | None:
    """The words in front of the giving verb, or of the chunks in front of it."""
    chunk = text[chunk_start:]
    limit = core_start - chunk_start
    opening = _BACKED.match(chunk)
    begin = opening.end() if opening else 0
    for place in _stops(chunk, limit):
        phrase = chunk[begin:place].rstrip("，")
        proper = _HEAD_END.search(phrase) or phrase.endswith("的")
        if _MANNER.match(phrase):
            continue
        if len(phrase) > 1 and proper and not _GIVER.search(phrase) and not _MEANS.search(phrase):
            return phrase
    before = text[:chunk_start].rstrip("，")
    backed = _BACKED.match(before)
    before = before[backed.end() :] if backed else before
    return before if len(before) > 1 else None


def _speaks(chunk: str, limit: int) -> str | None:
    """The noun a stretch begins with it alone speaks of: 小微企业贷款额度最高…, 中小微企业按60%返还."""
    found = None if re.match(r"单|同一|每", chunk) else _leading(chunk)
    if not found or len(found) > 20 or _GIVER.search(found) or len(found) > max(limit, 2) + 2:
        return None
    return (
        found if re.match(r"(?:的)?(?:贷款|授信|最高|按|可|均|给予|享受|额度)", chunk[len(found) :]) else None
    )


def _own(group: Group) -> tuple[str | None, str | None]:
    text, chunk_start, core = group.text, group.chunk_start, group.core_start
    phrase = _addressed(text, chunk_start, core, group.vague)
    who = _named(phrase) if phrase else None
    lent = _LENT.search(phrase) if phrase and phrase.endswith("贷款") else None
    if lent:
        return lent["who"], phrase
    receiver = _RECEIVER.search(text, chunk_start) or _FREED.search(text, chunk_start)
    if receiver and (not who or receiver["who"] not in who):
        return receiver["who"], phrase
    speaks = _speaks(text[chunk_start:], core - chunk_start)
    if speaks and (not who or (phrase and text.find(phrase) < chunk_start)):
        return speaks, phrase
    if who:
        return who, phrase
    subject = _subject(text, chunk_start, core)
    if subject and (found := _named(subject)) and not _GIVER.search(found):
        return found, subject
    direct = (
        phrase
        and not re.search(r"[，]|的$", phrase)
        and not _ACTS.match(phrase)
        and not re.match("符合|满足", phrase)
    )
    if phrase and direct and len(phrase) <= 40:
        return phrase, phrase
    return None, phrase or subject


def _around(group: Group) -> tuple[str | None, bool]:
    """A beneficiary named elsewhere: behind what is given, in a clause of support before, anywhere before."""
    noun = words.WHO.search(group.text, group.core_start)
    if noun:
        return noun[0], False
    head = group.context[: max(group.context.find(group.text), 0)]
    for clause in reversed(re.split("，", head)):
        backed = _BACKED.match(clause)
        found = _leading(clause[backed.end() :]) if backed else None
        if found:
            return found, True
    return None, False


def whom_of(group: Group) -> Whom:
    """Who gets the benefit of a group, with the condition, as far as its own sentence tells."""
    who, phrase = _own(group)
    if who and group.kind in ("loan", "guarantee") and _LENDER.search(who):
        who = None
    own = who is not None
    if who is None:
        after = words.WHO.search(group.text, group.core_start)
        after = None if after and group.text.startswith("所得税", after.end()) else after
        who, own = (after[0].lstrip("和及与、"), True) if after else _around(group)
        if _UNNAMED.search(group.text) and not after:
            who, own = None, False
        if who and group.kind in ("loan", "guarantee") and _LENDER.search(who):
            who, own = None, False
    if who is None and not _UNNAMED.search(group.text):
        lent = group.kind in ("loan", "guarantee", "interest_subsidy")
        named = [
            one
            for one in words.WHO.finditer(group.context)
            if not _MEANS.search(group.context[: one.start()]) and not (lent and _LENDER.search(one[0]))
        ]
        who = named[0][0] if named else None
    condition = phrase if phrase and phrase != who else None
    if condition and who and condition.endswith("的" + who):
        condition = condition[: -len(who) - 1]
    clause = phrase[:-1] if phrase and phrase.endswith("的") else None
    if who is None and _UNNAMED.search(group.text):
        return Whom(None, condition, False, condition or "符合条件")
    if who is None and clause:
        led = re.search(rf"对{re.escape(clause)}", group.text)
        return Whom(None, clause, False, clause if led else None)
    return Whom(who[:LONGEST] if who else None, condition, own)
