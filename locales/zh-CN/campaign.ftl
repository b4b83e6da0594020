### 推荐批次：批次文件、运行及其摘要，以及汇总后才能发现的问题。

## 批次文件

titled-trial = { $title }（试算权重：{ $trial }）
study-title = { $title }：{ $scorecard } { $study ->
    [audit] 指标体系审查
    [tune] 权重调优
    [calibrate] 校准
    [sensitivity] 敏感性分析
    [weights] 权重推导
    [compare] 对比
   *[other] { $study }
}
is-scorecard = 是指标体系文件，此处需要批次文件
is-scorecard-help = 请提供含有 `scorecard = "{ $name }"` 的批次文件
is-institutions = 是机构文件，此处需要批次文件
is-institutions-help = 请提供含有 `institutions = "{ $name }"` 的批次文件
is-programme = 是政策工具文件，此处需要批次文件
is-programme-help = 请提供在 [programmes] 下写有 `use = ["{ $name }"]` 的批次文件
is-table = 不是 TOML 文件，可能是企业数据表；此处需要批次文件
is-table-help = 请在批次文件 [firms] 的 `path` 中指定该文件；单独检查请用 `jifen check { $name }`
day-invalid = “{ $written }”不是有效日期
day-invalid-help = 请写作 as_of = 2025-12-31
id-invalid = “{ $id }”不能用作批次标识
id-invalid-help = 请使用小写字母、数字和 -、_、. 三种符号
book-without-detail = 生成分指标积分的工作簿，须先有分指标积分表
book-without-detail-help = 请加上 `detail = true`，或去掉 `points`
title-empty = 标题为空
title-empty-help = 请用简短文字说明本批次：各项输出均显示该标题

## 批次准予放行的不明信息

did-you-mean = 是否指“{ $name }”？
accepted-twice = “{ $name }”重复列出
accepted-twice-help = 请只列一次
accepted-idle = 没有准入条件因“{ $name }”不明而将企业列为待核实
accepted-none-help = 请删去：没有准入条件会将企业列为待核实
accepted-known-help = 请指定准入条件所需的字段：{ $names }

## 同一批次的指标体系

id-not-text = “{ $id }”不是文本字段，不能用于识别企业
id-not-text-help = 请指定文本列，如统一社会信用代码
cards-alike = 规则中无法区分“{ $id }”与“{ $other }”
cards-alike-help = 两者在规则中均为 `{ $prefix }`：每个指标体系请只列一次
card-unnamed = 规则中无法引用“{ $id }”的结果
card-unnamed-help = 请改用以字母开头的标识，且不得为 `points` 或规则保留字
card-column = scores.csv 中将有两列同名为“{ $column }”
card-column-help = 请为“{ $id }”更换标识：其结果列名为 `{ $prefix }_…`
card-field = “{ $of }”的字段“{ $field }”与字段“{ $other }”名称或表头相同，但其他定义不一致
card-field-help = 请在两个文件中统一定义，或另取名称和标题
id-is-result = “{ $name }”已用作结果名称
id-is-result-help = 请为该列更换表头：结果表中该列与积分、排名并列
id-option-help = 如以其他列识别企业，请用 --id 表头 指定

## 规则所需字段缺少对应列

field-absent = 缺少“{ $title }”（{ $name }）列，以下各项需要该字段：{ $askers }
field-absent-more = 缺少“{ $title }”（{ $name }）列，以下各项需要该字段：{ $askers }等，另有 { $more } 项
asker = { $kind ->
    [gate] 准入条件
   *[route] 直通条件
}“{ $id }”
asker-of = “{ $scorecard }”的{ $kind ->
    [gate] 准入条件
   *[route] 直通条件
}“{ $id }”
asker-unnamed = { $kind ->
    [gate] 准入条件
    [route] 直通条件
    [pass] 达标规则
   *[segments] 阶段划分规则
}
asker-unnamed-of = “{ $scorecard }”的{ $kind ->
    [gate] 准入条件
    [route] 直通条件
    [pass] 达标规则
   *[segments] 阶段划分规则
}
asker-rule = “{ $institution }”的规则
asker-order = “{ $institution }”的排序规则
asker-quota = “{ $institution }”的分组名额
asker-preferences = 匹配（只推荐给意向机构）
asker-consent = 所有名单（均须企业授权）

