### 同一推荐批次前后两次运行：各名单新增、退出的企业及原因。

## 无法比对的情形

other-ids = 以“{ $after }”列识别企业，而“{ $run }”以“{ $before }”列识别企业
other-ids-help = 请比对 [firms] 中企业标识列相同的两次运行
unknown-institution = 两次运行均无名为“{ $institution }”的机构
unknown-institution-help = 现有机构：{ $institutions }
unknown-firm = “{ $before }”和“{ $after }”均未对企业“{ $firm }”评分
unknown-firm-help = 请填写企业标识，或没有同名企业的企业名称
several-firms = “{ $run }”中有多家企业名为“{ $name }”
several-firms-help = 请以编号指定企业：{ $firms }
not-balanced = { $list }的增减核对不平
the-ranking = 总排名
side-target = 是参加比对的运行结果之一
side-target-help = 请另选输出位置

## 运行结果未保存的内容

no-points = { $run } 没有 points.parquet：积分变动按一级指标说明；在 [output] 中设置 `detail = true` 即可按指标说明
no-firms = { $run } 没有 firms.parquet：不列出数据的变动；在 [output] 中设置 `firms = true` 即可列出
values-not-kept = 未保存数据取值

## 原因

reason = { $reason ->
    [institution] 机构增减
    [row] 企业增减
    [quarantined] 待核数据
    [not-scored] 未评分
    [consent] 授权
    [excluded] 已服务或已推荐
    [rule] 规则变动
    [capacity] 名额变动
    [matched] 分组名额或匹配
    [supplement] 补充数据变动
    [data] 企业数据变动
    [day] 基准日
    [weights] 权重或计分曲线
    [scorecard] 指标体系更换
    [peers] 其他企业取值变动
    [ahead] 其他企业位次变动
    [points] 积分变动
   *[unmet] 规则或准入条件
}
no-row = { $run } 中没有该企业的数据
no-list = { $run } 中没有该名单
rule-changed = 规则原为 { $before }，现为 { $after }
rule-added = 新增规则 { $rule }
rule-removed = 取消规则 { $rule }
order-changed = 名单排序原为{ $before }，现为{ $after }
by-points = 按积分
least-first = 按 { $by } 从小到大
greatest-first = 按 { $by } 从大到小
capacity = 名额原为{ $before }，现为{ $after }；位次为第 { $place } 位
most = 最多 { $firms } 家
no-limit = 不限家数
no-quota = 无分组名额
quota = 按 { $by }：{ $numbers }
group-least = `{ $group }` 至少 { $least } 家
group-most = `{ $group }` 至多 { $most } 家
group-both = `{ $group }` { $least } 至 { $most } 家
group-each = 各组至多 { $most } 家
group-others = 其他各组至多 { $most } 家
amount = { $of } 合计至 { $most }
broadcast = 符合条件的企业列入各机构名单
matched = 每家企业至多列入 { $lists } 份名单：{ $order }
matched-preferred = 每家企业至多列入 { $lists } 份名单，取自 { $by }
matched-then = 每家企业至多列入 { $lists } 份名单，先按 { $by }，再按 { $order }
formerly = 前次：{ $state }
exclude-none = 不排除企业
exclude-served = 排除已服务的企业
exclude-referred = 排除 { $months } 个月内已推荐的企业
exclude-list = 排除 { $list } 中的企业
firms-named = { $firms }
firms-more = { $firms }，另有 { $more } 家
came-ahead = { $all } 家企业新列入名单（{ $firms }；新增评分 { $new } 家，新符合条件 { $eligible } 家，由名额外进入 { $overtook } 家）
made-room = { $all } 家企业退出名单（{ $firms }；不再评分 { $gone } 家，不再符合条件 { $ineligible } 家，退至名额外 { $fell } 家）
cut-offs = 入选积分线 { $before } → { $after }
segment = 阶段 { $before } → { $after }
days = 基准日 { $before } → { $after }
points = 积分 { $before } → { $after }：{ $parts }
points-more = 积分 { $before } → { $after }：{ $parts }，另有 { $more } 项
points-only = 积分 { $before } → { $after }
part = { $part } { $before } → { $after }
adjustment = { $id }的调整
cells = 数据：{ $cells }
cells-more = 数据：{ $cells }，另有 { $more } 项
cell = { $field } { $before } → { $after }
missing = 空缺
accepting = { $text }，接受 { $fields } 不明
all-others = 其余企业

## 正文

