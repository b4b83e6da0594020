### 两种计分结果的比较：正文、数据表、企业未列入名单的原因。

## 不可用的选项

persistence = 持续参数 p
persistence-help = 请填写大于 0 且小于 1 的数
first-firms-count = 前列企业数
first-firms-count-help = 请填写 1 或更大的整数

## 比较的双方

title = { $before } 与 { $after } 的比较
kind = { $kind ->
    [campaign] 推荐批次
    [scorecard] 指标体系
   *[run] 运行结果
}
scorecard = 指标体系
as-of = 基准日
firms = 企业数
lists = 名单数
shared-firms = 双方共有 { $both } 家企业，仅 A 有 { $before } 家，仅 B 有 { $after } 家
none-shared = 双方没有共同的企业：请核对双方是否以同一列识别企业
verdict-ranks = { $moved ->
    [0] { $firms } 家企业的排名均无变化
   *[other] { $firms } 家企业中有 { $moved } 家排名变化
}
verdict-lists = { $changed ->
    [0] 各名单均无变化
   *[other] { $lists } 份名单中有 { $changed } 份变化：新增 { $joined } 家次，退出 { $left } 家次
}

## 两种排名的一致程度

agreement = 一致程度
agreement-of = 一致程度
spearman = 斯皮尔曼 ρ
kendall = 肯德尔 τ
weighted-tau = 加权 τ
weighted-tau-note = 名次靠前者权重更大
rank-biased = 排名偏重重合度（RBO）
rank-biased-note = 持续参数 { $persistence }：前 { $first } 名占权重的 { $weight }%
psi = 积分 PSI
psi-unread = 不作判读：双方有 { $firms } 家共同企业，不是两个独立样本
psi-line = 积分 PSI  { $psi }
psi-line-read = 积分 PSI  { $psi }  { $reading }
moved = { $moved ->
    [0] { $firms } 家企业的排名均无变化
   *[other] { $firms } 家企业中有 { $moved } 家排名变化，平均变化 { $mean } 位，最多 { $most } 位
}
rises-chart = 企业排名变化分布
rises-across = 上升位次
rises-up = 企业数
falls-by = 下降 { $most } 位{ " " }
rises-by = { " " }上升 { $most } 位

first-firms = 前列企业
first = 前列
shared = 共有
share = 占比
jaccard = 杰卡德
long-as = 名单家数等于前列家数的机构
institutions = { $count } 家机构

## 变动情况

movers = 变动最大的企业
movers-of = 变动最大的企业
rank = 排名
points = 积分
moved-by = 变动来源
adjustment = { $id }的调整
part-moved = { $part } { $before } → { $after }
parts-more = 其余 { $parts } 项 { $change }
movers-chart = 变动最大企业的排名
rank-before = 原排名
rank-after = 新排名

parts = 积分变动的来源
indicator = 指标
group = 一级指标
mean-points = 平均分
changes-by = 平均变动幅度
more-rows = …… 另有 { $rows } 行

by-segment = 分阶段
by-region = 分地区
by-industry = 分行业
by-division = 分行业大类
segment = 阶段
region = 地区
industry = 行业
division = 行业大类
not-known = （不详）
code-within = { $code }（{ $within }）
least-change = 变动最低值
greatest-change = 变动最高值
mean-rank = 平均排名
of-first = 占前 { $first } 名

lists-changed = 推荐名单
institution = 机构
listed = 列入
kept = 保留
joined = 新增
left = 退出
why-left = 退出原因
reason = { $reason }（{ $firms } 家）
reason-more = { $reason }（{ $firms } 家），另有 { $others } 项原因

## 解读

reading = 如何解读
only-firm = { $firm } { $name }
only-alike = { $firms }（{ $why }）
only-in = 仅 { $side } 有：{ $firms }
only-in-more = 仅 { $side } 有：{ $firms }等；查看全部请使用 --format json 或 --out 文件夹
days-differ = A 的基准日为 { $before }，B 的基准日为 { $after }：企业年限及随日期变化的取值也会改变排名
nothing-moves = 双方共有企业的排名全部一致，各名单均无变化
scales-differ = A 的满分为 { $before }，B 的满分为 { $after }：请比较排名，不宜比较积分
ties = { $side } 中有 { $firms } 家企业与第 { $first } 名同分：由同分规则和企业标识决定先后
top-differs = 两种排名在名单所取的前列差异最大：请重点查看前列企业
explain =
    变动最大的企业详见：
      jifen explain { $campaign } --firm { $firm }
explain-both =
    变动最大的企业详见：
      jifen explain { $before } --firm { $firm }
      jifen explain { $after } --firm { $firm }
by-groups = 变动按一级指标列示：如需按指标列示，请在 [output] 中设置 `detail = true` 后重新运行

## 采用其他权重

