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
