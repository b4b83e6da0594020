### 企业数据文件：列、行与单元格。

## 通用

quoted = “{ $text }”
did-you-mean = 是否指“{ $near }”？
header-near = 是否指表头“{ $near }”？
no-such-field = 没有名为“{ $name }”的字段
remove-help = 请删去
one-line-help = 两行中请删去一行
row-torn = 该行含有不符合文件编码的字节
header-first-help = 首行应为表头
save-again-help = 请将文件另存为 UTF-8 或 GB18030 编码
fetch-again-help = 请重新获取或保存文件

## 修改企业数据

change-agree-help = 请同时修改两处，使其一致
change-id = “{ $name }”是企业标识，不能修改
change-id-help = 请修改参与计分的数据
changed-twice = “{ $name }”重复修改
changed-twice-help = 请只给出一个值
name-a-field-help = 请使用字段字典中的字段名，写法与规则一致

## 同一企业的单元格之间

part-over-whole = 值为 { $part }，大于“{ $header }”的 { $whole }
whole-under-part = 值为 { $whole }，小于“{ $header }”的 { $part }
day-later = { $day }晚于基准日（{ $as-of }）

## 日期

day-not-one = “{ $cell }”不是日期
day-not-in-calendar = “{ $cell }”不是实际存在的日期
day-serial = “{ $cell }”是电子表格的日期序号，对应{ $day }
day-serial-1904 = “{ $cell }”是该工作簿（日期自1904年起算）的日期序号，对应{ $day }
day-without-month = “{ $cell }”缺少月和日
day-without-day = “{ $cell }”缺少日
time-invalid = “{ $cell }”中的时刻无效
time-unzoned = “{ $cell }”带有时刻但未注明时区，无法确定对应的北京时间日期
time-zone = “{ $cell }”注明时区“{ $zone }”，但未注明与 UTC 的时差

## 行与单元格

quote-unclosed = 单元格以引号开头，但引号没有闭合
row-zero-byte = 该行含有 NUL 字节，不是文本
row-too-long = 该行长 { $bytes } 字节；企业数据每行最多 { $most } 字节
row-width = 该行有 { $width } 个单元格，表头有 { $header } 个
flag-neither = “{ $cell }”既不表示“是”，也不表示“否”
cell-empty = 单元格为空，而该字段必填
cell-mark = “{ $cell }”表示缺失，而该字段必填

## 数值

number-none = “{ $cell }”不是数字
number-too-large = “{ $cell }”数值过大
number-below = “{ $cell }”小于最小值 { $limit }
number-above = “{ $cell }”大于最大值 { $limit }
number-fraction = “{ $cell }”不是整数
amount-without-unit = “{ $cell }”未注明单位，无法换算为{ $unit }
amount-unasked = “{ $cell }”的单位是“{ $written }”，但该字段没有单位
amount-foreign = “{ $cell }”的单位是“{ $written }”，无法换算为{ $unit }

## 文本

pattern-invalid = 字段“{ $name }”的格式（pattern）不是正则表达式
form-example = “{ $cell }”不符合{ $title }的格式，正确写法如“{ $example }”
form-pattern = “{ $cell }”不符合格式 `{ $pattern }`
not-listed = “{ $cell }”不是可选值；可选值：{ $known }

## 企业标识

id-unseen = 单元格没有可见字符，而该字段必填
id-scientific = “{ $cell }”是被电子表格舍入的长数字
uscc-length = “{ $cell }”有 { $length } 个字符；统一社会信用代码为 18 位
uscc-character = “{ $cell }”含有“{ $character }”，统一社会信用代码不使用该字符
uscc-case = “{ $cell }”含有小写字母
uscc-check = “{ $cell }”的末位校验码应为“{ $right }”

## 不是企业的行

row-header = 该行重复表头，不是企业
row-total = “{ $cell }”是合计或其他汇总数，不是企业
row-note = “{ $cell }”是备注，不是企业
id-without-digit = “{ $cell }”不可能是统一社会信用代码：不含数字
id-text = “{ $cell }”不可能是统一社会信用代码：含有代码以外的文字

## 重复出现的企业

duplicate-firm = “{ $id }”另有 { $count } 行记录（行号：{ $lines }），取值不一致的列：{ $columns }
duplicate-aside = “{ $id }”另有 { $count } 行记录（行号：{ $lines }）已列入待核数据
repeats = 各单元格与第 { $line } 行完全相同；保留第 { $line } 行
repeats-but = 所读取的各列与第 { $line } 行相同，仅以下未读取的列不同：{ $columns }；保留第 { $line } 行
repeats-at = 各单元格与 { $place } 完全相同；保留该处一行
repeats-but-at = 所读取的各列与 { $place } 相同，仅以下未读取的列不同：{ $columns }；保留该处一行
duplicate-firm-at = “{ $id }”另见：{ $places }；取值不一致的列：{ $columns }
duplicate-aside-at = “{ $id }”另见：{ $places }，已列入待核数据

