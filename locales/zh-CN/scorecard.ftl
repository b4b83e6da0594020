### 指标体系。

# 指标体系未写名称的部分。
all-firms = 全部企业
bonus = 加分
deduction = 扣分

# 多处共用。
quoted = “{ $name }”
did-you-mean = 是否指“{ $near }”？
key-missing = 缺少键 `{ $key }`
value-refused = 不允许填写“{ $value }”
remove = 请删除
swap = 请将两者对调
name-other = 请改用其他名称
name-once = 请只写一次

# 指标体系的来源。
unknown-scorecard = 没有名为“{ $id }”的指标体系
built-in-help = 内置指标体系有{ $ids }；使用自有文件的，请填写文件路径
own-id-same = “{ $id }”与其所依据的指标体系 id 相同
own-id-help = 请另定 id：本指标体系不同于其所依据的指标体系
own-title-help = 请另定标题：本指标体系不同于其所依据的指标体系
own-basis-help = 请填写 "local" 或 "illustrative"：其积分已不同于所依据的指标体系；全部权重均取自某一文件的，填写 "official"

# 权重依据。$more 为除 $first 之外的指标数。
not-official-weights = { $more ->
    [0] 在其他指标体系上修改而成的，不得标为官方权重：“{ $first }”的权重取自其他文件
   *[other] 在其他指标体系上修改而成的，不得标为官方权重：“{ $first }”及另外 { $more } 项指标的权重取自其他文件
}
not-official-weights-help = 请将文件规定的全部权重写入本文件（见 `jifen scorecards weights`），否则填写 "local" 或 "illustrative"
not-official-source = 在其他指标体系上修改而成的，不得标为官方权重：未注明 `source`
not-official-source-help = 请注明权重所在的文件：source = "…"
local-illustrative = { $more ->
    [0] “{ $first }”的权重标为地方权重，但取自 { $file }，该文件标为示例权重
   *[other] “{ $first }”及另外 { $more } 项指标的权重标为地方权重，但在 { $file } 等文件中标为示例权重
}
local-illustrative-help = 请将已确定的全部权重（含沿用的权重）写入本文件；在此之前填写 "illustrative"
illustrative = “{ $id }”的权重为示例权重，并非官方权重
illustrative-note = “{ $id }”的权重为示例权重，并非官方权重：{ $note }
illustrative-help = 请填入文件规定的权重或自定权重（见 `jifen scorecards weights`），再写 weights_basis = "official" 或 "local"

# 名称。
name-taken = “{ $name }”已用作{ $bearer ->
    [rules] 规则内置量
    [lists] 名单固定列
    [dictionary] 字段字典中的字段
    [part] 总分组成部分
    [derived] 派生值
    [indicator] 二级指标
    [group] 一级指标
    [segment] 阶段
    [gate] 准入条件
    [route] 直通条件
    [grade] 等级
    [top] 榜单
   *[field] 字段
}的名称
name-taken-at = “{ $name }”已用作第 { $line } 行{ $bearer ->
    [derived] 派生值
    [indicator] 二级指标
    [group] 一级指标
    [segment] 阶段
    [gate] 准入条件
    [route] 直通条件
    [grade] 等级
    [top] 榜单
   *[field] 字段
}的名称
name-not-for-rules = “{ $name }”不能用于规则
name-not-for-rules-help = 请使用小写字母、数字和 _，以字母开头：规则中书写时不加引号
id-invalid = “{ $name }”不是有效的 id
id-invalid-help = 请使用小写字母、数字、- 和 _
id-empty-help = 请填写名称

# 数值：各键允许的范围。
give-finite = 请填写有限数值
give-positive = 请填写大于 0 的数值
give-not-negative = 请填写大于等于 0 的数值
give-share = 请填写 0 至 1 的比例
give-share-positive = 请填写大于 0 且不超过 1 的比例
give-up-to = 请填写 0 至 { $most } 的整数
decimals-too-fine = 满分为 { $scale } 时，{ $decimals } 位小数过细
decimals-too-fine-help = 积分最多 15 位有效数字：请减少小数位数或调低满分
segment-unknown = 没有名为“{ $id }”的阶段
segment-unknown-help = 现有阶段：{ $segments }
segment-no-number = “{ $written }”缺少阶段“{ $segment }”的数值

