### 政策工具。

# 政策工具的来源。
unknown-programme = 没有名为“{ $id }”的政策工具
built-in-help = 内置政策工具有{ $ids }；使用自有文件的，请填写文件路径
own-id-same = “{ $id }”与其所依据的政策工具 id 相同
own-id-help = 请另定 id：本政策工具不同于其所依据的政策工具
own-title-help = 请另定标题：本政策工具不同于其所依据的政策工具
own-basis-help = 请填写 "local" 或 "illustrative"：其数值已不同于所依据的政策工具
use-empty = 未列出任何政策工具
use-many = 列出了{ $programmes }项政策工具，最多可用{ $most }项
use-help = 请填写内置政策工具的 id（见 `jifen programmes list`），或以 .toml 结尾的路径
used-twice = 政策工具“{ $id }”重复列出
used-twice-help = 请只写一次
set-id = 为已启用的政策工具另设了 `{ $key }`
set-id-help = 该键只能写在文件中：请编写叠加于该政策工具的文件
built-in-set-help = 这是内置的政策工具：如需改用其他数值，请在批次文件的 [programmes.set.{ $id }] 下填写该键，规则连同其 `id` 写在 [[programmes.set.{ $id }.rule]] 下
set-unknown = 为未启用的“{ $id }”设置了数值
set-unknown-help = 已启用的政策工具：{ $ids }

# 政策工具的错误。
expecting-quantity = 数字、SQL 表达式或 "required"
expecting-defaults = 按类别填写的百分数或表格路径
expecting-correlation = 数字或风险暴露类别的名称
expecting-pools = 以万元为单位的金额或按政策工具编号填写的金额
id-invalid = “{ $id }”不是有效的 id
id-invalid-help = 请使用小写字母和数字，以单个连字符连接
id-taken = “{ $id }”是批次文件中表的名称
id-taken-help = 请改用其他 id
title-empty = 标题为空
title-help = 请填写供人阅读的标题
rule-repeated = 规则“{ $id }”重复
rule-repeated-help = 请为每条规则另定 id
reason-empty = 原因为空
reason-help = 请填写企业不符合规则时显示的原因
words-many = 互斥标记超过{ $most }个
words-many-help = 请减少标记：标记相同的政策工具互斥
effects-many = 有{ $programmes }项政策工具影响贷款的资金或风险，或与其他政策工具互斥，同时启用的最多{ $most }项
effects-many-help = 请去掉本批企业不可能适用的政策工具
number-required = “{ $programme }”的 `{ $key }` 没有公开数值，须由批次填写
number-required-help = 请在批次文件 [programmes.set.{ $programme }] 下写 { $key } = …
rules-many = 规则超过{ $most }条
rules-many-help = 请用 AND 合并部分规则
number-outside = `{ $key }` 为{ $number }
months-broken = `{ $key }` 为{ $number }，不是整数个月
months-broken-help = 请填写整月数，如半年写 6
number-outside-help = 请填写{ $low }至{ $high }之间的数字
number-positive-help = 请填写大于0、不超过{ $high }的数字
rest-twice = “{ $bearer }”既有分担比例，又承担其余部分
rest-twice-help = 请删除该比例，或改由其他主体承担其余部分
loss-beyond = 损失分担比例合计{ $sum }%
loss-below = “{ $bearer }”的分担比例为{ $share }%，低于下限{ $bound }%
loss-above = “{ $bearer }”的分担比例为{ $share }%，高于上限{ $bound }%
loss-help = 请修改分担比例：所列比例合计不超过100%，其余由 `rest` 所指主体承担
subsidy-rate = 补贴未写标准，或写了两种标准
subsidy-rate-help = 请在 `points` 与 `share` 中填写一项
premium-misplaced = 补贴标准与补贴对象不符
premium-misplaced-help = 保费补贴填写 `premium` 和 `share`；贴息填写 `points` 或 `share`
made-up-unknown = “{ $key }”列为示意数值，但该政策工具中没有
made-up-help = 该政策工具的键：{ $keys }
rate-idle = 启用的政策工具均不使用 `{ $key }`
rate-idle-help = 请删除
rate-missing = “{ $programme }”需要贷款的 `{ $key }`
rate-missing-help = 请在 [programmes.loan] 下写 { $key } = …：年利率（%），数字或 SQL 表达式