## 单位可能有误的金额、占位日期

# 数值与预期值之比，如“12 是该列中位数的约 10,000 倍”。
ratio-times = 的约 { $number } 倍
ratio-times-more = 的约 { $number } 倍甚至更多
ratio-part = 的约 1/{ $number }
ratio-part-less = 的约 1/{ $number } 甚至更小
slip-either = 按中位数比较，{ $own }是按{ $sibling }推算的预期值{ $ratio }，或者{ $sibling }是按{ $own }推算的预期值{ $inverse }：其中一列的单位可能有误
slip-column = 该列中位数是按{ $sibling }推算的预期值{ $ratio }
slip-column-help = 请核对两列的单位
slip-firm = “{ $cell }”是按该企业其他金额推算的预期值{ $ratio }
slip-among = “{ $cell }”是该列中位数{ $ratio }
slip-part = 这部分企业下列各列的中位数是其他部分{ $ratio }：{ $columns }
slip-part-two = 这部分企业下列各列的中位数是 { $other } { $ratio }：{ $columns }
slip-part-help = 请核对这部分金额的单位；单位不同的，在 [[firms.part]] 的 units 中写明
slip-help = 请核对该单元格的单位；计算时采用了原值
placeholder = { $count } 个单元格为{ $day }，其他软件常在日期未知时填入该日期
placeholder-help = 计算时采用了该日期；如表示缺失，请将“{ $day }”加入批次文件 [firms] 的 `missing` 列表

## 不使用的列

idle = { $fault }；该列共有 { $count } 个单元格无法使用（此为第一个），但没有规则、名单或校验用到字段“{ $field }”
idle-help = 各行均不因此转入待核数据；如不需要读取该列，请在批次文件的 [firms] 中写入 `ignore = ["{ $header }"]`
supplement-idle-help = 无需处理：该附表给出的字段不取自该列

## 各类行问题的处理办法

help-cell-missing = 请补填该单元格；如该行不是企业，请删除该行
help-cell-integer = 该字段为计数：请填写整数，或核对该列表头
help-cell-range = 请核对数值、正负号和该列单位
help-cell-number = 请填写数字，小数点至多一个；千位可用逗号分隔
help-cell-unit = 请按该列的单位填写金额，或在单元格内注明人民币单位，如 60万元
help-cell-date = 请填写年、月、日，如 2023-01-05
help-cell-flag = 请填写“是”或“否”，也可填写 yes 或 no、1 或 0
help-id-scientific = 请在电子表格中将该列设为文本格式并重新录入；原有数字已丢失
help-uscc-form = 统一社会信用代码共 18 位，由数字和大写字母（I、O、S、V、Z 除外）组成；该行保留，代码转为大写
help-uscc-check = 请与营业执照核对；少数已登记代码的校验码确实不符，因此该行保留
help-cell-pattern = 请按字段字典规定的格式填写
help-cell-encoding = 请重新导出该行；如多行均有此问题，说明文件采用其他编码，请在批次文件的 [firms] 中设置 `encoding`
help-record-too-long = 请查找引号没有闭合的单元格
help-duplicate-row = 该企业只计一次；可删除其中一行，也可不处理
help-quote-unclosed = 请补上右引号；引号属于文本的，请写成两个
help-part-over-whole = 请核对两个单元格及两列的单位
help-later = 请核对该日期和批次文件的基准日
help-duplicate-aside = 请确认保留的一行正确，并删除其他行
help-duplicate-firm = 请保留正确的一行，删除其他行
help-header-row = 该行不参与评分；表头只在企业数据上方读取一次
help-id-text = 请填写企业的统一社会信用代码；如该行不是企业，请删除该行
help-id-text-keep = 请填写企业的统一社会信用代码；如该行不是企业，请删除该行；如需按原文保留，请在批次文件的 [firms] 中写入 `keep = ["{ $named }"]`
help-no-firm-beside = 该行未关联任何企业；如属于某企业，请按企业数据填写其标识或名称
help-no-firm = 该行不参与评分；如确为企业，请填写标识
help-no-firm-keep = 该行不参与评分；如确为企业，请在批次文件的 [firms] 中写入 `keep = ["{ $named }"]`
# 写在退回报送单位的工作簿中。
advice-id-text = 请填写企业的统一社会信用代码；该行如不是企业，请清空除“{ $column }”外的各单元格，即撤回该行
advice-cell-missing = 请补填该单元格；该行如不是企业，请清空除“{ $column }”外的各单元格，即撤回该行
advice-duplicate-firm = 请更正应保留的一行；其余各行请清空除“{ $column }”外的各单元格，即撤回该行
advice-cell-encoding = 请重新录入该行中的乱码内容
advice-cell-formula = 请填写公式应得的数值
advice-cell-merged = 请填写本行的值；所注单元格为原文件中的位置
advice-unknown = 请填写实际值；不掌握的，请留空
advice-later = 请核对该日期
advice-width-short = 请补全该行末尾的单元格，并检查单元格内是否有换行
help-width-short = 该行不完整：请检查单元格内是否有换行；如行末的空单元格被省略，请在批次文件的 [firms] 中写入 `short_rows = "blank"`
help-width-blank = 超出表头的单元格为空，但多余的分隔符可能使其他单元格错位：请为含有分隔符的单元格加引号，或删除行末的空单元格
help-width-long = 请为含有分隔符的单元格加引号
help-mark = 如表示缺失，请将“{ $mark }”加入批次文件 [firms] 的 `missing` 列表
help-day-serial = 请在电子表格中将该列设为 yyyy-mm-dd 格式并重新保存
help-time = 请只填写日期，或注明时刻的时区：2019-12-31T16:00:00Z 在中国为 2020-01-01
help-day-form = 请填写完整日期，或在批次文件的 [firms.dates] 中写入 `{ $field } = "{ $form }"`
help-field = { $title }（{ $name }）：{ $about }
help-digits-lost = 电子表格只保留数字的前 15 位：请将代码按文本格式重新录入

