### 企业积分单：企业可知悉的本企业结果。

## 无法出具积分单的情形

no-detail = 该次运行未保留明细，无法出具企业积分单
no-detail-help = 请在批次文件的 `[output]` 中设 `detail = true`，重新运行
strange-card = 所载指标体系与数据表不符
unknown = 没有“{ $firm }”这家已评分企业
unknown-help = 请填写 scores.csv 中的企业标识（一般为统一社会信用代码）或企业全称；未评分的企业没有积分单
several-help = 有 { $firms } 家企业使用该名称：请填写其中一家的统一社会信用代码

## 概要

title = 企业积分单：{ $firm }
title-named = 企业积分单：{ $name }
lead = { $campaign } · 基准日：{ $day }
credit-code = 统一社会信用代码
id = 企业标识
scorecard = 指标体系
segment = 阶段
points = 积分
points-of = { $points }（满分 { $scale }）
rank-term = 位次
rank = 第 { $rank } 位（共 { $firms } 家企业）
rank-in = 第 { $rank } 位（{ $segment }共 { $firms } 家企业）
grade = 等级
no-grade = 未评等级
grade-next = { $grade }（达到 { $points } 分为 { $next }）
top = 榜单
result = 结果
qualified = 达标
held = 待核实：有信息不明
unqualified = 未达标

## 指标

parts = 各项指标得分
header-part = 指标
header-value = 指标值
header-points = 得分
header-full = 满分
header-share = 得分率
not-known = 不明
left-out = 不计入
by-class = 按类别

## 提升空间

gains = 得分提升空间最大的指标
header-gain = 可提升分值
header-way = 下一步
with-unit = { $value } { $unit }
step-up = 达到 { $value }（{ $points }）
step-down = 降至 { $value } 及以下（{ $points }）
class = 类别为{ $classes }（{ $points }）
flag-yes = 由“否”变为“是”
flag-no = 由“是”变为“否”
unknown-value = 指标值不明，请补充申报
peers = 与其他企业比较计分，不列数值
together = 由多项数值共同决定
deduction = 此项为扣分
gains-segment = 以上假设其他数据和所属阶段不变；各阶段的满分不同。
gains-not-sum = 总分并非各项得分的简单相加。

## 条件

conditions = 条件
header-condition = 条件
header-result = 结果
gate = 准入条件：{ $title }
gate-excludes = 一票否决情形：{ $reason }
route = 直通条件：{ $title }
pass = 达标规则：{ $title }
least-points = 创新积分不低于 { $points } 分
met = 满足
unmet = 不满足
excluded = 存在该情形
not-excluded = 无此情形
state-held = 信息不明，核实前不列入任何名单
state-passes = 信息不明，视为满足
state-fails = 信息不明，视为不满足

## 推荐与说明

lists = 推荐情况
referred = 已推荐至：{ $institutions }
basis = 说明：{ $note }。
own-data = 本积分单仅含本企业的数据。位次按同一阶段的企业计算，积分相同的位次相同。

## 全部积分单

title-all = 企业积分单
bundle = 企业积分单：{ $campaign }
about = 一家企业的积分单，仅供该企业
written = 已出具 { $sheets } 份企业积分单
index = 各企业的积分单文件，供主管部门使用
index-id = 企业标识
index-name = 企业名称
index-file = 积分单文件

# 政策支持，单位元，与文件一致。
grant = { $institution }的政策支持
grant-principal = 贷款：融资需求{ $demand }，本金{ $principal }
grant-no-demand = 融资需求不详，未计算金额
grant-subsidies = 各项补贴合计：{ $years }
grant-share = { $bearer }{ $sum }
grant-borne = 本金损失的分担：{ $shares }
grant-routes = 另可对接：{ $titles }
grant-others = 可以适用，但另一组合更优：{ $titles }
grant-unknown = 情况不明，无法判断是否“{ $reason }”
grant-lacking = 贷款或政策工具的某一数值不详或超出允许范围
grant-shares = 损失分担比例超出政策工具的规定
grant-absent = 不适用{ $title }：{ $reason }
