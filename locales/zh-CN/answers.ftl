### 反馈：导入机构回执，并汇总推荐企业的后续情况。

# 命令行可选值的说明。
by-institution = 机构编号
by-segment = 企业所处阶段
by-grade = 企业等级
by-region = 企业所在省份
by-points = 按积分分为五档

## 交付记录

no-deliveries-help = 请先完成交付，或用 --desk 指定工作台文件夹
log-empty = 没有交付记录
log-line = 不是交付记录
firms-changed = 交付后有改动：SHA-256 与交付记录不符
firms-counted = 含企业 { $firms } 家，而交付记录为 { $said } 家
firms-strange = 不是交付企业表
no-file = 不是磁盘上的文件
not-text = 不是 UTF-8 编码：{ $cause }
restore-help = 请用备份恢复工作台文件夹；其中的文件只由本程序写入
institution-unknown = 没有向机构“{ $id }”交付过名单
institution-near = 是否为“{ $near }”？
institution-help = 有交付记录的机构：{ $known }

## 回执的表头和各行

quoted = “{ $text }”
no-firm-column = 没有可识别企业的列（“{ $id }”或企业名称）；表头为 { $headers }
no-firm-column-help = 请将信用代码列的表头写为 统一社会信用代码，或将名称列的表头写为 企业名称
no-decision-column = 没有注明处理结果的列；表头为 { $headers }
no-decision-column-help = 请将该列表头写为 反馈结果
decision-unknown = “{ $cell }”不是已知的处理结果
decision-unknown-help = 请填写其中之一：{ $known }；尚无结果的留空
date-later = 反馈日期{ $date }晚于收到日期{ $received }
date-later-help = 请更正日期，或用 --as-of 指定收到日期
rates-differ = 一列的利率为 { $percent }%，另一列为 { $fraction }%
rates-differ-help = 请保留正确的一项
amounts-unread = { $approved } 条授信没有金额：没有识别出金额列，未读取的列为：{ $headers }
amounts-unread-help = 请将金额列的表头改为“授信金额(万元)”，再次导入
rate-small = 利率 { $rate }% 疑为小数
rate-small-help = 3.45% 请写 3.45；以小数填写的列，表头请写 年利率(小数)
term-unit = “{ $unit }”不是期限的单位
term-unit-help = 请使用 月 或 年
term-none = “{ $cell }”不是期限
term-none-help = 请填写月数，或写“12个月”“1年”；最长 50 年
amount-contradicts = 处理结果为“{ $decision }”，却填有金额 { $amount } 万元
approved-of-nothing = 处理结果为“{ $decision }”，而金额为 0
drawn-of-nothing = 处理结果为“{ $decision }”，而放款金额为 0
drawn-over-approved = 放款 { $drawn } 万元，超过授信 { $amount } 万元
amount-contradicts-help = 请更正其中一项；金额不详的留空

## 与交付名单核对

never-delivered = 从未向该机构交付过“{ $firm }”
never-delivered-help = 请核对信用代码和 --from：只有交付给该机构的名单中的企业才能反馈
never-delivered-name-help = 请按交付名单填写企业名称，或补充信用代码；并核对 --from
nameless = 该行未注明企业
nameless-help = 请填写信用代码或企业名称
name-shared = 交付名单中有 { $count } 家企业名为“{ $name }”：{ $ids }
name-shared-help = 请补充信用代码
name-contradicts = “{ $id }”交付时的名称为“{ $delivered }”，而该行为“{ $name }”
id-of-nobody = 从未交付过“{ $id }”；“{ $name }”交付时的代码为“{ $other }”
contradictory-help = 请更正信用代码或企业名称
before-delivery = “{ $id }”的反馈日期为{ $day }，而该企业首次交付日期为{ $delivered }
before-delivery-help = 请更正日期：反馈不能早于交付
contradicts = 第 { $line } 行对“{ $id }”同一日的反馈与此不同
contradicts-help = 请保留正确的一行，或分别填写日期
rows-lost = 读入 { $went } 行，处理后为 { $came } 行
rows-lost-help = 这是程序错误，请连同文件表头一并反馈

## 反馈台账

history-strange = 不是反馈台账
history-help = 请用备份恢复 answers.csv：台账只由 `jifen answers import` 追加；更正以新的反馈为准

## 导入

import-title = { $institution } 的回执 { $file }，{ $received }收到
rows-read = 读入 { $rows } 行：{ $fates }
rows-added = 新增 { $rows } 条
rows-known = 台账已有 { $rows } 条
rows-repeated = 重复 { $rows } 行
rows-blank = 尚无结果 { $rows } 行
rows-no-firms = 不是企业 { $rows } 行
rows-unreadable = 无法读取 { $rows } 行
rows-unmatched = 与交付名单不符 { $rows } 行
rows-contradictory = 相互矛盾 { $rows } 行
nothing-added = 没有新的反馈，台账未变
history-end = { $history } 现有反馈 { $rows } 条，末条校验码 { $check }…
refused = { $rows } 行未予采用：请更正文件后重新导入，已导入的反馈不会重复计入
all-findings = --format json