## 文件

empty = 为空文件
empty-unpacked = 解压后为空
blank-lines = 只有空行
empty-help = 请重新导出表格：首行为表头，每家企业一行
cut-short = 文件在读取过程中变短
cut-short-help = 请等文件写入完成后重新运行
breaks-off = 压缩数据不完整
breaks-off-help = 请重新获取或保存文件：文件在传输中被截断
damaged = 压缩数据已损坏：{ $cause }
unpacks-too-large = 解压后超过 { $most } 字节，这样大小的压缩文件不可能是表格
unpacks-too-large-help = 请先解压并核对内容，再指定解压所得的表格
text-too-large = 文本超过 { $most } 字节，超出单次运行的上限
text-too-large-help = 请按地区拆分文件
stdin-terminal = 是终端，没有数据传入
stdin-terminal-help = 请用管道传入数据，如“… | jifen score -”，或改为指定文件
lock-file = 是工作簿打开时由电子表格软件生成的锁定文件
lock-file-help = 请在 Excel 或 WPS 中关闭该工作簿，并指定“{ $workbook }”本身
stranger = 是{ $kind ->
        [zip] { " " }Excel 工作簿或 zip 压缩包
        [xls] 旧版 Excel 工作簿
        [pdf] { " " }PDF 文档
        [parquet] { " " }Parquet 文件
        [seven-zip] { " " }7z 压缩包
       *[rar] { " " }RAR 压缩包
    }，不是文本文件
stranger-help = { $kind ->
        [zip] 请用 Excel 打开并另存为 `CSV UTF-8`
        [xls] 请用 Excel 打开并另存为 `CSV UTF-8`
        [pdf] 请将其来源表格导出为 CSV
        [parquet] 请导出为 CSV
       *[archive] 请解压，或改用 gzip 或 zstd 压缩
    }
markup = 是{ $kind ->
        [html] 网页（HTML）
       *[xml] { " " }XML 文档
    }，不是工作簿或 CSV 文件
markup-help = 请用 Excel 打开并另存为 `.xlsx`
no-line-break = 前 { $bytes } 字节内没有换行

## 编码

encoding-mark = 编码不是 { $name }：文件以 { $found } 的字节顺序标记开头
encoding-no-zero = 编码不是 { $name }：文件不含 NUL 字节
encoding-torn = 编码不是 { $name }：{ $lines } 行中有 { $torn } 行含有不符合该编码的字节
encoding-header = 编码不是 { $name }：表头为 UTF-8
encoding-hint-help = 请写 `encoding = "{ $hint }"`，或用 `auto` 自动识别
encoding-help = 请写明正确的 `encoding`，或用 `auto` 自动识别
binary = 不是文本：含有 NUL 字节
binary-utf16-help = 可能是没有字节顺序标记的 UTF-16：请写 `encoding = "utf-16"`
binary-help = 请将表格另存为 UTF-8 或 GB18030 编码的 CSV

## 分隔符

delimiter-line = “sep={ $mark }”一行指定的分隔符“{ $mark }”不受支持
delimiter-foreign = 表头各单元格以“{ $mark }”分隔；该分隔符不受支持
delimiter-help = 请重新导出表格，以逗号、制表符、分号或竖线分隔单元格

