### 调整权重：权重目标、权重所能达到的结果，以及目标之间的冲突。

## 目标文件

bounds-invalid = “{ $bounds }”不是权重的比例
bounds-invalid-help = 请填写 0 至 1 之间的比例，如 0.3
bounds-count = “{ $indicator }”填写了 { $count } 个限值，应为两个
bounds-count-help = 请填写最小权重和最大权重，如 [25, 40]
between-invalid = “[{ $least }, { $most }]”不能作为权重的上下限
between-invalid-help = 请先写最小值，两者均在 0 至 { $scale } 之间
kept-bounded = “{ $indicator }”已列为保持不变，又另设了上下限
kept-bounded-help = 请从 `keep` 或 `between` 中删去该指标
evaluations-invalid = “{ $evaluations }”不能作为试算次数
evaluations-invalid-help = 请填写 1 至 { $most } 之间的数，如 20000
no-goal = 文件未列出任何目标
no-goal-help = 请添加 `[[goal]]`：各种写法见 docs/zh-CN/tune.md
too-many = 文件列出了 { $goals } 个目标
too-many-help = 请保留主要目标：一次搜索最多 { $most } 个
group-named = “{ $id }”是一级指标，此处应填二级指标
group-named-help = 请逐一填写其下的二级指标
indicator-unknown = 没有名为“{ $id }”的计权指标
name-unknown = 没有名为“{ $id }”的一级指标或二级指标
nearest-help = 是否指“{ $name }”？
known-help = 请填写以下名称之一：{ $names }
never-met = “{ $bound }”不可能达到
correlation-help = 请填写 -1 至 1 之间的相关系数
count-help = 请填写不小于 0 的企业数或名次数
share-help = 请填写 0 至 1 之间的比例：30% 写作 0.3
no-bound = 目标未说明应达到的值
no-bound-help = 请添加 `at_least` 或 `at_most`
bounds-crossed = 下限 { $least } 大于上限 { $most }
bounds-crossed-help = 请将较小的数填入 `at_least`
weight-invalid = “{ $weight }”不能作为目标的权重
weight-invalid-help = 请填写 0.000001 至 1000000 之间的数；不填 `weight` 时为 1
no-measure = 目标未说明衡量的内容
several-measures = 一个目标衡量了多项内容
measures-help = 请在 among_first、importance_of、rank_correlation、rank_shift、qualified 中填写一项
needs-first = 没有 `among_first` 时“{ $key }”无意义
needs-first-help = 请在 `among_first` 中填写前多少家企业
beyond-points = “{ $rule }”用到积分以外的结果，须完整评分后才能确定达标企业
beyond-points-help = 请改设其他目标：此目标要求达标规则和直通条件只用到 `points`
first-zero = “0”不能作为前若干家的家数
one-or-more-help = 请填写 1 或以上
prefix-invalid = “{ $prefix }”不能作为取前若干字符的个数
prefix-invalid-help = 请填写 1 或以上，用于 `of` 的文本
when-or-of = `among_first` 须与 `when` 或 `of` 之一同用
when-or-of-help = 请用 `when = "…"` 表示符合规则企业的占比，或用 `of = "…"` 表示同一取值的最大占比
prefix-idle = “{ $rule }”是{ $kind ->
    [number] 数值
    [flag] 是非值
   *[date] 日期
}，没有前若干字符
prefix-idle-help = 请删去 `prefix`
results-hint = 请用企业自身的字段编写规则：积分等结果随权重变化

## 搜索中止的原因

nothing-to-weigh = “{ $card }”没有计权指标
nothing-to-weigh-help = 请选用给出积分的指标体系
no-unit = “{ $indicator }”的上下限之间没有 { $decimals } 位小数的权重
no-unit-help = 请放宽该指标在 `between` 中的上下限，或列入 `keep`
sums-apart = 阶段“{ $segment }”各权重的下限合计 { $least }、上限合计 { $most }，权重之和无法等于 { $total }
sums-apart-group = 阶段“{ $segment }”、一级指标“{ $group }”各权重的下限合计 { $least }、上限合计 { $most }，权重之和无法等于 { $total }
sums-apart-help = 请放宽 `bounds` 或 `between`，或减少 `keep` 中的指标

## 目标名称

goal-holds = 前 { $first } 家中符合“{ $rule }”的占比
goal-largest = 前 { $first } 家中“{ $of }”同一取值的最大占比
goal-largest-prefix = 前 { $first } 家中“{ $of }”同一取值（取前 { $prefix } 位）的最大占比
goal-importance = “{ $of }”的重要性
goal-spearman = 与现行排名的斯皮尔曼 ρ
goal-kendall = 与现行排名的肯德尔 τ
goal-mean-shift = 平均名次变动
goal-greatest-shift = 最大名次变动
goal-qualified-share = 达标企业占比
goal-qualified-firms = 达标企业数
goal-must = { $title }（必须）

## 目标无法达到的原因

holds-for-none = 企业批次中没有企业符合其规则
never = { $why }，无论权重如何，该值只能在 { $least } 至 { $most } 之间
why-holds = { $firms } 家企业中 { $held } 家符合规则
why-largest = { $firms } 家企业共有 { $values } 种取值，前 { $first } 家中占比最大的取值最多 { $most } 家
why-only-group = 只有这一个一级指标
why-only-indicator = 只有这一个二级指标
why-ranks = 企业共有 { $firms } 个名次
why-gates = { $firms } 家已评分企业中 { $passing } 家通过准入

## 报告

