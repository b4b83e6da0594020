### 单个企业的说明：积分构成及名单情况。

## 无法说明的企业

put-aside = “{ $firm }”所在的行属于待核数据：{ $faults }
put-aside-help = 请更正该行；待核数据不评分
unknown = 没有“{ $firm }”这家企业
unknown-help = 请填写企业标识（统一社会信用代码，或批次文件 `id` 所指的列）或企业全称
near-help = 请填写以下某家企业的全称或标识：{ $firms }
near-firm = { $name }（{ $id }）
several-help = 有 { $firms } 家企业使用该名称：请填写其中一家的统一社会信用代码
without-points = 没有积分
not-scored = 该企业未评分：{ $reason }
not-scored-help = 请补填空白单元格
suppose-help = 请假设可以计分的数值

## 概要

title = { $firm } · { $stands }
title-named = { $name }（{ $firm }） · { $stands }
line = 第 { $line } 行
lead = { $campaign } · 基准日：{ $day }
no-points = { $scorecard }：未评分（{ $reason }）
noticed = 该行检查发现
weights-illustrative = { $scorecard }的权重仅为示例，并非官方权重。
weights-illustrative-note = { $scorecard }的权重仅为示例，并非官方权重：{ $note }。
rules-illustrative = 各机构的准入规则和名额仅为示例。

scorecard = 指标体系：{ $scorecard }
checklist = { $scorecard }：核对清单，不计分
head-points = { $scorecard }：积分 { $points }，满分 { $scale }
head-rank = 在 { $firms } 家企业中排名第 { $rank }
head-segment = 在{ $segment } { $firms } 家企业中排名第 { $rank }
head-percentile = 超过 { $share }% 的其他企业
head-grade = 等级 { $grade }
head-top = 列入榜单“{ $top }”
head-coverage = 数据完整度 { $share }%
qualifies = 达标
held = 待核实：{ $reasons }
unqualified = 未达标：{ $reasons }

## 指标

header-indicator = 指标
header-raw = 原始值
header-place = 计分依据
header-share = 得分率
header-points = 得分
header-of = 满分
header-median = 中位得分率
header-ahead = 较中位分差
header-group = 一级指标
header-read = 所用数据
left-out = 不计入
not-known = 不明
none = 无
cap = 原为 { $points }，已按封顶分扣减
floor = 原为 { $points }，已按保底分提高
chart = { $scorecard }各指标得分
series-full = 满分
series-points = 得分

outdone = 计分采用同级另一项
inapplicable = 不适用于本企业
pointless = 不得分
counts-as = 按 { $value } 计
treated-none = 经{ $steps }后没有数值
treated = 经{ $steps }后为 { $value }
step = { $step ->
    [winsorise] 缩尾
    [ln] 取对数
    [ln1p] 加一取对数
    [draw_in] 收拢极端值
   *[other] { $step }
}
tier = { $sign } { $bound } 得 { $points }
tier-below = 未达最低档，得 { $points }
class = 得 { $points }
linear = { $from } 至 { $to } 按比例
linear-log = { $from } 至 { $to } 按对数比例
reference = { $value } 得满分
knot = { $value } 得 { $share }%
percentile = 超过 { $others } 家中的 { $worse } 家
percentile-equal = 超过 { $others } 家中的 { $worse } 家，与 { $equal } 家持平
minmax = 同组 { $least } 至 { $greatest } 按比例
zscore = 同组均值 { $mean }，标准差 { $deviation }
per-unit = 每满 { $unit } 得 { $points }，最多 { $cap }

strongest = 与{ $segment }中位水平相比，优势最大：{ $parts }
weakest = 与{ $segment }中位水平相比，差距最大：{ $parts }
part = { $part } { $points }
above = { $segment }中排在本企业前一位的企业：积分 { $points }，排名第 { $rank }
above-more = { $segment }中排在本企业前一位的企业：积分 { $points }，排名第 { $rank }；较本企业领先之处：{ $parts }