## 表格与表头

header-only = 只有表头，没有数据行
header-only-help = 请连同数据行重新导出：数据行可能全被筛选条件排除
header-too-long = 表头超过 { $most } 字节
header-quote = 表头中的引号没有闭合
header-torn = 表头含有不符合文件编码的字节
header-zero-byte = 表头含有 NUL 字节，不是文本
header-zero-byte-help = 请将表格重新导出为 CSV
header-too-wide = 表头有 { $columns } 列；最多读取 { $most } 列
header-too-wide-help = 请只导出指标体系和名单所需的列
column-kind = 该列的类型为 { $dtype }，而字段“{ $name }”为{ $kind ->
        [number] 数值型
        [text] 文本型
        [flag] 是否型
       *[date] 日期型
    }
column-kind-help = { $kind ->
        [number] 请在查询中将该列转换为数值，如 `CAST(… AS double)`
        [text] 请在查询中将该列转换为文本，如 `CAST(… AS varchar)`，并核对开头的 0 没有丢失
        [flag] 请在查询中将该列转换为 `boolean`
       *[date] 请在查询中将该列转换为 `date`
    }

## 列与字段的对应

no-such-column = 文件中没有“{ $header }”列
ignore-help = 请从 `ignore` 中删去
bound-twice = “{ $header }”列指定了两次
bound-and-ignored = “{ $header }”列既指定了字段，又列入 `ignore`
column-at = “{ $header }”（第 { $column } 列）
columns-claim = 有 { $count } 列对应同一字段“{ $name }”：{ $columns }
field-without-column = 必填字段“{ $name }”（{ $title }）没有对应的列
header-begins-help = 首行应为表头；现有首行以“{ $begins }”开头
header-ignored-help = 列“{ $header }”已列入 [firms] 或其分部的 `ignore`，请从中删除
column-taken = “{ $header }”列本应对应字段“{ $name }”（{ $title }）；指定给其他字段后，“{ $name }”没有对应的列
column-taken-help = 请删去此行，或将另一列指定为“{ $name }”
column-unused = 不是字段字典中的字段，不予读取
column-unused-help = 如需使用，请在批次文件的 [firms.columns] 中指定对应的字段：`{ $header } = "…"`
column-year = 表头含年份 { $year }，不予读取；去掉年份后为字段“{ $name }”
column-year-help = { $kind ->
        [current] 请在批次文件的 { $table } 中指定：`{ $current }`
        [previous] 如为上年数，请在批次文件的 { $table } 中指定：`{ $previous }`
       *[both] 请在批次文件的 { $table } 中指定：`{ $current }`；如为上年数，请写 `{ $previous }`
    }
column-year-read = 表头含年份 { $year }，按字段“{ $name }”读取
column-year-read-help = { $kind ->
        [current] 如年份无误，请在批次文件的 { $table } 中确认：`{ $current }`
       *[both] 如年份无误，请在批次文件的 { $table } 中确认：`{ $current }`；如为上年数，请写 `{ $previous }`
    }
column-near = 不予读取；表头与字段“{ $name }”的名称相近，而该字段没有对应的列

## 贷后结果

outcomes-absent = 没有反映贷后结果的列；现有列：{ $headers }
outcomes-absent-more = 没有反映贷后结果的列；现有列：{ $headers }等，另有 { $more } 列
outcomes-help = 请将其中一列改为下列名称之一：outcome 或“是否违约”（1 表示违约）、default_amount(万元) 或“违约金额(万元)”
outcomes-near-help = 是否指“{ $near }”？请将其中一列改为下列名称之一：outcome 或“是否违约”（1 表示违约）、default_amount(万元) 或“违约金额(万元)”

## 单位

unit-missing = 未注明单位，而字段“{ $name }”为金额
unit-unknown = 单位“{ $unit }”无法换算为“{ $name }”的单位（{ $stored }）
unit-unknown-help = 可用的单位：{ $known }
unit-clash = 批次文件为“{ $header }”列指定的单位是“{ $unit }”，而表头注明的是“{ $said }”
unit-clash-help = 如为其他文件所需的单位，请写在相应 [[firms.part]] 的 `units` 中；否则请核实哪个单位正确，并删去另一个
unit-unasked = 注明了单位“{ $unit }”，而字段“{ $name }”没有单位
unit-unasked-help = 请在指标体系中为该字段设置 `unit = "{ $unit }"`，或从表头中删去单位
unit-of-no-number = 字段“{ $name }”不是数值，没有单位
unit-idle = 字段“{ $name }”没有可换算的单位
unit-idle-help = 请在指标体系中为该字段设置 `unit`，或删去此处的单位
unit-without-column = 字段“{ $name }”没有对应的列，而此处设置了该字段的单位
set-of-other-kind = 字段“{ $name }”不是{ $kind ->
        [date] 日期型
       *[flag] 是否型
    }
