# 新的推荐批次：文件中的注释，以及各表的用途。

head = 由 jifen init 根据以下数据表生成的批次文件。推断的内容均附依据，请逐项核对。
    以 # 开头、含有键名的行，需由工作人员补充。
title = 以{ $day }为基准日的批次
as-of-given = 基准日，由命令行指定。
as-of-year = 基准日：取数据表名称、表头或数据行中的年份（{ $year }）的最后一日，请确认。
as-of-month = 基准日：数据表名称、表头或数据行中的年份尚未结束，取上月最后一日，请确认。
as-of-last = 基准日：所采用的数据表均未写明年份，取上年最后一日，请确认。
scorecard = 指标体系：内置编号，或以 .toml 结尾的文件（见 jifen scorecards list）。
institutions-head = 接收名单的机构：21 家全国性银行和国家融资担保基金。
    其规则和名额仅为示例，名单对外提供前请改为实际约定。
workbooks = 运行结果中另存为工作簿的表。
desk = 每月使用：授权台账，以及存放交付和反馈的文件夹
detail = `jifen sheet` 及 `jifen diff` 的具体原因需在 [output] 下设 `detail = true`
institutions = 接收名单的机构。该文件中的规则仅为示例。
field = { $title }（{ $name }）
vetoes = 准入条件需要以下字段，但各表均未提供：{ $fields }。
    缺少这些信息的企业不进入任何名单，运行也可能停止。请将主管部门的名单作为附表加入。
    只有在工作人员负责确认的情况下，才允许信息不明的企业通过：
firms-grounds = { $table }：每行一家企业，共 { $rows } 家；{ $columns } 列有对应的字段。
id = 没有统一社会信用代码列，以该列标识企业。
columns = 读取的列：表头 → 字段，单位：前几个值。
column = { $header } → { $name }：{ $values }
column-unit = { $header } → { $name }，{ $unit }：{ $values }
unbound = 没有对应字段的列。需要读取的，请写明字段并去掉 #：
ignored-units = 不读取：同一字段的另一列写明了单位。
units = 以下金额单位不明。请将 … 改为元、千元、万元、百万元或亿元，并去掉 #：
dated = 表头写明年份的列：以 { $year } 年为本年，请确认。
several = 有 { $count } 列对应字段 { $name }。请去掉正确一列的 #：
several-same = 有 { $count } 列的表头同为“{ $header }”，均对应字段 { $name }。请在文件中只保留一列，并更改其余列的表头。
side-units = 以下金额单位不明。请将 … 改为元、千元、万元、百万元或亿元：
no-rows = 该表只有表头，没有数据行，目前没有内容。
empty = { $table } 为空，未采用。
supplement-grounds = { $table }：{ $role }。按“{ $header }”关联：{ $keys } 个值中有 { $firms } 个是批次内的企业。
unclear = { $table }：用途不明。各列及其前几个值：
stdin = 是标准输入，批次文件不能将其作为数据表
stdin-help = 请将数据表保存为文件，并指定该文件
apart = 该表为 { $year } 年数据，企业数据为 { $current } 年：{ $year } 年不是上年。
no-firms = 没有企业数据表：每行应有企业标识或名称，并至少有一列对应字段
no-firms-help = 请一并指定企业数据表；表头须为字段的名称或标题（见 docs/zh-CN/language/fields.md）
role-empty = 空文件，未采用
role-firms = 企业数据
role-unclear = 用途不明，已写为注释
role-previous = 上年数据
role-listed = 名单：{ $field }
role-counts = 按类型计数
role-values = 企业的其他数据
role-long = 按指标和年度列示的企业数据
as-of-after = 基准日：有数据表以 { $before } 年数据为上年数据，故取 { $year } 年的最后一日，请确认。
title-unit = 以下金额的单位见 { $place }：{ $text }
left-out = { $table }：{ $why }。
returned = { $table }：运行时隔离、由报送单位返回的行，不是单独的企业数据表。
    如需用于更正，请将 … 改为其所更正的部分，并去掉 #：
beside-returned = { $table }：与上述返回行在同一文件中的工作表，未采用。
no-firms-returned = { $table } 是运行时隔离的行：请在该次运行的批次文件中，用含 `corrects` 的 [[firms.part]] 指定该文件
role-left-out = { $why ->
        [empty] 空工作表
        [hidden] 隐藏的工作表
       *[headless] 没有可识别为表头的行
    }，未采用
role-returned = 返回更正的行，已写为注释
role-beside-returned = 与返回更正的行在同一文件中，未采用