title = { $scorecard } 按 { $goals } 调整权重（{ $cohort }，基准日 { $as-of }，{ $firms } 家企业）
goals = 目标
verdict-today = 现行权重已达到{ $goals ->
    [1] 该目标
   *[other] 全部 { $goals } 个目标
}
verdict-met = 下列权重达到{ $goals ->
    [1] 该目标
   *[other] 全部 { $goals } 个目标
}；权重变动 { $moved }，为 { $evaluations } 次试算（随机种子 { $seed }）中的最小变动
verdict-met-whole = 下列权重达到{ $goals ->
    [1] 该目标
   *[other] 全部 { $goals } 个目标
}；权重变动 { $moved }，为最小可能变动：全部权重均已试算，共 { $evaluations } 次（随机种子 { $seed }）
verdict-none = 未找到达到{ $goals ->
    [1] 该目标
   *[other] 全部 { $goals } 个目标
}的权重（试算 { $evaluations } 次，随机种子 { $seed }）：下列权重最接近，达到 { $met } 个目标；权重变动 { $moved }
verdict-hopeless = 没有权重能达到{ $goals ->
    [1] 该目标
   *[other] 全部 { $goals } 个目标
}，因此未进行搜索；现行权重达到 { $met } 个目标
verdict-impossible = 没有权重能达到{ $goals ->
    [1] 该目标
   *[other] 全部 { $goals } 个目标
}：全部可能的权重均已试算，共 { $evaluations } 次（随机种子 { $seed }）；下列权重最接近，{ $goals } 个目标中达到 { $met } 个；权重变动 { $moved }
weights = 权重
weights-note = ↓ 已达下限，↑ 已达上限，= 保持不变
agreement = 与现行排名的斯皮尔曼 ρ 为 { $spearman }；名次平均变动 { $mean } 位，最大变动 { $greatest } 位
trade-off = 取舍
trade-off-chart = 达到目标与少变动权重之间的取舍
trade-off-across = 权重变动，%
trade-off-up = 目标差距
point-found = 求得：
point-met = 达到 { $goals } 个目标：

## 处理建议

what-to-do = 处理建议
nothing-to-do = 无须处理
use-weights = 如需采用这些权重，请用 --write 写成新的指标体系文件，并在批次文件中指定该文件
takes-all = 目标 { $number } 的前若干家已包括全部 { $firms } 家企业：“{ $title }”
takes-all-help = 请减少前若干家的家数：权重不影响该目标
conflict = 目标 { $first } 与目标 { $second } 曾分别达到，但从未同时达到：最接近时为 { $one } 和 { $other }
conflict-help = 请降低其中一个目标的要求，或放宽限度
never-all = 任意两个目标均曾同时达到，但从未全部达到
never-all-help = 请降低其中一个目标的要求、放宽限度，或增加试算次数
cannot-be-met = 目标 { $number } 无法达到：{ $why }
compare-rule-help = 请将规则与企业批次中的单元格核对：地区为代码（如 440305），不是名称
less-or-first-help = 请降低要求，或调整前若干家的家数
less-help = 请降低要求
met-by-none = 目标 { $number } 虽已达到，但只是因为没有企业符合规则
slipped = 目标 { $number } 在按现行权重评分的企业中达到，在按这些权重评分的企业中未达到
slipped-help = 请略微提高要求，或降低指标体系的 `minimum_coverage`
no-value = 目标 { $number } 没有数值：积分或其衡量的数值没有差异
no-value-help = 请核对企业批次中是否有存在差异的企业
missed = 目标 { $number } 在 { $evaluations } 次试算中均未达到，单独搜索也未达到：最接近的值为 { $nearest }
missed-help = 请增加试算次数或更换随机种子，或降低要求，或放宽限度
missed-whole-help = 请降低要求，或放宽限度

## 表头

head-goal = 目标
head-asked = 要求
head-today = 现行
head-found = 求得
head-met = 达到
head-audited = 审查口径
audited-note = 审查口径：求得权重按 `jifen audit` 的方法（拟合曲线）计算的重要性；搜索时按直线计算
head-moved = 取舍：变动
head-goal-number = 目标 { $number }
head-missing = 差距
largest-value = （{ $value }）
mark-found = { " " }◀ 求得

## 数据表及各列

table-goals = 目标，每个一行
col-goal = 衡量的内容
col-must = 是否优先于其他目标
col-goal-weight = 差距的计算权重
col-at-least = 应达到的下限
col-at-most = 应达到的上限
col-goal-today = 现行权重下的值
col-today-met = 现行权重是否达到目标
col-goal-found = 求得权重下的值
col-found-met = 求得权重是否达到目标
col-shortfall = 与限值的差距乘以目标权重
col-largest-found = 最大占比目标中，求得权重下占比最大的取值
col-nearest = 最接近限值时的值
col-audited = 审查所得的重要性，即 S 占全部 S 之和的比例
col-impossible = 任何权重均无法达到目标的原因
table-weights = 各阶段各指标的权重
col-segment = 阶段编号
col-indicator = 指标编号
col-group = 所属一级指标编号
col-today = 现行权重，以满分中的分值表示
col-found = 求得的权重
col-least = 最小权重
col-most = 最大权重
table-front = 在达到目标与少变动权重之间取舍的各组权重
col-point = 权重组序号，变动最小者为先
col-is-found = 是否为求得的权重
col-moved = 权重变动的份额，0..1
col-met = 达到的目标数
col-missing = 各目标差距之和
col-goal-value = 目标 { $number } 的值：{ $title }
table-front-weights = 取舍各点上各阶段各指标的权重
col-weights-point = 权重组序号
col-weight = 权重，以满分中的分值表示

## 地方叠加文件

overlay-title = 按目标调整的权重
overlay-today = 按目标调整权重，与现行一致
overlay-trial = 按目标调整权重，试算
overlay-met = 按目标调整权重，{ $goals } 个目标中达到 { $met } 个
overlay-goals = 目标文件 { $file }，SHA-256 { $sha256 }，随机种子 { $seed }