set-without-column = 字段“{ $name }”没有对应的列，而此处设置了该字段{ $kind ->
        [date] 的日期写法
       *[flag] 表示“否”的写法
    }
yes-as-no = “{ $yes }”表示“是”，不能表示“否”

## 权重表

sheet-empty-help = 请重新保存表格，包括表头和数据行
sheet-too-long = 超过 { $most } 字节，超出权重表的上限
sheet-too-long-help = 请指定只含该表格的文件
sheet-quote = 引号没有闭合

## 更正返回的行

corrects-unknown = “{ $name }”不是批次中的部分
corrects-unknown-help = 请填写其中之一：{ $parts }
corrects-nothing-help = 请先在 [firms] 的 `path` 中填写被更正的文件
corrects-several = “{ $name }”有多个部分：{ $parts }
corrects-several-help = 请填写其中之一，并用方括号注明工作表
corrects-itself = “{ $part }”直接或间接更正其自身
corrects-itself-help = 请填写这些行原来所在的部分
firm-withdrawn = “{ $id }”的各行均已撤回，批次内不再有该企业
firm-withdrawn-help = 如该企业应参加评价，请填写应保留的一行
correction-unmatched = “{ $part }”中没有代码为“{ $id }”的行，该行已作为新行加入
correction-unmatched-row = “{ $part }”中没有第 { $row } 行，也没有代码为“{ $id }”的行，该行已作为新行加入
correction-astray = “{ $part }”第 { $row } 行的代码为“{ $own }”，而代码“{ $id }”在第 { $other } 行；该行已作为新行加入，原有两行保留
correction-other = “{ $part }”第 { $row } 行是另一企业“{ $own }”，不是“{ $id }”；该行已作为新行加入，原行保留
correction-unmatched-help = 请更正代码或原行号；如为新增企业，无需处理
correction-torn = “{ $part }”第 { $row } 行在本行和第 { $others } 行均有更正，且代码不同

## 文件和工作表

firms-absent = 文件“{ $path }”不存在
is-folder = “{ $path }”是文件夹，不是文件
folder-help = 如需读取其中的文件，请写通配形式 `{ $pattern }`
pattern-unmatched = 没有文件符合“{ $pattern }”
part-unmatched = “{ $path }”不是 `path` 中的文件
part-unmatched-help = 请按 `path` 中的写法填写文件，或删除该部分
header-row-absent = 文件第 { $row } 行没有单元格
header-row-help = 请填写表头所在行号（从 1 开始），或删除 `header_row`
header-below = 表头在本行；其上方 { $titles } 行未读取
header-below-help = 如表头在其他行，请用 `header_row` 指定
part-empty = 表头下方没有数据行
part-empty-help = 请确认企业数据是否在其他文件或工作表中
part-columns = 缺少其他部分已有的列：{ $columns }
part-columns-help = 这部分企业该项无值；请更正表头，或在 [[firms.part]] 中对应该列
field-named = { $title }（{ $name }）
sheet-unknown = “{ $file }”没有工作表“{ $sheet }”
sheet-unknown-help = 工作表有：{ $sheets }
workbook-sheetless-help = 工作簿中没有工作表，请将数据表保存为工作表
sheets-several = 多个工作表有表头：{ $sheets }
sheets-several-help = 请在批次文件中指定一个，如 `sheet = { $sheet }`；全部读取请写 `sheet = "*"`
sheets-empty = 没有含单元格的工作表
sheets-empty-hidden = 可见的工作表均为空；隐藏的工作表：{ $sheets }
sheet-without-header = 没有一行包含已知的字段名
sheet-without-header-help = 请在表头中填写字段名或标题，或用 `header_row` 指定表头所在行
sheets-skipped = { $why ->
        [hidden] 隐藏的工作表未读取：{ $sheets }
       *[headerless] 没有表头的工作表未读取：{ $sheets }
    }