## 所需信息不明的准入条件

gate = 准入条件“{ $id }”
gate-of = “{ $scorecard }”的准入条件“{ $id }”
field = “{ $title }”（{ $name }）
held-all = { $gate }使 { $firms } 家企业待核实：{ $why }
held-beside = { $gate }使 { $firms } 家企业待核实，另有 { $others } 家因其他原因未达标：{ $why }
why-rule = { $asks }的结果不明
why-absent = 缺少{ $fields }列
why-blank = { $fields }为空
why-blank-absent = { $fields }为空，且缺少{ $absent }列
why-mark = 其中 { $count } 家填写“{ $mark }”，按信息不明处理
held-rule-help = 请核对规则中的除数，或设置该准入条件的 `unknown`
held-blank-help = 请补填空白单元格
held-given-help = 请在附表“{ $supplement }”中补充这些企业
held-left-help = 请更正附表“{ $supplement }”中未采用的行（见运行结果 supplements.csv），或补充这些企业
held-mark-help = 如“{ $mark }”表示“否”，请在批次文件 [firms.no] 中写入 `{ $line }`
bind-column-help = 如为以下列，请在 [firms.columns] 中指定：`{ $line }`
add-column-help = 请补充该列，或在批次文件 [firms.columns] 中指定表头：`"…" = "{ $name }"`
accept-help = 如准予放行，请在批次文件中写入 `{ $line }`
veto-near = 不予读取；表头与准入条件所需字段“{ $name }”的名称相近
veto-near-help = 如准予按信息不明放行，请在批次文件中写入 `{ $line }`
veto-absent = 缺少{ $fields }列，{ $gate }需要该字段

## 没有积分的企业，没有企业的名单

no-points-first = 没有企业取得“{ $scorecard }”积分；首家原因：{ $reason }
no-points-all = 没有企业取得“{ $scorecard }”积分
no-points-all-help = 请核对文件是否含有该指标体系所需的列
no-points = 未取得“{ $scorecard }”积分：{ $reason }
nobody-scored = 没有企业可以计分：{ $causes }
nobody-scored-none = 没有企业可以计分
nobody-scored-help = 请先处理其他问题；输出未生成，原有输出未被替换
coverage-low-cut-help = 请补填空白单元格，或从 `ignore` 中删除有数据的列，或调低指标体系的 `minimum_coverage`
list-empty-rules = 没有企业符合“{ $institution }”的条件：没有企业满足 { $rules }
list-empty-together = 没有企业符合“{ $institution }”的条件：没有企业同时满足该机构的全部规则
list-empty-rule = `{ $rule }`（{ $reason }）
list-empty-help = 该机构名单为空；请核对规则，并检查所需各列是否已填写
floor-unmet = “{ $institution }”的“{ $group }”分组下限为 { $floor } 家，名单中 { $listed } 家；符合条件的共 { $eligible } 家
floor-unmet-help = 余下名额已给其他企业；可调低下限，或查看是哪些规则排除了这类企业
preference-unknown = { $firms } 家企业的意向机构“{ $word }”不是本批次的机构
preference-unknown-help = 该意向不起作用；请填写机构的编号或名称
preference-near-help = 该意向不起作用；是否为“{ $near }”？
lists-empty = 所有名单均为空；已评分企业中，{ $bars }
lists-empty-help = 运行后，各企业的原因见 not_referred.csv
lists-empty-bar = { $kind ->
    [consent-refused] 未授权
    [consent-unknown] 授权不明
    [not-qualified] 未达标
   *[held] 待核实
} { $firms } 家

## 数据行去向不符：程序错误

