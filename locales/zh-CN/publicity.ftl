### 公示：向社会公开一定天数的名单。

period = 公示期超出日历范围
period-help = 请减少天数
no-bands = 该批次的指标体系未设榜单
no-bands-help = 请使用 --who referred 或 --who qualified，或在指标体系中设 `[[top]]`

## 公示内容

title-referred = 关于{ $campaign }拟推荐企业名单的公示
title-qualified = 关于{ $campaign }达标企业名单的公示
title-banded = 关于{ $campaign }榜单企业名单的公示
announced-referred = 根据企业创新积分评价结果（{ $scorecard }，基准日：{ $day }），现将{ $campaign }拟推荐企业名单（共 { $firms } 家）予以公示。
announced-qualified = 根据企业创新积分评价结果（{ $scorecard }，基准日：{ $day }），现将{ $campaign }达标企业名单（共 { $firms } 家）予以公示。
announced-banded = 根据企业创新积分评价结果（{ $scorecard }，基准日：{ $day }），现将{ $campaign }榜单企业名单（共 { $firms } 家）予以公示。
period-of = 公示期：{ $from }至{ $to }（共 { $days } 个自然日）。
objections = 如对公示名单有异议，请于公示期内以书面形式反映，写明事实依据，并附证明材料。联系方式：{ $contact }。
illustrative = 说明：{ $note }。

header-number = 序号
header-name = 企业名称
header-credit-code = 统一社会信用代码
header-id = 企业标识
header-segment = 阶段
header-region = 行政区划代码
header-industry = 行业代码
header-points = 积分
header-grade = 等级
header-band = 榜单
fact-period = 公示期
fact-objections = 异议受理

## 输出

shown = 公示企业 { $firms } 家
without-consent = { $firms } 家企业未列入公示：未授权或授权情况不明
about-notice = 所据批次、公示期和企业数，供程序使用
about-page = 公示名单，可供打印
