### 机构文件的问题，以及企业未进入名单的原因。

unknown-rule = 无法判断是否属于“{ $reason }”
kind-bank = 银行
kind-guarantee-fund = 担保基金
kind-insurer = 保险机构
kind-investor = 投资机构
expecting-capacity = 企业数，或 "unlimited"
columns-empty = 名单至少需要一列
columns-empty-help = 如用常规列，请删去 columns
header-repeated = 同一名单中有两列的表头均为“{ $header }”
header-repeated-help = 请为其中一列另定 header
header-empty = 表头为空
header-empty-help = 请填写表头，或删去该项以使用常规表头
header-missing = 列“{ $value }”缺少 header
header-missing-help = 请补充 header = "…"：只有直接引用字段或结果的列才有自带表头
preference-missing = preference_place 需要字段“{ $field }”，字段字典中没有该字段
preference-missing-help = 请删去该列，或在字段字典中增加该文本字段
decimals-idle = “{ $value }”没有小数
decimals-idle-help = 请删去 decimals
decimals-many = 小数位数 { $decimals } 过多
decimals-many-help = 最多 { $most } 位
no-institution = 文件中没有任何机构
no-institution-help = 请添加 [[institution]]，并填写 id、name 和 kind
name-empty = 机构名称为空
name-empty-help = 请填写机构名称，摘要和说明中将使用该名称
id-invalid = “{ $id }”不能作为机构代号
id-invalid-help = 请使用小写字母、数字和单个连字符，最多 64 个字符
id-device = “{ $id }”在 Windows 上不能作为文件名
id-device-help = 请换用较长的代号
id-repeated = 有两家机构的代号均为“{ $id }”
id-repeated-help = 请为其中一家另定代号，名单文件以代号命名
id-field = “{ $id }”是企业字段名
id-field-help = 请换用其他代号：结果表中每家机构与企业字段并列成列
encoding-idle = 工作簿无须选择编码
encoding-idle-help = 请删去 encoding，或改用 format = "csv"
reason-empty = 规则的原因说明为空
reason-empty-help = 请填写未满足该规则的企业应看到的说明
capacity-invalid = 名额“{ $firms }”不能构成名单
capacity-invalid-help = 请填写不小于 1 的数，或 "unlimited"

## 名单的限额
expecting-places = 企业家数（如 100），或占名额的比例（如 0.4）
amount-invalid = 名单的金额上限必须大于 0
amount-invalid-help = 请按金额的单位填写，如 50000
amount-unknown = 名单限制合计的“{ $amount }”缺失或为负
amount-long = 金额表达式过长
amount-long-help = 请缩短，或在指标体系中定义派生值
quota-and-amount = 设有金额上限的名单不能再设分组名额
quota-and-amount-help = 请去掉其中之一：两者并用时，一家更优企业进入可能反而带进另一家企业，稳定匹配可能不存在
quota-kind = 分组名额须按文本或是否值划分，不能按{ $kind ->
    [number] 数值
   *[date] 日期
}划分
quota-kind-help = 请把分组写成文本，如 CASE WHEN revenue < 2000 THEN '小' ELSE '大' END
quota-empty = 分组名额未设任何数值
quota-empty-help = 请填写 `at_most`，或增加 `[[institution.quota.group]]`
quota-repeated = 分组“{ $value }”重复
quota-repeated-help = 请只保留一个
group-empty = 分组“{ $value }”既无 `at_least` 也无 `at_most`
group-empty-help = 请填写其一，或删去该分组
floors-many = 各分组下限合计 { $floors } 家，超过名额 { $capacity } 家
floors-many-help = 请调低下限：下限为家数，或占名额的比例（逐组向上取整）
floors-unlimited = 名单不限名额，分组下限不起作用
floors-unlimited-help = 请为该机构设置 `capacity`，或删去 `at_least`
floor-above-quota = 分组下限 { $at-least } 家高于其上限 { $at-most } 家
floor-above-quota-help = 请调低 `at_least` 或调高 `at_most`
share-unlimited = 按比例设置须先有名额
share-unlimited-help = 请为该机构设置 `capacity`，或改填企业家数
places-invalid = 既不是企业家数，也不是比例
places-invalid-help = 请填写整数（如 100），或大于 0、不超过 1 的比例（如 0.4）