# 本指标体系自有字段。
header-taken = 字段“{ $field }”的表头“{ $header }”已指字段“{ $other }”
header-taken-help = 请改用其他标题或别名
name-is-header = “{ $name }”已是字段“{ $other }”的表头
bound-not-finite = 字段“{ $field }”的上下限不是有限数值
bound-not-finite-help = 请删除不起限制作用的上下限
bounds-swapped = 字段“{ $field }”不可能取 { $minimum } 至 { $maximum } 之间的值
pattern-invalid = 字段“{ $field }”的“{ $pattern }”不是正则表达式
pattern-invalid-help = 请补全其中未闭合的括号或分组
enum-empty = 字段“{ $field }”没有任何允许的取值
enum-empty-help = 请在 `enum` 中列出取值，或将其删除
bounds-idle = 字段“{ $field }”不是数值，不设上下限
bounds-idle-help = 请删除
unit-idle = 字段“{ $field }”不是数值，没有单位
pattern-idle = 字段“{ $field }”不是文本，不设 `pattern` 和 `enum`
pattern-idle-help = 请删除，或将字段类型改为 `string`
unique-idle = 字段“{ $field }”的 `unique` 不起作用：只有批次文件的 `id` 要求唯一
unique-idle-help = 请删除；批次文件指定为 `id` 的字段本身即为唯一

# 规则。
rule-constant = { $what ->
    [pass] 达标规则
    [segment] 阶段规则
   *[condition] 条件
}“{ $rule }”{ $verdict ->
    [all] 对所有企业均成立
    [unknown] 对任何企业均无法判断
   *[none] 对任何企业均不成立
}
rule-constant-help = 请在规则中使用企业字段，或将其删除
rule-limited-help = 请调整界限，或将其删除
rule-limited-by-help = 请调整界限，或将其删除：{ $limit }
limit-whole = “{ $name }”为整数
limit-between = “{ $name }”在 { $low } 至 { $high } 之间
limit-least = “{ $name }”不低于 { $low }
limit-most = “{ $name }”不高于 { $high }

# 阶段。
segment-unreachable = 没有企业能归入阶段“{ $segment }”
segment-unreachable-help = 阶段“{ $first }”已包含所有企业：请为其设置 `when`
segments-too-many = 阶段过多
segments-too-many-help = 阶段最多 { $most } 个
segment-empty = 没有企业可归入阶段“{ $segment }”
segment-empty-rest-help = 请删除该阶段，或调整前面各阶段的界限：前面各阶段已包含所有企业
segment-empty-rule-help = 请将范围较窄的阶段写在前面：前面各阶段已包含该阶段的全部企业
segment-gap-any = “{ $name }”为任何数值的企业均不属于任何阶段
segment-gap-at = “{ $name }”为 { $at } 的企业不属于任何阶段
segment-gap-from = “{ $name }”{ $low ->
    [at] 大于等于
   *[beyond] 大于
} { $from } 的企业不属于任何阶段
segment-gap-to = “{ $name }”{ $high ->
    [at] 小于等于
   *[beyond] 小于
} { $to } 的企业不属于任何阶段
segment-gap-between = “{ $name }”{ $low ->
    [at] 大于等于
   *[beyond] 大于
} { $from } 且{ $high ->
    [at] 小于等于
   *[beyond] 小于
} { $to } 的企业不属于任何阶段
segment-gap-help = 请使各阶段界限衔接，或在最后增加一个不设 `when` 的阶段
segment-gap-unknown = “{ $name }”未知的企业不属于任何阶段
segment-gap-unknown-help = 此类企业不予评分；如需计分，请在最后增加一个不设 `when` 的阶段

# 准入、直通、达标规则。
gate-id-help = 请为该准入条件设置 id
route-id-help = 请为该直通条件设置 id
gate-reason-help = 请写明不满足时显示的原因：reason = "职工人数超过 500 人"
route-title-help = 请写明企业须具备的条件：title = "高新技术企业证书有效"
route-without-pass = 没有达标规则时，直通条件不起作用
route-without-pass-help = 请写明其他企业须满足的规则：pass = "points >= 60"
condition-choice = 一个条件必须且只能写 `when`、`all_of`、`any_of`、`at_least` 之一
condition-choice-help = 有多条规则的，请写入 all_of、any_of 或 at_least
condition-empty = 条件没有任何组成部分
condition-empty-help = 请增加组成部分，或删除该条件
condition-count = 要求满足 { $of } 个条件中的至少“{ $count }”个
condition-count-help = 请填写 1 至 { $of } 的个数
conditions-too-many = 条件超过 { $most } 个
conditions-too-many-help = 请用 AND 合并部分条件，或删去重复的部分
hold-idle = 只有准入条件及其组成部分可使企业待核实
hold-idle-help = 请写 unknown = "fail" 或 "pass"，或改为准入条件
unknown-idle = `unknown` 只用于含 `when` 的条件或准入条件
unknown-idle-help = 请移至相应的组成部分：组合后的结果总是已知的
expecting-pass = 一条规则，或含 `when`、`all_of`、`any_of` 或 `at_least` 的表
expecting-per-segment = 一个数值，或每个阶段各一个数值的表

