### 规则：被拒绝的原因。

# 单独一条规则的问题。
at-bytes = 第 { $from }..{ $to } 字节：{ $message }
help = 处理：{ $help }

# 类型与个数。
kind-number = 数值
kind-text = 文本
kind-flag = 是/否值
kind-date = 日期
wrong-kind = “{ $text }”为{ $found }，此处应为{ $wanted }
unlike = “{ $text }”为{ $kind }，而“{ $model }”为{ $wanted }
always-null = “{ $text }”恒为 NULL，没有类型
always-null-help = 请写数值、文本、是/否值或日期
chain = 请用 AND 连接各比较式：`0 < x AND x < 1`
flag-needed = 请写比较式，或取值为是/否的字段
no-conversion = 规则不转换值的类型
convert = 请改用所需类型的字段：规则不转换值的类型
one-type = 相互比较的值须为同一类型，供选取的各个值也须为同一类型
order-needed = “{ $text }”须比较大小，而是/否值没有大小之分
order-between = BETWEEN 只适用于数值、文本和日期
order-compare = `<`、`<=`、`>`、`>=` 只适用于数值、文本和日期
order-extreme = LEAST 和 GREATEST 只适用于数值、文本和日期
arguments = “{ $call }”有 { $count } 个值，该函数应有{ $takes ->
    [any] 至少 1
    [one-or-two] 1 或 2
   *[other] { " " }{ $takes }
} 个
not-decimals = “{ $text }”不能作为小数位数
not-decimals-help = 请写 { $least } 到 { $most } 之间的整数
not-finite = “{ $text }”不是有限数值
not-finite-help = 数值不得超过约 1.8e308
not-day = “{ $text }”不是实际存在的日期
day-help = 日期请写作 DATE '2025-01-31'

# 名称与取值。
unknown-name = 未知名称“{ $name }”
did-you-mean = 是否指“{ $near }”？
did-you-mean-case = 是否指“{ $near }”？名称区分大小写
did-you-mean-text = 是否指 '{ $near }'？
known-names = 可用名称：{ $names }
names-help = 请使用字段或结果的名称；文本请用单引号括起
text-quotes = 文本请用单引号括起
text-quotes-of = 文本请用单引号括起：'{ $text }'
not-name = “{ $text }”不是名称
name-quotes = 名称不加引号，或用双引号括起
keyword-quotes = 与关键字同名的名称请用双引号括起
called = 规则中写作“{ $name }”
never = “{ $name }”不可能等于“{ $value }”
values = “{ $name }”的可能取值：{ $values }
value-missing = “{ $name }”始终缺失
empty-text = “{ $text }”不会出现：空单元格按缺失处理

# 语法。
empty = 规则为空
empty-help = 请写表达式，或不写该规则
long = 规则长 { $bytes } 字节，最多允许 { $most } 字节
many-operators = 规则有 { $count } 个运算符，最多允许 { $most } 个
too-deep = “{ $text }”嵌套过深
name-parts = 请将规则的一部分另行定义为派生值
open = “{ $text }”没有闭合
open-help = 请用与开头对应的符号闭合；文本中的 ' 请连写两个
expected-operator = 此处应为运算符或规则结尾，实为“{ $found }”
one-expression = 一条规则只含一个表达式
expected = 此处应为{ $expected }，实为“{ $found }”
expected-at-end = 此处应为{ $expected }，规则却已结束
expected-expression = 表达式
expected-name = 名称
expected-number = 数值
expected-text = 单引号括起的文本
expected-date-part = { " " }YEAR 等日期单位
expected-truth = { " " }NULL、TRUE 或 FALSE（其前可加 NOT）
expected-after-not = { " " }NOT 后的 IN、BETWEEN 或 LIKE
expected-sign = “{ $sign }”
expected-word = { " " }{ $word }
ends-early = 请补全规则：规则过早结束
sign-before = 规则语言中，值前不能写“{ $text }”
leave-out = 请删去

# 匹配模式。
not-pattern = “{ $text }”不是匹配模式
pattern-help = 匹配模式请写作文本：LIKE '32%'
not-escape = “{ $text }”不是转义字符
not-escape-help = 请写一个字符：ESCAPE '!'
lone-escape = “{ $text }”中的转义字符没有转义任何字符
lone-escape-help = 转义字符应写在 `%`、`_` 或其自身之前
pattern-long = 含 `_` 的匹配模式在两个 `%` 之间超过 { $most } 个字符
pattern-long-help = 请缩短该模式，或用 `%` 分开

# 规则语言以外的写法与正确写法。
outside = “{ $text }”不属于规则语言
outside-help = 请参阅规则文档中的运算符和函数
write = 请写作 { $code }
write-sign = 请写作 `{ $sign }`
write-sign-for = “{ $word }”请写作 `{ $sign }`，两侧加空格
write-half-width = 请改用半角“{ $sign }”
write-if = 请写作 CASE WHEN 条件 THEN 值 ELSE 值 END
write-coalesce = 请写作 COALESCE(value, value)
write-extreme = 一条规则只涉及一家企业：取其多个值的最小值、最大值请用 LEAST、GREATEST
write-sum = 一条规则只涉及一家企业：其多个值请用 `+` 相加
write-logarithm = 请写作 LN(x) 或 LN(x) / LN(10)
write-exclusive-or = 请写作 `(a OR b) AND NOT (a AND b)`
write-any = 请写作 IN ('a', 'b')，或用 AND、OR 连接各比较式
write-or = 请写作 OR；文本不能拼接
write-text = 请写作文本 '{ $text }'
write-number = 请写作数值 { $number }
write-alone = 请只写 `{ $number }`：数值以其字段的单位计
write-percent = `%` 是取余运算符：百分数请写作 { $number }，比例请写作 { $share }
write-flag = 是/否值无需比较：请写作 `{ $flag }` 或 `NOT { $flag }`
one-firm = 一条规则只含一个表达式，且只使用一家企业的值
compare-day = 请与日期比较，如 DATE '2025-01-31'，或使用 YEARS_BETWEEN(from, to)
write-years = 请写作 YEARS_BETWEEN(from, to)
write-like = 匹配模式请写作 LIKE '32%'
by-character = 文本按字符逐个比较
write-plain-number = 数值请写作 1、0.5 或 1e4
no-comments = 注释请写在文件中的 `#` 之后：规则中不用 `--` 和 `/*`
no-semicolon = 一条规则只含一个表达式，不写 `;`
straight-quotes = 文本请用半角单引号括起：'文本'
no-letters = 文本请写作 '文本'，数值请写作 12，前面均不加字母
values-help = 可写的值：数值、'文本'、TRUE、FALSE、NULL 和 DATE '2025-01-31'
typed-help = 只有日期前须注明类型：DATE '2025-01-31'

# 函数。
unknown-function = 未知函数“{ $name }”
known-functions = 可用函数：{ $names }
not-call = “{ $text }”不是规则语言的函数调用
not-call-help = 函数的括号内请写同一家企业的值，以逗号分隔

# 多个名称共有的标题。
quoted = “{ $name }”
ambiguous = “{ $name }”是多个名称共有的标题或别名：{ $names }
ambiguous-help = 请写明所指的名称，例如 `{ $name }`