## 汇总

title = 机构反馈情况（截至{ $as_of }）
account = 向 { $institutions } 家机构交付 { $deliveries } 次，推荐 { $referrals } 户次，涉及企业 { $firms } 家；台账共有反馈 { $answers } 条
strangers = 有 { $answers } 条反馈的企业不在该机构的交付名单中，未予计入
funnel = 从推荐到放款
stage-referred = 推荐
stage-answered = 已反馈
stage-applied = 已申请
stage-approved = 已授信
stage-drawn = 已放款
others = 办理中 { $open }，不予支持 { $refused }，未对接 { $not_contacted }，无需求 { $no_demand }
amounts = 授信 { $amount } 万元（{ $approved } 户次中有金额的 { $known } 户次）；放款 { $drawn_amount } 万元（有金额的 { $drawn_known } 户次）
median = 首次反馈所需天数的中位数为 { $days } 天
unanswered = 未反馈
overdue-none = 没有超过 { $after } 天未反馈的推荐
overdue = 超过 { $after } 天未反馈的有 { $count } 户次（{ $share }）
overdue-more = 另有 { $more } 户次：使用 --out 可全部写出
reading = 说明
reading-referral = 同一企业推荐给一家机构计一户次，阶段、等级、地区和积分以最近一次交付为准
reading-stages = 各户次以最近一次反馈为准；不予支持是对申请的决定，因此计入已申请
reading-points = 积分各档约占五分之一，积分相同的归入同一档
band = { $low } 至 { $high }
unknown = 不详
outcomes-written = { $file }：供 jifen calibrate 使用的结果，1 为不予支持
undecided = 尚无申请有结果
undecided-help = 请先导入回执；结果指已授信、已放款和不予支持
outcomes-unwritable = 结果无法写出：{ $cause }
none-by-day = 截至{ $day }没有交付记录
none-by-day-help = 请用 --as-of 指定更晚的日期

decision-not-contacted = 未对接
decision-no-demand = 无需求
decision-applied = 已申请
decision-pending = 处理中
decision-refused = 不予支持
decision-approved = 已授信
decision-drawn = 已放款

## 表头

head-referrals = 户次
head-of-referred = 占推荐
head-of-before = 占上一环节
head-institution = 机构
head-segment = 阶段
head-grade = 等级
head-province = 省份
head-points = 积分
head-referred = 推荐
head-answered = 已反馈
head-applied = 已申请
head-refused = 不予支持
head-approved = 已授信
head-drawn = 已放款
head-amount = 授信(万元)
head-drawn-amount = 放款(万元)
head-median-days = 反馈天数
head-overdue = 逾期未反馈
head-delivery = 最近一次交付
head-firm = 企业
head-name = 名称
head-days = 天数
head-decision = 处理结果
head-added = 新增

## 各表

of-funnel = 从推荐到放款的一个环节
of-groups = 一组推荐
of-overdue = 超过期限未反馈的一户次
of-referrals = 一户次推荐及其最近一次反馈
about-stage = 环节：referred 推荐、answered 已反馈、applied 已申请、approved 已授信、drawn 已放款
about-stage-count = 到达该环节的户次
about-of-referred = 占推荐户次的比例
about-of-before = 占上一环节的比例
heading-institution = 分机构
heading-segment = 分阶段
heading-grade = 分等级
heading-province = 分省份
heading-points = 分积分档
about-referred = 推荐户次：同一企业推荐给一家机构计一户次
about-firms = 企业家数
about-answered = 有任何反馈的户次
about-answered-share = 有反馈的户次占比
about-not-contacted = 机构尚未对接的企业
about-no-demand = 没有需求的企业
about-applied = 有申请的户次：办理中、不予支持或已授信
about-open = 办理中的申请
about-refused = 不予支持的申请
about-approved = 已授信的申请
about-approved-share = 已授信的户次占比
about-drawn = 已全部或部分放款的户次
about-amount = 授信金额合计，万元
about-with-amount = 有授信金额的户次
about-drawn-amount = 放款金额合计，万元
about-with-drawn = 有放款金额的户次
about-median-days = 首次交付至首次反馈天数的中位数
about-overdue = 超过期限未反馈的户次
about-delivery = 最近一次交付的文件夹
about-firm = 企业标识
about-name = 企业名称
about-region = 企业所在地区代码
about-points = 最近一次交付时的积分
about-delivered = 首次交付日期
about-waited = 首次交付至首次反馈的天数，尚无反馈的计至当日
about-place = 最近一次交付名单中的位次
about-decision = 最近一次处理结果；尚无反馈的为空
about-day = 最近一次反馈日期
about-amount-one = 授信金额，万元
about-drawn-one = 放款金额，万元
about-rate = 年利率，百分数
about-term = 期限，月
about-reason = 机构说明的原因