## 准入条件、直通条件和达标规则

condition-name = { $kind ->
    [gate] 准入条件
    [route] 直通条件
    [pass] 达标规则
   *[part] 分项条件
}
condition-name-id = { $kind ->
    [gate] 准入条件
    [route] 直通条件
    [pass] 达标规则
   *[part] 分项条件
} { $id }
condition = { $met ->
    [met] { $name }：满足
    [unmet] { $name }：不满足
    [held] { $name }：信息不明，企业待核实
    [unknown] { $name }：信息不明
    [accepted] { $name }：信息不明，按本批次的约定视为满足
    [passes] { $name }：信息不明，视为满足
   *[fails] { $name }：信息不明，视为不满足
}
condition-asks = { $condition }；要求 { $asks }
condition-reads = { $condition }；要求 { $asks }（{ $reads }）
read = { $name } = { $value }
read-unit = { $name } = { $value } { $unit }
result-name = { $name ->
    [points] 积分
    [rank] 排名
    [segment] 阶段
    [segment_rank] 阶段内排名
    [percentile] 百分位
    [grade] 等级
    [coverage] 数据完整度
    [qualified] 达标
   *[other] { $name }
}

## 名单

lists = 推荐名单
on-lists = 已列入下列机构的名单
off-lists = 未列入下列机构的名单
item = { $name }（{ $institution }）：{ $outcome }
no-list = 未列入任何名单：{ $reason }
own-rules-met = 满足该机构自身规则
own-rules-fail = 另外，{ $rules }
place = 共 { $firms } 家，列第 { $place } 位
beyond = 符合条件，列第 { $place } 位，但名额为 { $firms } 家
unmatched = 未列入任何名单：符合 { $institutions } 家机构的条件，但名额均已由排在前面的企业占用
rule-fails = { $reason }
rule-fails-reads = { $reason }（{ $reads }）
rule-unknown = 无法判断是否属于“{ $reason }”
rule-unknown-reads = 无法判断是否属于“{ $reason }”（{ $reads }）
consent-refused = 企业未授权向机构提供数据
consent-withdrawn = 企业已撤回或拒绝授权，日期见 `jifen consent`
consent-none = 企业没有生效的数据授权（以授权台账为准），日期见 `jifen consent`
consent-unknown = 企业是否授权向机构提供数据不明

## 假设变化后的差异

what-if = 假设分析
supposed = 如果{ $changes }：
diff-no-points = { $scorecard }：未评分，原为 { $before }（{ $reason }）
diff-points-none = { $scorecard }：积分 { $points }，原未评分
diff-points = { $scorecard }：积分 { $points }，原为 { $before }
diff-points-same = { $scorecard }：积分 { $points }，不变
diff-rank = 排名第 { $rank }，原为第 { $before }
diff-rank-same = 排名第 { $rank }，不变
diff-segment = 归入{ $segment }，原为{ $before }
diff-segment-rank = { $segment }内排名第 { $rank }，原为第 { $before }
diff-segment-rank-same = { $segment }内排名第 { $rank }，不变
diff-grade = 等级 { $grade }，原为 { $before }
diff-top = 榜单 { $top }，原为 { $before }
diff-qualifies = 将达标
diff-held = 将待核实：{ $reasons }
diff-unqualified = 将不达标：{ $reasons }
diff-part = { $part } { $points }，原为 { $before }
diff-group = 一级指标 { $part } { $points }，原为 { $before }
diff-lists-same = 各名单均不变
diff-list = { $name }（{ $institution }）：{ $status ->
    [now-on] 将列入名单
    [now-off] 将不再列入名单
    [still-on] 仍在名单上
   *[still-off] 仍未列入名单
}，{ $outcome }

# 政策支持。
grants = { $institutions }的政策支持
grant-chosen = { $title }
grant-routes = 另可对接，不计金额：{ $titles }
grant-open = 可以适用，但另一组合更优：{ $title }
grant-absent = 不适用{ $title }：{ $reasons }