rows-lost = 读入 { $rows } 行，但仅得出计分 { $scored } 家、待核 { $quarantined } 行、合并 { $merged } 行
firms-lost = 读入企业 { $firms } 家，但仅得出计分 { $scored } 家、未评分 { $rejected } 家
lost-help = 这是程序错误：请连同文件表头一并反馈

## 对比双方

side-file-scorecard = 是指标体系文件，但文件名不以 .toml 结尾
side-file-scorecard-help = 请改以 .toml 结尾：其他名称指内置指标体系
side-institutions = 是机构文件，此处需要批次文件、指标体系或运行结果文件夹
side-institutions-help = 名单随批次对比：请提供两个批次文件，各用其中一个机构文件
side-programme = 是政策工具文件，此处需要批次文件、指标体系或运行结果文件夹
side-programme-help = 政策工具随批次对比：请提供两个批次文件，各用其中一个政策工具文件
side-table = 不是 TOML 文件，此处需要批次文件、指标体系或运行结果文件夹
side-table-help = 请指定整个运行结果文件夹，而非其中的文件；对比两个指标体系时，企业数据由 --firms 指定
side-absent = 没有以此命名的文件或文件夹
side-absent-help = 请核对名称和所在文件夹：路径以当前文件夹为准
side-unknown = “{ $name }”不是文件、文件夹或内置指标体系
set-campaign = { $kind ->
    [scorecard] `--set` 仅用于批次，而“{ $name }”是指标体系
   *[run] `--set` 仅用于批次，而“{ $name }”是运行结果
}
set-campaign-help = 请指定批次文件，将其指标体系与更换权重后的自身对比
side-target = 是参与对比的一方
side-target-help = 请另选文件夹：--force 只替换结果，不替换生成结果所用的文件
firms-missing = 指标体系本身没有企业数据
firms-missing-help = 请以批次文件作为另一方，或用 --firms 指定企业数据
firms-idle-campaign = --firms 仅用于没有批次文件的指标体系
firms-idle-campaign-help = 请删去：批次文件已指定企业数据
firms-idle-runs = --firms 仅用于指标体系，而双方均不是指标体系
firms-idle-runs-help = 请删去：运行结果已含企业数据
as-of-idle = --as-of 仅用于需要计分的一方，而双方均为已完成的运行结果
as-of-idle-help = 请删去：运行结果沿用其自身基准日
id-idle = --id 仅用于 --firms 指定的企业数据
id-idle-help = 请删去：批次文件在 [firms] 中指定
lists-one-side = 未对比名单：有一方没有名单
lists-at-fault = 未对比名单：采用 { $scorecard } 时机构规则有误：{ $place }：{ $fault }

## 由其他版本生成的输出文件夹


## 运行摘要

summary-title = { $campaign } · 基准日：{ $day } · 指标体系：{ $scorecard }
result = 结果
lists = 推荐名单
rows = 数据问题
basis = 非正式内容
points = 积分
first = 排名前列企业
files = 文件

scored = 已评分企业 { $scored } 家（读取 { $rows } 行，其中待核 { $quarantined } 行、重复合并 { $merged } 行）
corrected = 已更正 { $replaced } 行（{ $cells } 个单元格），返回未改 { $unchanged } 行，新增 { $added } 行
withdrawn = 撤回 { $rows } 行
referred = 已推荐企业 { $firms } 家，涉及机构 { $institutions } 家，共 { $referrals } 家次
referred-none = 未推荐任何企业
supplement-rows = 附表“{ $supplement }”：{ $rows } 行中 { $joined } 行匹配，涉及企业 { $firms } 家{ $left ->
        [0] { "" }
       *[other] ；未采用 { $left } 行{ $faulty ->
            [0] { "" }
           *[other] （其中 { $faulty } 行有误）
        }，见 supplements.csv
    }{ $others ->
        [0] { "" }
       *[other] ；其他年份或指标 { $others } 行
    }
