### 企业授权：即将到期、已到期、已撤回。

no-ledger = 批次文件未指定授权台账
no-ledger-help = 请填写 consents = "consents.csv"：每行一项授权的表，见 docs/zh-CN/consent.md
title = 企业授权 · { $campaign } · 基准日 { $day }
cohort = { $firms } 家企业中，{ $consenting } 家至少授权一家机构；{ $without ->
    [0] 每家企业在台账中均有记录
   *[other] { $without } 家在台账中没有记录
}
counts = { $within } 天内到期：{ $ends } 项；已到期：{ $ended } 项；已撤回：{ $withdrawn } 项；尚未生效：{ $later } 项
outside = 台账中有 { $firms } 家企业不在本批次内
ends = 即将到期
ended = 已到期
withdrawn = 已撤回
later = 尚未生效
every-institution = 全部机构
header-firm = 企业
header-institution = 机构
header-state = 授权状态
header-day = 日期
about = 即将到期、已到期、已撤回或尚未生效的授权
about-firm = 企业代码
about-name = 企业名称（在本批次内时）
about-institution = 机构代码；空白表示没有单独记录的全部机构
about-fate = ends（所问天数内到期）、ended（已到期）、withdrawn（已撤回）或 later（尚未生效）
about-day = 到期、撤回或生效的日期
about-in-cohort = 企业是否在本批次内
