### 公示：向社会公开一定天数的名单。

period = 公示期超出日历范围
period-help = 请减少天数
no-bands = 该批次的指标体系未设榜单
no-bands-help = 请使用 --who referred 或 --who qualified，或在指标体系中设 `[[top]]`

## 公示内容

title-referred = 关于{ $campaign }拟推荐企业名单的公示
title-qualified = 关于{ $campaign }达标企业名单的公示
title-banded = 关于{ $campaign }榜单企业名单的公示
announced = 根据企业创新积分评价结果（{ $scorecard }，基准日：{ $day }），现将{ $campaign }{ $who ->
    [qualified] 达标企业名单
    [banded] 榜单企业名单
   *[referred] 拟推荐企业名单
}（共 { $firms } 家）予以公示。
days-of = { $from }至{ $to }（共 { $days } 个自然日）
period-of = 公示期：{ $days }。
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
unit = 公示单位（盖章）：____________________
date = 日期：{ $day }
fact-list = 公示事项
fact-period = 公示期
fact-objections = 异议受理
fact-unit = 公示单位（盖章）
fact-date = 日期
day = { $day }

## 输出

shown = 公示企业 { $firms } 家
without-consent = { $firms } 家企业未列入公示：未授权、授权情况不明、仅授权部分机构或授权已不再有效
blank-columns = 以下各列对所有企业均为空，未列入公示：{ $columns }
nameless = 有 { $firms } 家企业没有企业名称，公众无法辨认是哪家企业
nameless-help = 请在企业批次中补充“企业名称”列，并重新运行批次
in-chinese = 公示文件为中文；如需英文，请加 --lang en。
in-english = 公示文件为英文。
who-referred = 列入至少一家机构名单的企业
who-qualified = 达标企业
who-banded = 列入榜单的企业
about-notice = 所据批次、公示期和企业数，供程序使用
about-page = 公示名单，可供打印