# 政策工具文件用词。
bearer-bank = 银行
bearer-pool = 风险补偿资金池
bearer-guarantor = 担保机构
bearer-province = 省级再担保机构
bearer-fund = 国家融资担保基金
bearer-insurer = 保险机构
instrument-relending = 再贷款
instrument-guarantee = 融资担保
instrument-risk-compensation = 贷款风险补偿
instrument-interest-subsidy = 贷款贴息
instrument-premium-subsidy = 保费补贴
instrument-insurance = 保险
instrument-merger-loan = 并购贷款
instrument-equity = 股权投资
instrument-ip-finance = 知识产权金融
instrument-bond = 债券
instrument-listing = 上市
instrument-matching = 融通对接
instrument-region = 重点地区
payer-firm = 企业
payer-guarantor = 担保机构
payer-central = 中央财政
payer-local = 地方财政
subsidy-of-interest = 利息
subsidy-of-premium = 保费
prefer-cover = 先取银行分担最少，再取企业受益最多
prefer-money = 先取企业受益最多，再取银行分担最少

# 损失假设。
exposure-corporate = 各类规模的企业
exposure-sme = 年营业收入不超过500万欧元的企业
exposure-retail = 小企业零售敞口
percent-help = 请填写百分数，大于0且不超过100
level-help = 请填写百分数，大于0且小于100
default-help = 请填写0至100的百分数
pool-help = 请填写以万元为单位的非负金额
pool-none = 已填写资金池规模，但启用的政策工具均无风险补偿资金池
pool-none-help = 请删除该项，或启用 `loss` 中含 `pool` 份额的政策工具
pool-several = 有多个资金池（{ $ids }），却只填写了一个规模
pool-several-help = 请按政策工具分别填写，如 `pool = {"{"} { $id } = 600 {"}"}`；命令行写作 `--pool { $id }=600`，另一组参数写作 `--set portfolio.pool.{ $id }=600`
pool-unknown = 已填写`{ $id }`的资金池规模，但启用的政策工具中没有这一资金池
pool-unknown-help = 有风险补偿资金池的政策工具：{ $ids }
pool-twice = `{ $id }`的资金池规模填写了两次
pool-twice-help = 请只保留一个
default-outside = “{ $class }”类的违约概率为{ $number }
class-unknown = 没有类别“{ $class }”
class-help = 类别有{ $classes }；低于最低等级的企业为 ""
correlation-invalid = 相关系数既不是0至1之间（不含1）的数，也不是敞口类别
correlation-help = 请填写数字（如 0.12），或填写{ $words }之一
loan-rates = 贷款利率

# 政策支持的计算过程。
wan = { $sum }万元
yuan = { $sum }元
work-no-demand = 融资需求不详，无法计算金额
work-principal = 本金：融资需求{ $principal }
work-principal-line = 本金：融资需求{ $demand }与授信额度{ $line }取小，为{ $principal }
work-no-line = 融资需求{ $demand }，但授信额度为{ $line }
work-months = 期限{ $months }个月
work-rate = 年利率{ $rate }%
work-cap = 按上限支持本金{ $supported }
work-within-cap = 支持全部本金{ $principal }
work-line-unknown = 该企业的授信额度不详，无法计算金额
work-share = { $bearer }{ $share }% = { $sum }
work-loss = { $supported }的损失分担：{ $shares }
work-beyond = 超出部分{ $beyond }由银行承担
work-fee = 费用：{ $supported } × { $rate }% = 首年{ $fee }，期内合计{ $whole }；付费方：{ $payer }
work-year = 第{ $year }年{ $sum }
work-points = 贴息：{ $supported } × { $rate }个百分点，{ $months }个月：{ $years }；合计{ $whole }
work-interest = 贴息：{ $supported }按年利率{ $interest }%计的利息的{ $rate }%，{ $months }个月：{ $years }；合计{ $whole }
work-premium = 保费补贴：年保费{ $premium }的{ $rate }%，{ $months }个月：{ $years }；合计{ $whole }
work-cut = 低于按补贴标准计算的金额：受补贴上限或利息限制
work-relending = 银行可按{ $rate }%申请再贷款{ $relent }，替代成本{ $funding }%的资金：首年节省{ $saving }
absent-unknown = 情况不明，无法判断是否“{ $reason }”
absent-lacking = `{ $key }` 不详或超出允许范围