quarantined = 待核数据 { $rows } 行：{ $causes }
causes-no-firms = { $causes }；均非企业数据
causes-of-them = { $causes }；其中 { $rows } 行非企业数据
cause = { $code ->
    [row-width] 列数与表头不符
    [quote-unclosed] 引号未闭合
    [cell-encoding] 编码有误
    [cell-missing] 必填项为空
    [cell-number] 数值有误
    [cell-integer] 应为整数
    [cell-date] 日期有误
    [cell-flag] 应填是或否
    [cell-unit] 金额单位无法换算
    [cell-range] 数值超出允许范围
    [cell-pattern] 格式不符
    [total-row] 合计行
    [note-row] 备注行
    [header-row] 重复表头
    [id-text] 信用代码处为其他文字
    [id-scientific] 信用代码被转为科学计数法
    [id-rounded] 代码按数字存储，位数丢失
    [cell-error] 电子表格错误值
    [cell-formula] 公式未计算
    [cell-merged] 合并单元格
    [duplicate-firm] 同一企业数据矛盾
    [part-over-whole] 分项大于总数
    [founded-later] 成立日期晚于基准日
    [outcome-contradictory] 结果与金额矛盾
    [answer-unmatched] 反馈与交付不符
    [consent-later] 授权日期晚于基准日
    [segment-none] 不属于任何阶段
    [indicator-missing] 必需指标缺失
    [coverage-low] 数据完整度不足
   *[other] { $code }
} { $rows } 行
cause-others = 其他原因 { $rows } 行
findings = 检查发现：错误 { $errors } 项、警告 { $warnings } 项、提示 { $notes } 项
held = 待核实企业 { $firms } 家，准入条件所需信息不明：{ $gates }
held-by = 准入条件“{ $gate }”{ $firms } 家
waiver = { $by ->
    [campaign] 按本批次的约定
   *[scorecard] 按指标体系的规定
}，{ $fields }不明的企业视为满足 { $scorecard } 的准入条件 { $gate }：涉及企业 { $firms } 家，其中已推荐 { $referred } 家

basis-illustrative = 指标权重仅为示例，并非官方权重。发布名单前，请换用官方权重或地方权重：`jifen scorecards weights`。
basis-illustrative-note = 指标权重仅为示例，并非官方权重：{ $note }。发布名单前，请换用官方权重或地方权重：`jifen scorecards weights`。
basis-local = 指标权重由地方自定。
basis-derived = 指标权重按指标体系来源所述方法推导。
basis-trial = 权重为命令行指定的试算权重：{ $trial }。本名单不是本批次的正式名单。
basis-further = 另一指标体系 { $scorecard } 的权重仅为示例。
basis-rules = 各机构的准入规则和名额仅为示例。

header-institution = 机构
header-listed = 推荐
header-eligible = 符合条件
header-cut-off = 末位积分
own-order = –：该名单另定排序
header-segment = 阶段
header-further = 附加指标体系
header-firms = 企业
header-qualified = 达标
header-least = 最低分
header-median = 中位分
header-p90 = 90 分位
header-most = 最高分
header-rank = 排名
header-firm = 企业
header-points = 积分
header-grade = 等级
verdict = { $verdict ->
    [yes] 是
    [held] 待核实
   *[no] 否
}
chart-points = 积分：最低、中位和最高
chart-segment = { $title }（{ $id }）

file-scores = 各企业积分、排名和等级
file-conditions = 各企业对准入条件、直通条件与达标规则的结果
file-points = 各企业各项指标，从原始值到得分
file-further = 各附加指标体系的同类结果
file-referrals = 各机构推荐名单
file-not-referred = 各企业未列入名单的原因
file-reasons = 原因代号的含义
file-supplements = 附表中未采用的行
file-quarantine = 待核数据原文及原因
file-returned = 各部分的待核数据，供更正后返回
file-corrections = 返回的行所更正的单元格
file-findings = 检查结果；输入文件及其哈希值
file-package = 全部文件的数据规范（Frictionless Data Package）

## 企业数据的读取情况

