### 参数文件：TOML、类型、随日期变化的值与地方叠加。

# 文件的种类。
file-campaign = 批次文件
file-scorecard = 指标体系文件
file-institutions = 机构文件
file-programme = 政策工具文件
file-table = 非 TOML 文件（可能是企业数据表）
too-long = 超过参数文件的最大长度 { $most } 字节
too-long-help = 请指定 TOML 格式的批次文件、指标体系文件或机构文件
utf-16 = 编码为 UTF-16，不是 UTF-8
perhaps-gbk = 编码不是 UTF-8，可能是 GBK
not-utf-8 = 编码不是 UTF-8
utf-8-help = 参数文件须为 UTF-8 编码：请重新保存（记事本：另存为，编码选 UTF-8）

# 键。
unknown-key = 未知的键“{ $key }”
unknown-value = 未知的值“{ $value }”
missing-key = 缺少键“{ $key }”
missing-key-in-table = 请在该处开始的表中写 `{ $key } = …`
missing-key-at-top = 请在文件开头写 `{ $key } = …`
did-you-mean = 是否指“{ $near }”？
known = 此处可用：{ $names }
no-key = 此处不能有键
more-unknown = 最多检查 { $most } 个未知的键
elsewhere = 请参阅 sample_data 中的示例，或运行 `jifen scorecards show`

# 类型。$what 为谓语，如“为文本，此处应为数值”。
of-value = “{ $value }”{ $what }
wrong-kind = 为{ $found }，此处应为{ $wanted }
has-settings = 带有设置，此处应为{ $wanted }
other-kind = 类型不符，此处应为{ $wanted }
kind-text = 文本
kind-number = 数值
kind-whole = 整数
kind-truth = 布尔值 true 或 false
kind-list = 列表
kind-table = 表
kind-pair = 含两个值的列表
kind-choice = 可选值之一
kind-day = 日期
help-text = 请加引号
help-number = 请填写数值，不加引号，如 12.5
help-whole = 请填写整数，不加引号，如 12
help-truth = 请写 true 或 false，不加引号
help-list = 请在方括号中列出，或在 [[…]] 下写一项
help-table = 请在花括号中写键和值：{ "{" } key = … { "}" }
help-pair = 请在方括号中写两个值：[30, 20]
help-day = 请填写日期，不加引号，如 2025-12-31
write-one = { $found ->
    [list] 请只写{ $wanted }，不加方括号：{ $example }
    [table] 请只写{ $wanted }，不加键和花括号：{ $example }
   *[other] 请写{ $wanted }：{ $example }
}
write-truth = { $found ->
    [list] 请只写 true 或 false，不加方括号
    [table] 请只写 true 或 false，不加键和花括号
   *[other] 请写 true 或 false
}
beyond = 超出此处允许的整数范围
beyond-help = 请写 0 到 { $most } 之间的整数
overflow = 超出可计算的数值范围
overflow-help = 请填写小于约 1.8e308 的数值
type-unfit = 类型不符
not-allowed = 不可用，此处应为{ $wanted }
not-one-choice = 未指定选项或指定了多个选项，此处须指定一个
not-one-choice-help = 请写作 { "{" } name = … { "}" }，只写所选的一项
settings-given = 是多余的设置：所选的选项不带设置
no-settings = 不带设置
word-alone = 请只写该词，并加引号
settings-needed = 须带有设置
settings-needed-help = 请在花括号中写出设置：{ "{" } name = { "{" } key = … { "}" } { "}" }
table-for-list = “{ $value }”为表，此处应为列表
list-entry-above = 请在该表上方写 `[[{ $name }]]` 及其 `id`
list-brackets = 请用双方括号写作 `[[{ $name }]]`，每项一个
alone-percent = 请只写数字：分值或百分数写 { $number }，比例写 { $share }