sheets-skipped-help = 如需读取，请用 `sheet` 指定
rows-hidden = 有 { $count } 行被隐藏，仍予读取：{ $rows }
columns-hidden = 以下列被隐藏，仍予读取：{ $columns }
hidden-help = 如不属于本表，请删除
cells-beyond = 表头右侧有 { $count } 个单元格未读取，第一个在此
cells-beyond-help = 请为该列填写表头，或清空单元格
format-scaled = 有 { $count } 个数字的显示量级与存储值不同，按存储值读取；第一个在此
format-scaled-help = 请确认表头中的单位是存储值的单位
cell-merged = 属于合并单元格 { $range }
cell-error = “{ $cell }”是电子表格的错误值
cell-formula = “{ $cell }”没有计算结果
id-rounded = “{ $cell }”按数字存储，只保留前 15 位，其余各位已丢失
help-id-rounded = 请将该列设为文本格式，重新录入代码
help-cell-error = 请更正公式；情况未知的请清空单元格
help-cell-formula = 请用 Excel 或 WPS 打开工作簿，完成计算后保存
help-cell-merged = 请取消合并单元格，并逐行填写
workbook-foreign = 文件是{ $kind ->
        [password] 有密码保护的工作簿
        [xls] 旧版工作簿（.xls 或 .et）
        [compound] 其他程序的文件
        [xlsb] 二进制工作簿（.xlsb）
        [macros] 含宏的工作簿（.xlsm）
        [ods] OpenDocument 文件
        [document] 文字文档（.docx）
        [slides] 演示文稿（.pptx）
        [zip] zip 压缩包
       *[unknown] 其他文件
    }，不是 .xlsx 工作簿
workbook-foreign-help = { $kind ->
        [password] 请打开后另存为不带密码的副本，再读取副本
        [xls] 请用 Excel 或 WPS 打开，另存为 .xlsx
        [xlsb] 请用 Excel 打开，另存为 .xlsx
        [macros] 请另存为不含宏的 .xlsx
        [ods] 请用 Excel、WPS 或 LibreOffice 打开，另存为 .xlsx
        [zip] 请解压，或提供 .xlsx 或 CSV 表格
       *[unknown] 请提供 .xlsx 或 CSV 表格
    }
workbook-damaged = 文件已损坏：{ $kind ->
        [missing] 没有这个工作表
        [directory] 目录无法读取
        [duplicate] 同一部分出现两次
        [encrypted] 有加密的部分
        [compression] 未知的压缩方式 { $detail }
        [cut] 压缩数据不完整
        [deflate] 压缩数据无效
        [checksum] 校验和不符
        [encoding] 编码为 { $detail }，不是 UTF-8
        [utf8] 第 { $detail } 字节无效
        [root] 以“{ $detail }”开头
        [absent] 缺少“{ $detail }”
        [reference] “{ $detail }”不是单元格
        [cell] 单元格 { $detail } 次序有误或重复
        [row] 第 { $detail } 行次序有误或重复
        [string] 单元格 { $detail } 的文字缺失
        [style] 单元格 { $detail } 的格式缺失
       *[xml] 第 { $detail } 字节处 XML 无效
    }
workbook-part-damaged = 文件中的“{ $part }”已损坏：{ $kind ->
        [missing] 没有这个工作表
        [directory] 目录无法读取
        [duplicate] 同一部分出现两次
        [encrypted] 有加密的部分
        [compression] 未知的压缩方式 { $detail }
        [cut] 压缩数据不完整
        [deflate] 压缩数据无效
        [checksum] 校验和不符
        [encoding] 编码为 { $detail }，不是 UTF-8
        [utf8] 第 { $detail } 字节无效
        [root] 以“{ $detail }”开头
        [absent] 缺少“{ $detail }”
        [reference] “{ $detail }”不是单元格
        [cell] 单元格 { $detail } 次序有误或重复
        [row] 第 { $detail } 行次序有误或重复
        [string] 单元格 { $detail } 的文字缺失
        [style] 单元格 { $detail } 的格式缺失
       *[xml] 第 { $detail } 字节处 XML 无效
    }
parquet-damaged-help = 请重新保存文件；全为空值的列请指定类型，如 `CAST(NULL AS varchar)`
parquet-damaged = Parquet 文件已损坏，或含有没有类型的列
workbook-damaged-help = 请用 Excel 或 WPS 打开（可自动修复）并重新保存，或重新获取文件
workbook-too-large = 工作簿中的“{ $part }”过大：超过 { $most } { $kind ->
        [merges] 处合并单元格
        [entries] 个条目
        [listed] 个工作表
       *[unpacked] 字节
    }
workbook-too-large-help = 请拆分为多个工作簿，或改用 CSV

## 附表

supplement-near-help = 是否指{ $title }（{ $name }）？请改用该标题，或在该附表的 `columns` 中指定：`{ $line }`
supplement-stdin = 附表不能从标准输入读取
supplement-stdin-help = 请将数据表保存为文件，并写明路径
supplement-repeated = 第 { $line } 行的附表也使用标识“{ $supplement }”
supplement-repeated-help = 请为每个附表指定不同的标识：`id = "…"`
given-twice = “{ $name }”在此处和别处均有给出
given-twice-cohort = “{ $name }”在此处给出，企业数据的列 { $headers } 也已给出
given-twice-help-cohort = 请保留其一：在 [firms] 中写入 `ignore = [{ $headers }]`，或{ $fields ->
        [named] 从该附表的 `fields` 中删除该字段
       *[all] 在该附表的 `fields` 中列出其余字段
    }