# 条件的要求，以及企业未达标的原因。
asks-all = 须全部满足（{ $parts }）
asks-any = 满足其一（{ $parts }）
asks-some = 满足其中 { $count } 项（{ $parts }）
asks-titled = { $title }：{ $asks }
reason-unknown = 情况不明：{ $facts }
field-named = { $title }（{ $name }）
reason-not-met = 未满足：{ $title }
reason-rule = 未通过 { $rule }
reason-none = 以下均未满足：{ $parts }
reason-fewer = { $of } 项中满足的不足 { $count } 项：{ $parts }

# 计分方式。
direction-idle = `lower` 对“{ $id }”的计分曲线不起作用
direction-idle-help = 请删除 `direction`，并将计分曲线反向书写：计分曲线本身已表明数值越高越好还是越低越好
direction-contrary = “{ $id }”的方向与其 `{ $key }` 矛盾
direction-contrary-help = 请删除方向
tiers-choice = “{ $id }”的分档须写 `at_least` 或 `at_most` 之一
tiers-choice-help = 越高越好的写 at_least，否则写 at_most
tier-not-finite = 有一档不是有限数值
tier-not-finite-help = 请为每档填写界限和分值
tier-order = 档位“{ $tier }”排在档位“{ $before }”之后
tier-order-help = 请按分值从高到低书写各档：at_least 的界限递减，at_most 的界限递增
tier-points = 分值 { $points } 未递减至 0
tier-points-help = 请按分值从高到低书写各档，均不低于 0
tiers-pointless = “{ $id }”各档均无分值
tiers-pointless-help = 请至少为一档设置分值
goalposts-order = 下限“{ $low }”不低于上限“{ $high }”
goalposts-order-in = 阶段“{ $segment }”的下限“{ $low }”不低于上限“{ $high }”
goalposts-order-help = 请将两者对调；越低越好的，写 direction = "lower"
goalpost-log = 下限“{ $low }”没有对数
goalpost-log-in = 阶段“{ $segment }”的下限“{ $low }”没有对数
goalpost-log-help = 请填写大于 0 的界限
knots-few = 折线至少需要两个节点，现有 { $count } 个
knots-few-help = 请写作 [[x, y], [x, y]]，x 为数值，y 为比例
knot-refused = 节点“{ $knot }”不符合要求
knot-refused-help = 请填写有限数值和 0 至 1 的比例
knot-order = 节点“{ $knot }”排在节点“{ $before }”之后
knot-order-help = 请按数值从小到大书写各节点
classes-alike = 各类别的分值均与其余情况相同
classes-alike-help = 请写作 classes = { "{" } points = { "{" } 国家级 = 10, 省级 = 8 { "}" }, otherwise = 0 { "}" }
treatment-idle = “{ $id }”不是数值，不作处理
draw-in-none-help = 请填写 1 以上的数，或删除该步骤
quantiles-order = 分位点“{ $lower }”和“{ $upper }”未按 0 至 1 的顺序排列
quantiles-order-help = 请填写比例，例如 lower = 0.01, upper = 0.99
missing-unsaid = “{ $id }”未规定缺失值如何计分
missing-unsaid-help = 请写 missing = "zero"，写在该指标处，或写在文件开头作为全局规定
missing-of-classes = “{ $id }”不是数值，不能按“{ $written }”计
missing-of-classes-help = 请写 zero、skip 或 reject；其他类别的分值由 `otherwise` 规定
missing-of-flag = 是否型指标“{ $id }”不能按“{ $written }”计
missing-of-flag-help = 请写 zero、skip、reject，或 value = 0 或 1
within-twice = “{ $name }”在 `within` 中出现两次

# 没有企业能达到的界限。
cap-idle = “{ $id }”的封顶分“{ $cap }”无法达到：满分为 { $most }
cap-idle-help = 请调低，或将其删除
cap-idle-units = “{ $id }”的封顶分“{ $cap }”无法达到：按单位计分最多 { $most } 分
cap-idle-units-help = 请调低封顶分，或提高每单位分值：该指标的值不高于 { $high }
floor-idle = “{ $id }”的保底分“0”不起作用：积分不低于 0
floor-idle-help = 请调高，或将其删除
tier-same = “{ $id }”的档位“{ $tier }”得 { $points } 分，与下一档相同
tier-same-help = 请删除该档，或另设分值
tier-unreachable = 没有企业能达到“{ $id }”的档位“{ $tier }”
tier-unreachable-help = 请调整或删除该档：该指标的值{ $side ->
    [above] 不高于
   *[below] 不低于
} { $bound }
tier-left = 没有企业落入“{ $id }”的档位“{ $tier }”
tier-left-help = 请调整或删除该档：该指标的值{ $side ->
    [above] 不高于
   *[below] 不低于
} { $bound }，而档位“{ $better }”已包含该值
tier-left-whole-help = 请调整或删除该档：该指标的值为整数，与档位“{ $better }”之间没有整数

