### `jifen scorecards`：列表、指标体系页面、检查结果、新建指标体系。

# 列表。
list-title = 指标体系
column-scorecard = 指标体系
column-indicators = 指标数
column-scale = 满分
column-weights = 权重
column-title = 名称
no-weights = 无（核对清单）
basis = { $basis ->
    [official] 官方权重
    [local] 地方权重
    [derived] 推导权重
   *[illustrative] 示例权重
}

# 打开与检查。
is-campaign = 是批次文件，此处需要指标体系
is-institutions = 是机构文件，此处需要指标体系
is-programme = 是政策工具文件，此处需要指标体系
programme-help = 检查政策工具请用 `jifen programmes check { $name }`
campaign-help = 批次文件及其引用的各文件请用 `jifen check` 检查
sound = { $id } 检查无误：二级指标 { $indicators } 项，准入条件 { $gates } 项，直通条件 { $routes } 项，阶段 { $segments } 个，满分 { $scale } 分

# 新建指标体系：输出及文件中的注释。
new-written = 已写入 { $file }：请修改后运行 `jifen scorecards check { $file }`
new-basis = 权重依据：自定权重填 "local"，试用期间填 "illustrative"。
new-missing = 指标缺失时如何计："zero"、"skip"、"reject"、{ "{" } value = 0 { "}" } 等。
new-unknown = 情况不明的企业列为待核实，不进入任何名单；"pass" 视为满足，"fail" 视为不满足。
over-title = { $id }（依据 { $base } 修改）
over-changes = 对 { $base } 的修改。同名的键整体替换原值；id 相同的条目修改原条目。
over-remove = `remove = true` 删除该条目。
over-basis = 权重依据：目前沿用 { $base } 的权重。全部改为自定权重后填 "local"；在此之前，原为示例权重的仍填 "illustrative"。
over-weights = 各项权重：如需修改，请删除相应段落各行开头的 `# `。
over-extras = [bonus] 和 [deduction] 须整体替换：请从 `jifen scorecards show { $base }` 的输出中复制。

# 取自文件的权重。
text-needed = 文字为空
weights-written = { $file }：{ $indicators } 项指标、{ $segments } 个阶段的{ $basis }：{ $source }
weights-official = 各项输出均标为官方权重：如非主管部门发布，请使用 --basis local 或 illustrative
weights-illustrative = 阶段、计分方式、准入条件和等级仍沿用 { $base }，均为示例设置
weights-next = 请在批次文件中引用：scorecard = "{ $file }"（路径以批次文件所在位置为准）；查看全文：jifen scorecards show { $file }

# 页面。
page-basis = 满分 { $scale } 分，保留 { $decimals } 位小数，采用{ $basis }。
page-coverage = 已知指标的权重不低于 { $share } 的企业方可评分。
page-segments = 阶段：企业归入首个满足规则的阶段
page-segment = { $title }（{ $id }）：`{ $rule }`
page-segment-rest = { $title }（{ $id }）：其余企业
page-indicators = 指标
column-indicator = 指标
column-weight = 权重
column-way = 计分方式
column-missing = 缺失时
column-value = 取值
titled-since = { $title }（自{ $day }起）
titled-unit = { $title }（{ $unit }）
group-base = 基础分
group-bonus = { $title }：在满分之外另加
group-deduction = { $title }：从总分中扣减
group-cap = 最高 { $points } 分
group-floor = 最低 { $points } 分
group-reserved = 为后续指标预留 { $points } 分

# 统计范围。
among-all = 全部企业
among-segment = 同阶段企业
among-industry = 同行业企业
among-both = 同阶段同行业企业

# 处理与计分方式。
step-winsorise = 按{ $among }的 { $lower } 和 { $upper } 分位缩尾
step-ln = 取自然对数
step-ln1p = 加 1 后取自然对数
step-draw-in = 将{ $among }中至多 { $most } 个离群值收拢
tier = { $sign } { $bound }：{ $points } 分
class = { $class }：{ $points } 分
knot = { $x }：{ $share }
steps-else = { $steps }，其余 { $otherwise } 分
curve-linear = { $scale ->
    [log] 取对数后在 { $low } 至 { $high } 之间线性计分
   *[plain] 在 { $low } 至 { $high } 之间线性计分
}
curve-linear-lower = { $scale ->
    [log] 取对数后在 { $low } 至 { $high } 之间线性计分，越低越好
   *[plain] 在 { $low } 至 { $high } 之间线性计分，越低越好
}
curve-reference = { $better ->
    [less] 按与 { $reference } 之比计分，越低越好
   *[more] 按与 { $reference } 之比计分
}
curve-piecewise = { $knots }，其间线性插值
curve-percentile = { $better ->
    [less] 按在{ $among }中的百分位计分，越低越好
   *[more] 按在{ $among }中的百分位计分
}
curve-minmax = { $better ->
    [less] 按在{ $among }最小值与最大值之间的位置计分，越低越好
   *[more] 按在{ $among }最小值与最大值之间的位置计分
}
curve-zscore = { $better ->
    [less] 按在{ $among }中的标准分计分，越低越好
   *[more] 按在{ $among }中的标准分计分
}
curve-per-unit = 每满 { $unit } 得 { $points } 分，最高 { $cap } 分
curve-flag = { $better ->
    [less] 是或否，否得分
   *[more] 是或否，是得分
}
per-segment = （{ $numbers }）
number-of-segment = { $segment } { $number }

# 缺失时如何计。
missing-zero = 计 0 分
missing-skip = 不参与计分
missing-mean = 按{ $among }的均值计
missing-median = 按{ $among }的中位数计
missing-value = 按 { $value } 计
missing-reject = 企业不予评分

# 准入、达标、直通。
page-gates = 准入条件：须全部满足
page-pass = 达标规则
page-routes = 直通条件：满足其一即可替代达标规则
condition-reason = { $asks }（不满足时显示：{ $reason }）
where-unknown = { $policy ->
    [pass] 情况不明时视为满足
    [fail] 情况不明时视为不满足
   *[hold] 情况不明时企业列为待核实
}
where-rule-unknown = { $policy ->
    [pass] `{ $rule }` 不明时视为满足
    [fail] `{ $rule }` 不明时视为不满足
   *[hold] `{ $rule }` 不明时企业列为待核实
}

# 等级、榜单、同分排序、按日期变化的数值。
page-grades = 等级
page-grade = { $grade }：{ $points } 分及以上
page-tops = 榜单
page-top = { $within ->
    [segment] { $title }：同阶段排名前 { $share }
   *[all] { $title }：全部企业排名前 { $share }
}
page-ties = 同分企业的排序
page-tie = { $first ->
    [less] `{ $rule }`，从低到高
   *[more] `{ $rule }`，从高到低
}
page-dated = 按日期变化的数值
dated-always = { $key } = `{ $value }`，一直有效
dated-always-source = { $key } = `{ $value }`，一直有效，{ $source }
dated-since = { $key } = `{ $value }`，自{ $day }起
dated-since-source = { $key } = `{ $value }`，自{ $day }起，{ $source }