# TOML 语法。
syntax-at = “{ $written }”：{ $what }
text-open = 文本没有结束：缺少右引号
text-invalid = 文本中有不允许的字符
escape-invalid = 反斜杠之后不是 TOML 允许的转义
value-none = 缺少值
value-unquoted = 既不是数值，也不是加引号的文本
not-truth = 既不是 true，也不是 false
not-calendar-day = 不是实际存在的日期
not-time = 不是有效的时刻
not-offset = 中的时区偏移无效
not-day-or-time = 既不是日期，也不是时刻
not-number = 不是数值
not-extensible = 已有值，不能再作为表添加键
radix-signed = 十六、八、二进制数不能带正负号
radix-upper = 数值前缀须小写：`0x`、`0o` 或 `0b`
radix-decimal = 十进制数不加前缀
radix-alone = 的前缀后没有数字
sign-twice = 数值有两个正负号
sign-unexpected = 此处不能有正负号
equals-none = 键后没有 `=` 和值
twice = 重复
key-none = 缺少键
key-twice = 键重复
key-unquoted = 键须加引号
equals-in-list = 列表中只写值，不写键和 `=`
key-lines = 键不能写成多行
comment-invalid = 注释中有不允许的字符
lone-return = 回车符后没有换行符
too-deep = 嵌套过深
list-open = 列表没有结束：缺少 `]`
braces-open = 花括号中的表没有结束：缺少右花括号
brace-alone = { "`}`" } 前没有 { "`{`" }
quote-alone = 引号之前缺少与之配对的引号
bracket-alone = `]` 前没有 `[`
header-open = 表名没有结束：缺少 `]`
entry-header-open = 列表项的表名没有结束：缺少 `]]`
comma-none = 两项之间缺少逗号
comma-extra = 逗号前没有内容
value-followed = 值后同一行还有其他内容
leading-zero = 数值以 0 开头
digits-none = 小数点后缺少数字
between-digits = 只能写在数字之间
syntax-help = 文本写作 "文本"，日期写作 2025-12-31，列表写作 ["甲", "乙"]
backslash-help = 请写 / 或将路径写在单引号之间：双引号内反斜杠表示转义
quote-sign = “{ $sign }”请改为半角 "
wide-blank = 请将全角空格改为半角空格
wide-sign = “{ $sign }”请改为半角“{ $plain }”
quote-word = 文本请加引号："{ $word }"

# 随日期变化的值。
dated-help = 请写作 { "{" } dated = [{ "{" } value = 10 { "}" }, { "{" } valid_from = 2025-01-01, value = 12, source = "…" { "}" }] { "}" }
dated-alone = 请删去：随日期变化的值只有 `dated` 一个键
dated-list = 随日期变化的值“{ $key }”不是列表
dated-order = “{ $key }”的各值未按日期先后排列
dated-order-help = 请按 `valid_from` 从早到晚排列；只有第一项可以不写 `valid_from`
dated-table = “{ $key }”的某个值不是表
dated-day = `valid_from` 不是日期
dated-day-help = 请写作 valid_from = 2025-01-01
dated-day-unquoted = 请不加引号，写作 valid_from = { $day }
not-in-force = “{ $key }”没有有效的值
not-in-force-on = “{ $key }”在{ $day }没有有效的值
not-in-force-help = 请补充此前有效的值，或改用更晚的基准日

# 地方叠加文件。$place 为整句，如 other-list。
other-list = 原指标体系中，该项在 { $list }“{ $id }”之下：请写在该 { $list } 之下
other-top = 原指标体系中，该项在顶层：请写在 [[{ $list }]] 之下
did-you-mean-there = 是否指“{ $near }”？{ $place }
none-to-change = 原指标体系中没有可修改的“{ $id }”；如作为新增项，则{ $fault }
none-to-remove = 原指标体系中没有可删除的“{ $id }”
none-to-remove-help = 只能删除原指标体系中已有的内容

# 叠加于其他文件之上的文件。
extends-cycle = “{ $file }”循环叠加自身
extends-cycle-help = 请在作为基础的指标体系文件中删除 `extends`
extends-no-text = `extends` 不是文本
extends-no-text-help = 请写作 extends = "{ $example }"，或填写以 .toml 结尾的路径