## 匹配
match-none = 每家企业至少要有一家机构
match-none-help = 请将 `at_most` 设为 1 或以上
match-unknown = 没有机构“{ $id }”
match-near-help = 是否为“{ $near }”？
match-unknown-help = 请填写机构文件中的机构代码
match-repeated = “{ $id }”重复
match-repeated-help = 请只保留一个
match-idle = `then` 不起作用：企业只推荐给其意向机构
match-idle-help = 请删去 `then` 或 `only_preferred`
match-unnamed = 无法得知企业的意向机构：字段字典中没有“{ $field }”
match-unnamed-help = 请删去 `only_preferred`，或在字典中加入该文本字段

## 符合条件而未列入名单的原因
passed-quota = 符合条件，但所在分组的名额已由排在前面的企业占满
passed-floor = 符合条件，但名额已满，且须先保证未达下限的分组
passed-elsewhere = 符合条件，但已推荐给顺序在前的机构
passed-unnamed = 符合条件，但该机构不在企业的意向机构之中

## 企业与机构之间的事实
not-consented = 对该机构没有生效的数据授权
on-exclusion-list = 在该机构的排除名单之内
already-served = 该机构已提供服务
referred-lately = 最近 { $months } 个月内已推荐给该机构

## 机构的要求
expecting-sensitivity = 一般数据的级别 1 至 4，或 "important"（重要）、"core"（核心）
credit-line-absent = 名单列有 `credit_line`，但该机构没有建议授信额度
credit-line-absent-help = 请为该机构或在 [defaults] 下填写 credit_line = "…"，或去掉该列
sensitivity-unknown = “{ $name }”既不是字段，也不是结果
sensitivity-unknown-help = 请按规则中的名称填写，如 loan_demand 或 points
sensitivity-repeated = “{ $name }”有两个级别
sensitivity-absent = “{ $column }”一列显示“{ $name }”，其数据级别未知
sensitivity-absent-help = 请在 [sensitivity] 下填写 { $name } = 1、2、3、4、"important" 或 "core"
column-sensitive = “{ $column }”一列显示“{ $name }”，级别为 { $grade }，而该机构最高只可获得 { $most } 级
column-sensitive-help = 请去掉该列；如协议允许，请修改 `may_see`
file-empty = 名单的文件名为空
file-placeholder = 文件名中的“{ $written }”没有含义
file-character = 文件名中不能有字符“{ $character }”
file-help = 请填写如 "{"{"}campaign{"}"}-{"{"}name_zh{"}"}" 的文件名；还可使用 { "{" }id{ "}" }、{ "{" }name{ "}" } 和 { "{" }as_of{ "}" }
file-repeated = “{ $institution }”与“{ $other }”的名单文件同名：“{ $name }”
file-repeated-help = 请在文件名中加入 { "{" }id{ "}" }

# 推荐所附政策支持的各项数值：先为含义，后为标题。
grant-programmes = 最优组合中的政策工具
grant-principal = 贷款本金，取融资需求与授信额度中的较小者
grant-bank = 损失由银行分担的本金
grant-pool = 损失由风险补偿资金池分担的本金
grant-guarantor = 损失由担保机构分担的本金
grant-province = 损失由省级再担保机构分担的本金
grant-fund = 损失由国家融资担保基金分担的本金
grant-insurer = 损失由保险机构分担的本金
grant-central = 贷款期内中央财政补贴
grant-local = 贷款期内地方财政补贴
grant-fees = 贷款期内企业承担的费用
grant-relent = 银行可向人民银行申请再贷款的本金
grant-funding = 不使用再贷款时银行首年资金成本
grant-funding-relent = 使用再贷款后银行首年资金成本
grant-title-programmes = 政策工具
grant-title-principal = 贷款本金
grant-title-bank = 银行分担
grant-title-pool = 风险补偿资金池分担
grant-title-guarantor = 担保机构分担
grant-title-province = 省级再担保机构分担
grant-title-fund = 国家融资担保基金分担
grant-title-insurer = 保险机构分担
grant-title-central = 中央财政补贴
grant-title-local = 地方财政补贴
grant-title-fees = 企业承担费用
grant-title-relent = 可申请再贷款
grant-title-funding = 首年资金成本
grant-title-funding-relent = 使用再贷款后首年资金成本
grant-demand = 企业的融资需求
grant-credit-line = 机构对企业的授信额度
grant-title-demand = 融资需求
grant-title-credit-line = 授信额度
grant-subsidies = 自首年起各年补贴，以“;”分隔
grant-title-subsidies = 各年补贴