reading-title = { $file } · 基准日：{ $day }
reading-rows = 读取 { $rows } 行：企业 { $firms } 家，待核 { $quarantined } 行，重复合并 { $merged } 行
reading-text = 编码 { $encoding }，分隔符为{ $delimiter ->
    [tab] 制表符
    [semicolon] 分号
    [bar] 竖线
   *[comma] 逗号
}
reading-columns = 列
reading-form = { $form ->
        [worksheet] 工作表
        [parquet] Parquet 文件
       *[frame] 内存中的数据框
    }
reading-columns-of = { $count ->
    [one] { $parts } 的列
   *[other] { $count } 个数据文件的列：{ $parts }
}
reading-scorecards = 指标体系
header-column = 列
header-field = 字段
header-unit = 单位
header-filled = 已填
header-values = 前三个值
header-readers = 用途
header-parts = 文件
parts-all = 全部
parts-all-but = 除 { $parts } 外
header-scorecard = 指标体系
header-indicators = 指标
header-absent = 缺少对应列的字段
ignored = 忽略
ignored-near = 忽略；与 { $near } 相近
# $from：campaign 或 dictionary。
unit-from = { $unit }（{ $from ->
    [campaign] 批次文件
   *[dictionary] 字段字典
}）
# $how：count、sum、max、latest、on、listed 或 where。
gives = { $field }（{ $how ->
    [count] 行数
    [sum] 合计
    [max] 最大值
    [latest] 最新值
    [on] 先后次序
    [listed] 是否列入
   *[where] 筛选条件
}）
gives-key = （关键列）
# $by：id 或 name。
supplement-columns = 附表 { $supplement }，按{ $by ->
    [name] 名称
   *[id] 标识
}关联
headed = { $heading }：{ $parts }
form-of = { $form }：{ $parts }
column-blank-in = 以下文件“{ $header }”列为空：{ $parts }
# $kind：scorecard、indicator、derived、segment、gate、route、pass、rule、order 或 column。
read-by = { $kind ->
    [scorecard] 指标体系
    [indicator] 指标
    [derived] 派生值
    [segment] 阶段划分
    [gate] 准入条件
    [route] 直通条件
    [pass] 达标规则
    [rule] 推荐规则
    [order] 名单排序
    [quota] 分组名额
    [programme] 政策工具
   *[column] 名单列
} { $names }
read-by-more = { $kind ->
    [scorecard] 指标体系
    [indicator] 指标
    [derived] 派生值
    [segment] 阶段划分
    [gate] 准入条件
    [route] 直通条件
    [pass] 达标规则
    [rule] 推荐规则
    [order] 名单排序
    [quota] 分组名额
    [programme] 政策工具
   *[column] 名单列
} { $names }等，另有 { $more } 项
# $kind：id、name、gate、route、pass、tie-breaker、preferences 或 consent。
read-by-unnamed = { $kind ->
    [id] 企业标识
    [name] 企业名称
    [gate] 准入条件
    [route] 直通条件
    [pass] 达标规则
    [tie-breaker] 同分排序
    [preferences] 匹配
    [programme] 贷款条件
   *[consent] 企业授权
}
read-by-all = { $kind ->
    [rule] 所有名单的推荐规则
    [order] 所有名单的排序
    [quota] 所有名单的分组名额
   *[column] 所有名单的列
}
read-by-nothing = 无
# 用于同一字段的其他列。
read-by-same = 同上
reader-of = { $scorecard } 的 { $id }
unit-change = { $read } → { $kept }
covered = { $covered } / { $indicators }
names-more = { $names }等，另有 { $more } 项
lacking-gates = { $scorecard } 的准入条件所需字段缺少对应列：{ $fields }
lacking-segments = { $scorecard } 的阶段划分所需字段缺少对应列：{ $fields }