given-twice-help = 请保留其一：{ $fields ->
        [named] 从其中一个附表的 `fields` 中删除该字段
       *[all] 在该附表的 `fields` 中列出需要的字段
    }
supplement-keyless = 附表“{ $supplement }”没有企业代码列或名称列
supplement-keyless-help = 请指定关键列：`key = "…"`，以及 `by = "id"` 或 `by = "name"`
supplement-wrong-key = “{ $supplement }”没有一行属于批次内的企业，其关键值也不像{ $by ->
        [id] 企业标识
       *[name] 企业名称
    }：{ $keys }
supplement-wrong-key-help = 请写明关键值所在的列：`key = "…"`，并写 `by = "id"` 或 `by = "name"`
supplement-joins-none = “{ $supplement }”没有一行属于批次内的企业；前几个关键值为{ $keys }
supplement-joins-none-help = 请核对 `key` 是否为正确的列、`by` 是否正确；目前该附表对所有企业均给出 0、“否”，或信息不明
supplement-rule-idle = “{ $supplement }”没有一行符合“{ $name }”的规则
supplement-rule-idle-help = 请将规则中的文字与单元格核对：`jifen check` 列出各列的前几个值
supplement-nameless = 附表“{ $supplement }”按企业名称匹配，但企业数据没有企业名称列
supplement-nameless-help = 请在企业数据中补充企业名称，或改按代码匹配：`by = "id"`
long-column-help = 表头为{ $headers }
long-without-item = 指标单元格为空
long-year-blank = 年份单元格为空
long-without-year = “{ $cell }”不是年份
long-item-year = 指标名称注明 { $item } 年，而该行的年份为 { $row } 年
long-without-unit = 金额没有计量单位
long-unit-clash = 该行的单位为“{ $unit }”，而指标名称或数值列表头注明的是“{ $said }”
long-none-sound = “{ $supplement }”没有可采用的行；共 { $count } 行，首行为 { $first }：{ $reason }
long-none-sound-help = 请更正各行：每行的企业、指标和数值均须填在各自的单元格中
long-item-absent = 表中没有指标“{ $item }”
long-item-near = 是否指“{ $near }”？
long-item-help = 表中的指标为{ $items }
long-no-year = 附表“{ $supplement }”没有 { $year } 年的行，表中年份为 { $years }
long-no-year-help = 表中最近年份的数据如属于本批次，请写明该年份：`current = { $last }`
long-only-before = 附表“{ $supplement }”没有 { $year } 年的行，{ $last } 年的行作为上年数据
long-other-years = “{ $supplement }”有 { $count } 行属于其他年份（{ $years }），未采用
long-faulty = “{ $supplement }”有 { $count } 行无法采用，首行原因：{ $reason }
long-faulty-help = 请更正；更正前，附表给这些企业的数据视为不明
long-no-field = 该指标不对应任何字段，其 { $count } 行未采用
long-no-field-help = 如需采用，请在 [firms.supplement.columns] 中写明字段：`"{ $item }" = "…"`
long-no-field-near-help = 如指 `{ $name }`，请在 [firms.supplement.columns] 中写明：`"{ $item }" = "{ $name }"`
long-no-item-help = 没有与字段对应的指标：{ $items }；请在 [firms.supplement.columns] 中写明字段：`"…" = "revenue"`
long-only-values = 长表的 `{ $name }` 只能使用 `value`
long-only-values-help = 请写 `{"{"} value = "…" {"}"}`，其中填指标名称
previous-and-fields = `as_previous_year` 与 `fields` 对附表所属年度的表述不一致
previous-and-fields-help = 请删除 `as_previous_year`，直接写上一年度的字段：`rd_expense_prev = {"{"} value = "…" {"}"}`
supplement-columns-help = 请在该部分补充该列，或在附表的 `columns` 中指定表头
long-and-previous = 带 `year` 的 `long` 与 `as_previous_year` 相互矛盾
long-and-previous-help = 请删除 `as_previous_year`：`current` 的上一年即给出上年数
supplement-gives-nothing = 附表“{ $supplement }”没有给出任何字段
supplement-gives-nothing-help = 请在 `fields` 中写明给出的字段，如 `ip_class1 = {"{"} count = true {"}"}`
list-empty = 只有表头，没有数据行：名单中没有企业
list-empty-help = 如名单应有数据行，请重新导出：数据行可能全被筛选条件排除
latest-undated = “{ $header }”为空，该行可能是企业最近的一行
supplement-kind = “{ $header }”列为{ $found ->
        [number] 数字
        [flag] 是否
        [date] 日期
       *[text] 文字
    }，与“{ $name }”的类型不符