# 指标树与权重。
group-empty = 一级指标“{ $group }”没有下级指标
group-empty-help = 请增加指标，或将其删除
reject-beside = “{ $id }”不属于基础分，不能因其缺失而不计分
reject-beside-help = 请写 missing = "zero"
reserved-idle = 一级指标“{ $group }”不是求和，不预留分值
reserved-idle-help = 请删除该项，或删除 `combine`
reserved = 一级指标“{ $group }”有 { $points } 分尚未分配给指标
reserved-help = 请另写一个叠加在本指标体系之上的指标体系，在一级指标“{ $group }”下增加指标，并写 reserved = 0
group-weight-idle = 一级指标“{ $group }”的权重不起作用
group-weight-idle-help = 请删除：其满分即下级指标满分之和；只有该指标或其上级按平均计算时才需写权重
cap-below-floor = “{ $id }”的封顶分“{ $cap }”低于保底分“{ $floor }”
mean-weightless = “{ $group }”的下级指标在阶段“{ $segment }”均无权重
mean-weightless-help = 请在该阶段为下级指标设置权重，或将该一级指标的权重设为 0
floor-above-full = “{ $group }”的保底分“{ $floor }”高于其在阶段“{ $segment }”的满分“{ $full }”
floor-above-full-help = 请调低保底分
weight-missing = 指标“{ $id }”没有权重
weight-missing-help = 请填写 weight，一个数值或每个阶段各一个数值

# 满分合计。$parts 为各下级及其满分。
sum-wrong = 满分合计为 { $sum }，而总分满分为 { $scale }
sum-wrong-in = { $count ->
   *[other] 阶段{ $segments }的满分合计为 { $sum }，而总分满分为 { $scale }
}
sum-help = 请调整权重或总分满分
sum-help-parts = 请调整权重或总分满分；目前满分：{ $parts }
sum-help-parts-in = 请调整权重或总分满分；阶段“{ $segment }”目前满分：{ $parts }
sum-part = { $id } { $points }
sum-parts-more = 另有 { $more } 项
sum-reserved = 预留 { $points }
sum-since = “{ $key }”自{ $day }起施行

# 等级、榜单、同分排序。
grade-unreachable = 没有企业能达到等级“{ $grade }”的“{ $bound }”分
grade-unreachable-help = 请调低：企业最多得 { $most } 分
grade-order = 等级“{ $grade }”的“{ $bound }”分不低于前一等级
grade-order-help = 请按从高到低的顺序书写等级
top-order = 榜单“{ $top }”不大于前一榜单
top-order-help = 请按从优到次的顺序书写榜单；各榜单比例包含前面榜单的企业
top-within = 榜单“{ $top }”所限定的范围没有排名
top-within-help = 请写 within = []（全部企业）或 within = ["segment"]（同一阶段）
tie-text = “{ $rule }”是文本，没有优劣之分
tie-text-help = 请按数值、日期或是否型字段排序；仍相同的按 id 排序

# 一级指标的合成方式。
combine-mean = 得分率的加权平均
combine-geometric = 得分率的几何平均
combine-harmonic = 得分率的调和平均
combine-max = 取其中最高者
combine-min = 取其中最低者
# 用于“一级指标……”之后。
departs-most = 取下级指标中的最高分
departs-fewest = 取下级指标中的最低分
departs-bent = 取几何平均或调和平均
departs-cap = 设有封顶分
departs-reserved = 预留分值
departs-floor = 设有保底分

# 命令行中的试算权重。
trial-how = 请写作 rd_expense=12；只改某一阶段的，写作 rd_expense@start-up=12
trial-no-weight = “{ $weight }”不是权重：请填写数值，例如 12 或 12.5
trial-rescaled = { $set }，其余权重按比例调整

# 规则中不能直接使用的名称。
hint-points = “{ $name }”在计分后才有：可用于达标规则、直通条件和机构规则
hint-leading = 它是主指标体系：规则中用 `points`、`rank` 等表示其结果
hint-further = 请在批次文件的 `further_scorecards` 中列出“{ $id }”
# 命令行可选值的说明。
choice-basis-official = 由指标体系发布机关规定
choice-basis-local = 由地方自行规定
choice-basis-derived = 由某种方法根据数据或判断推导
choice-basis-illustrative = 尚未确定：草案，或供试用的示意值