## 授权与企业名单
consent-without-day = 该行既无授权日期，也无撤回日期
consent-without-day-help = 请填写其一，或删去该行
consent-undone = 授权日期为 { $given }，撤回日期为 { $withdrawn }，早于授权
consent-undone-help = 撤回以前授权的，请另起一行填写，不填授权日期
withdrawal-foreign = 共 { $rows } 条撤回记录的企业不在本批次之中，首条为“{ $firm }”
withdrawal-foreign-help = 请核对编号是否与企业数据一致：编号不一致的撤回不起作用
id-misspelt = 企业数据中没有“{ $id }”，但有“{ $meant }”
id-misspelt-help = 请按企业数据填写编号
uncovered = “{ $firm }”{ $name } 对“{ $institution }”的授权{ $how }
uncovered-withdrawn = 已于 { $day } 撤回
uncovered-ended = 已于 { $day } 到期
uncovered-later = 自 { $day } 起才生效
uncovered-absent = 在台账中已无记录
uncovered-help = 请按今日的授权重新运行：`jifen run { $campaign } --as-of { $day }`，并改用新的批次输出
ledger-lost = 找不到该批次的批次文件，无法重新读取授权台账
ledger-help = 请用 --campaign 指定批次文件：运行之后可能有企业撤回授权
ledger-other = 是批次“{ $id }”，而运行所属批次为“{ $run }”
consent-reversed = 授权截止日期 { $to } 早于授权日期 { $from }
consent-reversed-help = 请更正其中一个日期
consent-institution = 批次中没有名为“{ $name }”的机构
consent-institutions = 批次中有 { $institutions } 家机构名为“{ $name }”
consent-institution-help = 请填写机构的编号或名称（{ $known }）；留空表示全部机构
list-absent = 没有文件“{ $path }”
list-absent-help = 路径以批次文件所在文件夹为准；如无须排除企业，请从 `lists` 中删去
list-foreign = “{ $path }”中的 { $firms } 家企业均不在本批次内
list-foreign-help = 请核对企业代码是否与本批次一致

## 推荐工作台
desk-missing = 有机构要求排除其已服务或最近已推荐的企业，但批次文件未指定工作台
desk-missing-help = 请填写 desk = "desk"，即 `jifen deliver` 与 `jifen answers` 保存交付和反馈的文件夹
desk-idle = 没有机构按交付或反馈排除企业
desk-idle-help = 请删去 `desk`，或在机构的 [institution.exclude] 下填写 `served` 或 `referred_months`
desk-absent = “{ $folder }”中没有交付日志，因此没有企业按已服务或已推荐处理
desk-absent-help = 首次交付之前属正常情况；否则请更正 `desk`

# 政策支持的列。
grant-column = `{ $column }` 列显示推荐所附政策支持，但批次未启用政策工具
grant-column-help = 请在批次文件中编写 [programmes] 表，或去掉该列

# 启用政策工具的批次的贷款。
portfolio = 政策工具下的贷款（每家企业计一笔）
portfolio-loans = { $loans }笔贷款，本金{ $principal }；银行以外主体承担损失的本金{ $covered }，担保支持{ $guaranteed }{ $without ->
    [0] {""}
   *[other] ；{ $without }家推荐企业融资需求不详
}
portfolio-money = 补贴：中央财政{ $central }，地方财政{ $local }；可申请再贷款{ $relent }，银行节省{ $saving }
portfolio-pool = { $title }：资金池预期损失{ $expected }万元；规模为{ $needed }万元时，足以弥补损失的概率为{ $level }
portfolio-pool-set = { $title }：资金池预期损失{ $expected }万元；规模为{ $needed }万元时，足以弥补损失的概率为{ $level }；规模为{ $size }万元时，耗尽的概率为{ $exhausted }
portfolio-pool-carries = { $pool }，放大倍数为{ $leverage }
programme-blank = 政策工具“{ $programme }”使用{ $fields }，没有任何企业填报
programme-blank-help = 请补充该列或含该列的附表；在此之前，需要该字段的规则视为不满足，CASE 取 ELSE 的值
field-named = { $title }（{ $name }）
file-grants = 每条推荐在政策工具下所得的支持，及其条数