effect = 影响
scored = 采用现行权重和新权重均评分的企业共 { $firms } 家
no-longer-scored = { $count } 家企业将不再评分：{ $firms }
no-longer-scored-more = { $count } 家企业将不再评分：{ $firms }等；查看全部请使用 --format json
newly-scored = { $count } 家企业将新增评分：{ $firms }
newly-scored-more = { $count } 家企业将新增评分：{ $firms }等；查看全部请使用 --format json

## 企业不在另一方或另一方名单的原因

not-scored-there = 另一方未评分：{ $why }
row-aside = 另一方已将该行转入待核数据
not-in-cohort = 不在另一方的企业批次中
not-among-scored = 不在另一方的已评分企业中
on-list = 已列入名单
beyond-list = 位次超出名额
consent-refused = 企业未授权向机构提供数据
consent-withdrawn = 企业已撤回或拒绝授权
consent-none = 企业没有生效的数据授权（以授权台账为准）
consent-unknown = 企业是否授权向机构提供数据不明
not-qualified = 未达标
not-qualified-why = 未达标：{ $why }
held = 待核实
held-why = 待核实：{ $why }
not-scored = 未评分
a-rule = 某项规则
rule-unknown = 无法判断是否属于“{ $reason }”
no-such-list = 另一方没有该名单

## 数据表的列

of-rises = 双方共有企业按排名变化的分布，各组等宽
about-middle = 组中值（上升位次）；下降为负数
about-rises-firms = 该组的企业数
of-only = 仅一方有的企业
about-firm = 企业标识
about-name = 企业名称
about-is-before = 是否在 A；否则在 B
about-only-why = 另一方未评分的原因
of-measures = 一项一致程度指标
about-measure = 名称
about-value = 数值；无数值时为空
of-segment-moves = 在 A 与 B 中阶段不同的企业
about-segment-before = 在 A 中的阶段
about-segment-after = 在 B 中的阶段
about-count = 企业数
of-tops = 双方一定名次以内的前列企业
about-first = 前列企业的名次数
about-institutions = 名单家数等于前列家数的机构，以 ; 分隔
about-first-before = A 的前列企业数
about-first-after = B 的前列企业数
about-shared = 同属双方前列的企业数
about-share = 共有数与较大一方之比，0 至 1
about-jaccard = 共有数与任一方前列企业数之比，0 至 1
about-tied-before = A 中与末位同分且未全部列入前列的企业数
about-tied-after = B 中的同类企业数
about-gone = A 的前列企业中 B 没有的企业数
about-new = B 的前列企业中 A 没有的企业数
of-overlap-weights = 前列名次在排名偏重重合度中的权重
about-depth = 前列名次数
about-weight = 所占权重，0 至 1
of-movers = 排名变动较大的企业，变动最大的在前
about-rank-before = 在 A 中的排名（限双方共有企业）
about-rank-after = 在 B 中的排名（限双方共有企业）
about-points-before = 在 A 中的积分
about-points-after = 在 B 中的积分
of-moves = 企业积分变动的一项来源，变动最大的在前；合计即为积分变动
about-mover = 变动的企业
about-part = 指标或一级指标
about-adjusts = 是否为一级指标对所属各项得分的增减
about-adds-before = 在 A 中的得分（未取整）
about-adds-after = 在 B 中的得分（未取整）
of-parts = 积分的一项构成：指标；一方没有明细时为一级指标
about-part-id = 编号
about-mean-before = 在 A 中的平均分
about-mean-after = 在 B 中的平均分
about-mean-change = 得分变动绝对值的平均数
of-segments = A 的指标体系的一个阶段
of-regions = 省级地区；同属一省时为地级，同属一地时为县级
of-industries = 行业门类
of-divisions = 行业大类
about-stratum = 编号或代码；不详时为空
about-stratum-firms = 其中双方共有的企业数
about-least-change = 积分的最大降幅，均上升时为最小升幅
about-greatest-change = 积分的最大升幅
about-mean-points-before = 在 A 中的平均积分
about-mean-points-after = 在 B 中的平均积分
about-mean-rank-before = 在 A 中的平均排名
about-mean-rank-after = 在 B 中的平均排名
about-share-before = 占 A 前列企业的比例，0 至 1
about-share-after = 占 B 前列企业的比例，0 至 1
of-lists = 一家机构的名单
about-institution = 机构编号
about-listed-before = A 名单的企业数
about-listed-after = B 名单的企业数
about-kept = 双方名单均有的企业数
about-joined = 仅 B 名单有的企业数
about-left = 仅 A 名单有的企业数
of-reasons = 企业仅在一方名单的原因，最常见的在前
about-they-join = 是否仅在 B 名单；否则仅在 A 名单
about-reason = 不在另一方名单的原因
of-changes = 新增或退出名单的企业
about-joins = 是否仅在 B 名单；否则仅在 A 名单
about-why = 不在另一方名单的原因
of-firms = 任一方的全部企业：双方共有的按标识排列，其后为仅 A 有的和仅 B 有的