supplement-kind-help = 请指定其他列，或更正单元格
supplement-unfit = “{ $name }”为{ $kind ->
        [number] 数字
        [flag] 是否
        [date] 日期
       *[text] 文字
    }，不能由此给出
supplement-unfit-help = `count` 和 `sum` 给出数字，`max` 给出数字或日期，`listed` 给出是否
supplement-origin = “{ $name }”须有且只有一种来源
supplement-origin-help = 请填写 `value`、`count`、`sum`、`max`、`latest`（与 `on` 并用）或 `listed` 之一
supplement-unit-clash-help = 请核实单位；各文件单位不同的，请在各自表头写明，并删除 `units`
supplement-units-differ = `units` 将“{ $header }”列的单位写为“{ $unit }”，又写为“{ $other }”
supplement-rule-in-cell = 规则按原样取用金额，但 { $place } 的单元格各带单位
supplement-rule-units = 规则按原样取用金额，但单位不一：{ $place } 为{ $unit }，{ $elsewhere } 为{ $other }
supplement-rule-units-help = 请在列名后写明单位，如 `"金额(万元)" >= 10`
supplement-mixed = 规则对“{ $header }”列比较大小，但该列有的单元格是数值或日期，有的不是，如“{ $cell }”
supplement-mixed-help = 请更正这些单元格，或将其留空；单元格为空时，规则的结果视为不明
supplement-left = { $kind ->
        [out-of-range] 附表“{ $supplement }”有 { $count } 行得出的值超出字段允许的范围，第一个为“{ $key }”
        [nameless] 附表“{ $supplement }”有 { $count } 行未写明是哪家企业
        [unmatched] 附表“{ $supplement }”有 { $count } 行不属于批次内的企业，第一个为“{ $key }”
        [near] 附表“{ $supplement }”有 { $count } 个名称与批次内企业仅差“有限公司”与“有限责任公司”，第一个为“{ $key }”
        [near-code] 附表“{ $supplement }”有 { $count } 个代码与批次内企业的代码相近，第一个为“{ $key }”
        [beside] 附表“{ $supplement }”有 { $count } 行的名称与批次内企业相同或相近，而标识不同，第一个为“{ $key }”
        [joint] 附表“{ $supplement }”有 { $count } 行列有多个主体，第一个为“{ $key }”
        [hidden] 附表“{ $supplement }”有 { $count } 行的代码或名称部分隐去，其余部分与批次内企业相符，第一个为“{ $key }”
        [undecided] 附表“{ $supplement }”有 { $count } 行规则或取值所需的单元格为空，第一个为“{ $key }”
        [ambiguous] 附表“{ $supplement }”有 { $count } 个名称为多家企业共有，第一个为“{ $key }”
        [undated] 附表“{ $supplement }”有 { $count } 行可能是企业最近的一行，但日期为空，第一个为“{ $key }”
       *[contradicted] 附表“{ $supplement }”有 { $count } 行相互矛盾，第一个为“{ $key }”
    }
supplement-left-help = { $kind ->
        [out-of-range] 请更正这些单元格，或用 `where` 排除这些行；在此之前，由其得出的值视为不明
        [nameless] 请补填企业，或删去这些行；名单中有这样的行时，未列名的企业均视为信息不明
        [unmatched] 运行后见 supplements.csv
        [near] 请更正名称，或按信用代码关联；在此之前，附表给出的该企业信息视为不明
        [near-code] 请更正代码；在此之前，附表给出的该企业信息视为不明
        [beside] 请更正标识或名称；在此之前，附表给出的该企业信息视为不明
        [joint] 请每个主体各列一行；在此之前，附表给出的这些企业信息视为不明
        [hidden] 请填写完整的代码或名称；在此之前，附表给出的相符企业信息视为不明
        [undecided] 请补填单元格，或用 `where` 排除这些行；在此之前，需用该单元格的值视为不明
        [ambiguous] 请按信用代码关联；在此之前，附表给出的这些企业信息视为不明
        [undated] 请补填日期，或用 `where` 排除这些行；在此之前，附表给出的这些企业信息视为不明
       *[contradicted] 每家企业请只保留一行，或用 `where`、`max`、`latest` 说明以哪一行为准
    }

## 关于企业的其他表
consents-absent = 没有授权日期一列
consents-absent-help = 请将该列命名为“授权日期”；其他列：“授权机构”“授权截止日期”“撤回日期”
rows-needed = 有 { $rows } 行无法读取，其中任何一行都可能关系到某家企业
rows-needed-help = 请更正这些行：只要有一行读不懂，就不生成名单