# `jifen programmes`：列表与检查。
list-title = 政策工具
column-programme = 政策工具
column-instrument = 种类
column-basis = 数值
column-title = 名称
basis = { $basis ->
    [official] 官方
    [local] 地方
    [derived] 推导
   *[illustrative] 示例
}
partly-illustrative = 部分为示例
some-required = 部分由批次填写
is-campaign = 是批次文件，此处需要政策工具
is-institutions = 是机构文件，此处需要政策工具
is-scorecard = 是指标体系，此处需要政策工具
scorecard-help = 检查指标体系请用 `jifen scorecards check { $name }`
sound = { $id } 检查无误：规则 { $rules } 条，条款：{ $terms }
sound-route = { $id } 检查无误：规则 { $rules } 条，无条款
sound-required = { $keys }须由批次填写
sound-required-help = 请写在批次文件 [programmes.set.{ $id }] 下

# 新建政策工具：显示的内容与文件中的注释。
new-written = { $file }：修改后请运行 `jifen programmes check { $file }`
new-basis = 数值的依据："official"（官方）、"local"（地方），试用时为 "illustrative"（示例）。
new-when = SQL 表达式，可用字段、结果以及 institution.kind、institution.id、loan.principal、loan.months。情况不明的企业不适用。
new-cap = 支持的贷款本金上限（万元）；各项数值均可写成 SQL 表达式，须由批次填写的写 "required"。
new-loss = 本金损失的分担比例（%）；其余由 `rest` 承担。
new-subsidy = 贴息一个百分点，期限一年，每家企业最多10万元。
over-title = { $id }（依据 { $base }）
over-changes = 对 { $base } 的改动。所写的键替换原值；编号与原有规则相同的，修改该规则。
over-basis = 数值的依据，目前沿用 { $base }；数值改为自定后，请写 "local"。
over-numbers = 其数值与规则：如需修改，请去掉该段各行开头的“# ”。
over-required = 没有公开数值：请在此填写，或写在各批次文件 [programmes.set.{ $id }] 下

# 政策工具页面。
page-basis = 种类：{ $instrument }。数值依据：{ $basis }。
page-illustrative = 示例数值：{ $keys }。
page-note = 备注：{ $note }。
page-rules = 规则：须全部满足
page-rule = `{ $rule }`（不满足时显示：{ $reason }）
page-terms = 条款
page-route = 无条款：为企业提供融资渠道。
page-beside = 与其他政策工具的关系
page-exclusive = 同一笔贷款不得与标记相同的政策工具同时使用：{ $words }
page-layer = 汇总时的企业分组：`{ $rule }`
page-fields = 增加的字段
page-field = `{ $name }`：{ $title }
page-field-unit = `{ $name }`：{ $title }（{ $unit }）
page-required = 须由批次填写
page-required-key = `{ $key }`，写在 [programmes.set.{ $id }] 下
set-by-campaign = （由批次填写）
term-cap = 支持的贷款本金：最多 { $sum } 万元
term-months = 支持的贷款期限：最多 { $months } 个月
term-share = 本金损失：{ $bearer }分担 { $share }%
term-rest = 本金损失：其余由{ $bearer }承担
term-least = { $bearer }的分担比例：不低于 { $share }%
term-most = { $bearer }的分担比例：不高于 { $share }%
term-compensation = 银行以外各方的代偿：最多为所覆盖本金的 { $share }%
term-fee = 费率：每年为所支持本金的 { $rate }%，由{ $payer }支付
term-points = 贴息：每年 { $points } 个百分点，由{ $payer }支付
term-subsidy = 补贴：{ $of }的 { $share }%，由{ $payer }支付
term-premium = 年保费：{ $premium } 万元
term-years = 补贴年限：最多 { $years } 年
term-subsidy-cap = 每家企业的补贴：最多 { $sum } 万元
term-relending = 银行可得资金：所支持本金的 { $share }%，年利率 { $rate }%
term-quota = 全国额度：{ $sum } 亿元