title = 从 { $before } 到 { $after } 的变动
title-firm = { $firm } 前后变动
nothing = 没有变动：企业、排名和各名单均相同
verdict-lists = { $lists } 份名单中有 { $changed } 份变动：新增 { $new } 家次，退出 { $gone } 家次
verdict-ranking = 总排名：新增 { $new } 家，退出 { $gone } 家，其余 { $kept } 家中有 { $moved } 家排名变化
then = 前次
now = 本次
campaign = 推荐批次
scorecard = 指标体系
as-of = 基准日
day = { $day }
firms = 企业数
lists = 名单数
account = 增减核对
sums = 前次 − 退出 + 新增 = 本次；位次变化：在名单中的位次或总排名不同
all-scored = 全部已评分企业
institution = 机构
before = 前次
after = 本次
gone = 退出
new = 新增
moved = 位次变化
reasons = 变动原因
reasons-heading = 新增和退出企业数，按决定性原因
terms = 规则参数的变动
terms-heading = 规则参数的变动
what = 类别
what-is = { $what ->
    [scorecard] 指标体系
    [day] 基准日
    [condition] 准入或达标条件
    [segment] 阶段
    [weight] 权重
    [curve] 计分曲线
    [rule] 规则
    [capacity] 名额
    [order] 排序
    [quota] 分组名额
    [exclude] 不再推荐的企业
    [match] 匹配
   *[supplement] 补充数据
}
change = { $change ->
    [gone] 退出
    [new] 新增
   *[moved] 位次变化
}
list-heading = { $name }：{ $change ->
    [gone] 退出 { $firms } 家
    [new] 新增 { $firms } 家
   *[moved] 位次变化 { $firms } 家
}
firm = 企业
changed = 变动
place = 位次
points-of = 积分
why = 原因
more-rows = …… 另有 { $rows } 行
whole-list = 查看该名单全部变动：jifen diff { $before } { $after } --institution { $institution } --out 文件夹
scored = 新增和退出的企业
scored-heading = 仅一次运行评分的企业
rank = 排名
movers = 排名变化最大的企业
movers-heading = 两次运行共有企业中排名变化最大者
one-firm = 查看一家企业的全部变动：jifen diff { $before } { $after } --firm { $firm }
unplaced = { $lists } 份名单另有排序方式，且有一次运行未保存其位次

## 一家企业

page = { $firm }
page-named = { $firm } { $name }
firm-lists = 前次列入 { $before } 份名单，本次列入 { $after } 份：新增 { $joined } 份，退出 { $left } 份
standing = 积分和排名
on-list = 第 { $place } 位，共 { $of } 家
beyond-list = 第 { $place } 位，超出名单所列 { $of } 家
off-scores = 不在已评分企业中
rank-of = 第 { $rank } 位，共 { $firms } 家
segment-of = 阶段
points-heading = 积分
points-why = 积分变动的原因：{ $reason }
part-of-points = 指标
difference = 增减
raw-value = 原始值
values = 数据
values-heading = 变动的数据
value = 字段
of-supplement = （补充数据）
lists-changed = 新增和退出的名单
list-change = { $name }（{ $institution }）：{ $before } → { $after }
reason-detail = { $reason }：{ $detail }
lists-same = 其他名单
still-on = 仍在名单
still-off = 前次和本次均不在名单
list-same = { $name }（{ $institution }）：{ $state }
states = { $before } → { $after }

## 数据表的列

of-accounts = 总排名（机构为空）或一份名单的企业增减
about-institution = 机构编号；总排名为空
about-list-name = 机构名称
about-before = 前次运行的企业数
about-gone = 仅前次运行有的企业数
about-new = 仅本次运行有的企业数
about-after = 本次运行的企业数
about-moved = 两次均有而位次或排名不同的企业数
about-unmoved = 两次均有且位次或排名相同的企业数
about-unplaced = 两次均有而有一次未保存位次的企业数
about-capacity-before = 前次的名额；不限时为空
about-capacity-after = 本次的名额；不限时为空
about-cut-off-before = 前次名单末位的积分；名单另有排序时为空
about-cut-off-after = 本次名单末位的积分；名单另有排序时为空
of-reasons = 一份名单或总排名中的一项决定性原因及企业数
about-change = 变动：gone 退出，new 新增，moved 位次变化
about-reason = 决定性原因：institution 机构增减，row 企业增减，quarantined 待核数据，not-scored 未评分，consent 授权，excluded 已服务或已推荐，rule 规则变动，capacity 名额变动，matched 分组名额或匹配，supplement 补充数据变动，data 企业数据变动，day 基准日，weights 权重或计分曲线，scorecard 指标体系更换，peers 其他企业取值变动，ahead 其他企业位次变动，points 积分变动，unmet 规则或准入条件
about-firms = 企业数
of-terms = 一项变动的规则参数
about-what = 类别
about-institutions = 适用机构的编号，以 ; 分隔；适用全部企业时为空
about-term = 编号，或规则的原因文字
about-text-before = 前次的内容；没有时为空
about-text-after = 本次的内容；没有时为空
of-changes = 新增、退出名单或在名单中位次变化的企业
about-firm = 企业标识
about-name = 企业名称
about-place-before = 前次在名单排序中的位次，含名额外；没有时为空
about-place-after = 本次在名单排序中的位次，含名额外；没有时为空
about-points-before = 前次公布的积分
about-points-after = 本次公布的积分
about-detail = 原因所依据的事实
of-scored = 仅一次运行评分的企业
about-rank = 在评分的那次运行中的排名
about-points = 在评分的那次运行中的积分
of-movers = 排名变化较大的企业
about-common-rank-before = 前次排名（限两次共有企业）
about-common-rank-after = 本次排名（限两次共有企业）
of-ranking = 两次均有而公布排名不同的企业
about-rank-before = 前次公布的排名
about-rank-after = 本次公布的排名
