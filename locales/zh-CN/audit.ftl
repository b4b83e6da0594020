### 指标体系审查：正文、数据表、审查意见。

## 无法审查

no-indicators = 指标体系“{ $scorecard }”没有可审查的指标
no-indicators-help = 请审查计算积分的指标体系
firms-at-top = 前列企业数
firms-at-top-help = 请填写 1 或更大的整数

## 正文

title = 指标体系审查：{ $scorecard }，{ $cohort }，基准日 { $day }，{ $firms } 家企业
values = 原始值与得分
values-of = 原始值与得分
missing = 缺失
zero = 零值
outside = 离群
skew = 偏度
kurtosis = 峰度
no-marks = 零分
full-marks = 满分
quartiles = 得分率四分位

weights = 权重与重要性
weights-of = 权重与重要性
groups-of = 一级指标
weight = 权重
expected = 预期
importance = 重要性
ratio = 比值
own-ratio = 独立 S
correlated-ratio = 关联 S
alpha = α 系数
mean-shift = 剔除后平均变动
greatest-shift = 最大变动
leave-top = 退出前 { $top } 名
weights-note =
    S：固定该指标后，积分方差平均减少的比例；R²：直线所能解释的积分方差比例
    重要性：该指标的 S 占全部 S 之和的比例
    预期：各指标相互独立、得分方差相同时的重要性，与权重的平方成正比
    比值：重要性与预期之比
    独立 S、关联 S：S 的两个部分，分别来自指标自身和与其他指标的相关
    剔除后：该指标权重设为 0、其余权重按比例提高后，企业名次的变动和退出前列的企业数（并列企业按比例计）
    α 系数：克隆巴赫 α 系数，组内各指标所测内容是否一致
weights-chart = 各指标的权重与重要性（占全部的 %）

correlation = 相关性
correlation-with = 相关系数
closest = 最相关指标
adjusted-p = 校正 p 值
own-group = 本组 { $r }
alpha-of-all =
    本组：与所属一级指标其余部分的相关系数；最相关指标：相关系数最高的另一项指标及其校正 p 值
    全部指标合计的克隆巴赫 α 系数：{ $alpha }

by-segment = 各阶段重要性与预期之比
by-segment-of = 重要性与预期之比
all-segments = 全部

points = 积分
points-chart = 企业积分分布
points-across = 积分
points-up = 企业数
points-from = 积分  0 ▕
distinct-points = 积分共有 { $distinct } 个不同取值；{ $tied } 的企业与其他企业同分；同分的企业对占全部企业对的 { $pairs }
grades = 等级  { $grades }
grade = { $grade } { $firms } 家（{ $share }）
grade-below = 未达最低等级 { $firms } 家（{ $share }）

remarks = 审查意见
no-remarks = 无审查意见
warnings-of = { $count } 条警告（{ $kinds }）
# 某类审查意见的条数。
of-kind = { $kind } { $count } 条
notes-of = { $count } 条提示（{ $kinds }）
hidden = …… 另有 { $remarks }
hidden-of-segment = …… { $segment }另有 { $remarks }
all-remarks = 共 { $warnings } 条警告、{ $notes } 条提示；查看全部请使用 --format json

## 数据表的列

of-parts = 全部企业或某一阶段，及其积分的区分程度
of-grades = 全部企业或某一阶段的一个等级
of-indicators = 全部企业或某一阶段的一项指标
of-groups = 全部企业或某一阶段的一项一级指标
of-correlations = 全部企业或某一阶段的一对指标
of-with-groups = 全部企业或某一阶段的一项指标与一项一级指标
of-group-correlations = 全部企业或某一阶段的一对一级指标
of-points = 全部企业或某一阶段的一个积分区间
of-remarks = 一条审查意见及处理办法

about-part = 阶段；全部企业为 `all`
about-scored = 已评分企业数
about-top = 视为前列的企业数
about-distinct-points = 积分的不同取值数
about-tied = 与其他企业同分的企业占比，0..1
about-tied-pairs = 同分的企业对占比，0..1
about-largest-tie = 同分企业的最大家数
about-largest-tie-at = 这些企业的积分
about-entropy = 积分的香农熵与 ln n 之比，0..1
about-alpha = { $of ->
    [group] 组内各指标得分率的克隆巴赫 α 系数
   *[all] 全部指标得分率的克隆巴赫 α 系数
}
about-alpha-standardised = 得分率标准化后的 α 系数
about-alpha-firms = 计算 α 系数所用的企业数

about-grade = 等级编号；未达最低等级的企业为空
about-at-least = 该等级的最低积分
about-grade-firms = 该等级的企业数
about-grade-share = 占该部分企业的比例，0..1

about-indicator = 指标编号
about-group = 一级指标编号
about-own-group = 所属一级指标的编号
about-members = 所含指标数
about-counting = 适用该指标的企业数
about-missing = 其中缺失的比例，0..1
about-zero = 已知原始值中零值的比例，0..1
about-floor = 零分企业的比例，0..1
about-ceiling = 满分企业的比例，0..1
about-distinct = 得分率的不同取值数

about-least = { $of ->
    [raw] 原始值的最小值
   *[share] 得分率的最小值
}
about-first-quartile = { $of ->
    [raw] 原始值的下四分位数
   *[share] 得分率的下四分位数
}
about-median = { $of ->
    [raw] 原始值的中位数
   *[share] 得分率的中位数
}
about-third-quartile = { $of ->
    [raw] 原始值的上四分位数
   *[share] 得分率的上四分位数
}
about-greatest = { $of ->
    [raw] 原始值的最大值
   *[share] 得分率的最大值
}
about-mean = { $of ->
    [raw] 原始值的平均数
   *[share] 得分率的平均数
}
about-deviation = { $of ->
    [raw] 原始值的标准差（除数为 n）
   *[share] 得分率的标准差（除数为 n）
}
about-skew = { $of ->
    [raw] 原始值的样本偏度 G1
   *[share] 得分率的样本偏度 G1
}
about-kurtosis = { $of ->
    [raw] 原始值的样本超额峰度 G2
   *[share] 得分率的样本超额峰度 G2
}
about-outside = { $of ->
    [raw] 原始值中超出四分位数 1.5 倍四分位距的比例，0..1
   *[share] 得分率中超出四分位数 1.5 倍四分位距的比例，0..1
}
about-far-out = { $of ->
    [raw] 原始值中超出四分位数 3 倍四分位距的比例，0..1
   *[share] 得分率中超出四分位数 3 倍四分位距的比例，0..1
}
about-skewed = { $of ->
    [raw] 原始值是否 |G1| > { $skew } 且 G2 > { $kurtosis }
   *[share] 得分率是否 |G1| > { $skew } 且 G2 > { $kurtosis }
}

about-weight = 名义权重，占满分的比例，0..1
about-correlation-with-points = 与积分的皮尔逊相关系数
about-ratio = 相关比 S，0..1
about-freedom = S 所依据曲线的自由度
about-linear = 以该项解释积分的 R²，0..1
about-importance = S 占全部 S 之和的比例，各 S 先乘以适用企业的比例，0..1
about-over-weight = 重要性与权重之比
about-expected = 各指标相互独立、得分方差相同时的重要性，与权重的平方成正比，0..1
about-over-expected = 重要性与预期之比
about-spread = over_expected 中由得分离散程度产生的部分；大于 1 表示得分比其他指标更分散
about-explained = 其他各项对该项的 R²，0..1
about-explained-adjusted = 扣除偶然因素后的 R²（Ezekiel 调整），0..1
about-redundant = 其他各项是否已包含该项的信息
about-uncorrelated = S 中的独立部分
about-correlated = S 中因与其他各项相关而产生的部分
about-linear-uncorrelated = R² 中的独立部分
about-with-rest = 与其余各项得分之和的皮尔逊相关系数
about-importance-firms = 计算 r、S 和 R² 所用的企业数
about-split-firms = 分解 S 所用的企业数
about-with-own-group = 与同组其余指标加权平均得分率的皮尔逊相关系数
about-alpha-without = 同组其余指标的克隆巴赫 α 系数
about-mean-shift = 剔除该项后排名的平均变动
about-greatest-shift = 剔除该项后排名的最大变动
about-spearman = 剔除前后积分的斯皮尔曼秩相关系数
about-leave-top = 剔除该项后退出前列的企业数，末位并列的按比例计；全部企业均为前列时为空

about-first = 第一项的编号
about-second = 第二项的编号
about-inside = 两者是否同组
about-both = 两者均有值的企业数
about-correlation = 两者得分率的皮尔逊相关系数
about-is-own = 是否为指标所属的一级指标
about-correlation-with-group = 指标得分率与一级指标加权平均得分率的皮尔逊相关系数，所属一级指标中不含自身
about-p = { $of ->
    [points] 与积分相关系数的双侧 p 值
    [rest] 与其余各项得分之和的相关系数的双侧 p 值
    [apart] 与所属一级指标相关系数之差的双侧 p 值
   *[pair] 相关系数的双侧 p 值
}
about-adjusted-p = { $of ->
    [points] 按全部同类项校正的 p 值（Benjamini 和 Hochberg，1995）
    [rest] 按全部同类项校正的 p 值（Benjamini 和 Hochberg，1995）
    [apart] 按全部指标与其他一级指标校正的 p 值（Benjamini 和 Hochberg，1995）
    [fit] 按全部指标与一级指标校正的 p 值（Benjamini 和 Hochberg，1995）
    [groups] 按该部分全部一级指标对校正的 p 值（Benjamini 和 Hochberg，1995）
   *[pair] 按该部分全部指标对校正的 p 值（Benjamini 和 Hochberg，1995）
}

about-from = 区间下限（分）
about-to = 区间上限（分）
about-firms-within = 区间内的企业数

about-severity = 提示（note）或警告（warning）
about-key = 审查意见的类别
about-subjects = 所涉对象的编号，以空格分隔
about-excess = 超出界限的程度：界限处为 0，最严重为 1
about-message = 发现的情况
about-help = 处理办法

## 审查意见：各类别的触发条件、级别、处理办法及具体表述

severity = { $severity ->
    [note] 提示
   *[warning] 警告
}

few-firms-meaning = 企业不足 { $least } 家：仅判断缺失值和常数值
few-firms-advice = 请审查更大的企业批次，或将各阶段合并审查
few-firms = 仅有 { $firms } 家企业，不足以作出判断
few-firms-of-all-advice = 请审查更大的企业批次

all-missing-meaning = 全部企业均无该值；审查意见列明缺少的列
all-missing-advice = 请指定对应的列，或将其权重分配给其他指标
all-missing = 全部企业均无“{ $id }”的值
all-missing-cause = 全部企业均无“{ $id }”的值：{ $cause }
all-missing-weight = 请指定对应的列，或将其 { $weight } 的权重分配给其他指标
all-missing-bind = 请指定对应的列

mostly-missing-meaning = 超过 { $most } 的值缺失
mostly-missing-advice = 请要求企业填报，或降低其权重：缺失反映的是填报情况，而非企业情况
mostly-missing = { $share } 的企业缺失“{ $id }”
mostly-missing-report = 请要求企业填报：缺失反映的是填报情况，而非企业情况

constant-meaning = 值已知的企业得分全部相同
constant-advice = 请调整界限，或将其权重分配给其他指标
constant = 全部企业的“{ $id }”相同
constant-known = 值已知的 { $known } 家企业的“{ $id }”全部相同
constant-move = 该指标不能区分企业：请调整界限，或将其 { $weight } 的权重分配给其他指标
constant-give = 该指标不能区分企业：请将其 { $weight } 的权重分配给其他指标

at-floor-meaning = 值已知的企业中超过 { $many } 得零分
at-floor-advice = 请调整起分界限；没有界限的（是否型、分类型、百分位型）请改用差异更大的数值或分值，或降低其权重
at-ceiling-meaning = 值已知的企业中超过 { $many } 得满分
at-ceiling-advice = 请调整满分界限；没有界限的（是否型、分类型、百分位型）请改用差异更大的数值或分值，或降低其权重
at-end-severity = 提示；超过 { $most } 为警告
at-end = { $end ->
    [floor] { $share } 的企业“{ $id }”得零分，该指标不能区分这些企业
   *[ceiling] { $share } 的企业“{ $id }”得满分，该指标不能区分这些企业
}
at-end-known = { $end ->
    [floor] 值已知的 { $known } 家企业中 { $share } 的“{ $id }”得零分，该指标不能区分这些企业
   *[ceiling] 值已知的 { $known } 家企业中 { $share } 的“{ $id }”得满分，该指标不能区分这些企业
}
end-flag = 请改用数值型指标：是否型指标只有“是”与“否”两种取值
end-flag-less = 请降低其权重，或改用数值型指标：是否型指标只有“是”与“否”两种取值
end-classes = 请调整各类别的分值
end-classes-less = 请调整各类别的分值，或降低其权重
end-relative = 请改用企业间差异更大的指标：该项按企业之间的相对位置计分，没有可调整的界限
end-relative-less = 请降低其权重，或改用企业间差异更大的指标：该项按企业之间的相对位置计分，没有可调整的界限
end-floor = { $turn ->
    [raise] 请提高起分界限
   *[lower] 请降低起分界限
}
end-floor-less = { $turn ->
    [raise] 请提高起分界限，或降低其权重
   *[lower] 请降低起分界限，或降低其权重
}
end-ceiling = { $turn ->
    [raise] 请提高满分界限
   *[lower] 请降低满分界限
}

skewed-meaning = 得分的偏度超出 ±{ $skew }，且峰度高于 { $kurtosis }
skewed-advice = 请对该指标作异常值处理、降低满分界限或降低其权重
skewed = “{ $id }”的得分差异主要来自少数企业：偏度 { $skew }，峰度 { $kurtosis }
skewed-treat = 请作异常值处理（`ln1p`、`winsorise` 或 `draw_in`）
skewed-treat-less = 请作异常值处理（`ln1p`、`winsorise` 或 `draw_in`），或降低其权重
skewed-bound = { $turn ->
    [raise] 请作异常值处理（`ln1p`、`winsorise` 或 `draw_in`），或提高满分界限
   *[lower] 请作异常值处理（`ln1p`、`winsorise` 或 `draw_in`），或降低满分界限
}
skewed-bound-less = { $turn ->
    [raise] 请作异常值处理（`ln1p`、`winsorise` 或 `draw_in`）、提高满分界限或降低其权重
   *[lower] 请作异常值处理（`ln1p`、`winsorise` 或 `draw_in`）、降低满分界限或降低其权重
}

say-the-same-meaning = 两项指标的相关系数高于 { $same }
say-the-same-severity = 警告；两项指标分属不同一级指标时为提示
say-the-same-advice = 请合并两项指标，或只保留一项，按所测内容设定一个权重；分属不同一级指标的，只保留在一项一级指标中
say-the-same = “{ $one }”与“{ $other }”所测内容相同：r = { $r }
say-the-same-merge = 请合并两项指标，或只保留一项：所测内容的权重合计 { $weight }
say-the-same-across = “{ $group }”的“{ $one }”与“{ $other_group }”的“{ $other }”所测内容相同：r = { $r }
say-the-same-keep = 同一内容在两项一级指标中重复计分：请只保留在一项一级指标中

oppose-meaning = 同一一级指标下的两项指标相关系数低于 0，且非偶然所致（按全部指标对校正的 p 值低于 { $level }）
oppose-severity = 提示，此时两者关联甚少；相关系数低于 { $opposed } 为警告，此时两者相互抵消
oppose-advice = 请核对两项指标的方向，或将其分开
oppose = “{ $group }”的“{ $one }”与“{ $other }”相互抵消：r = { $r }
oppose-check = 请核对两项指标的方向，或将其分开：一项得分高的企业，另一项得分往往低
oppose-little = “{ $group }”的“{ $one }”与“{ $other }”关联甚少：r = { $r }
oppose-little-check = 如两项指标本为互补，则无须处理；否则请核对两项指标的方向

other-group-meaning = 指标与另一项一级指标的相关系数，高于与所属一级指标其余部分的相关系数，且非偶然所致（按全部指标与一级指标校正的 p 值低于 { $level }）
other-group-severity = 提示；与另一项一级指标的相关系数高于 { $weak }，且比与所属一级指标的相关系数高出 { $further } 以上时为警告
other-group-advice = 请调整其归属，或说明保留的理由
other-group = “{ $id }”虽属“{ $own }”，但与“{ $other }”更相关：与“{ $other }”的 r = { $r }，与“{ $own }”其余部分的 r = { $own_r }
other-group-move = 请将其移至“{ $other }”，或在指标体系中说明保留的理由

low-alpha-meaning = 一级指标的克隆巴赫 α 系数低于 { $least }
low-alpha-advice = 如各指标本为互补，则无须处理；否则请找出拉低 α 系数的指标
low-alpha = “{ $id }”的各指标所测内容不一致：α 系数为 { $alpha }

redundant-meaning = 某项指标或一级指标有 { $most } 以上可由其他各项解释（按调整 R²，且非偶然所致：校正 p 值低于 { $level }）；若干指标相互构成时，先判定独立部分最小的一项，排除后再判断其他各项
redundant-advice = 请在所测内容相同的各项中只保留一项，或将各项合并：该项的信息已包含在其他各项中
redundant = “{ $id }”冗余：{ $explained } 可由其他各项解释；S 为 { $whole }，其中独立部分仅 { $own }

matters-less-meaning = 指标或一级指标的重要性不足预期的 { $less } 倍（预期指各指标相互独立、得分方差相同时按权重计算的重要性），原因是得分差异过小，或与其余各项得分之和负相关
matters-less-severity = 得分差异过小的，为警告；与其余各项得分之和负相关（校正 p 值低于 { $level }）的，为提示
matters-less-advice = 请拉开得分差距，或提高其权重：使多数企业得分相同的计分曲线作用有限
matters-less = “{ $id }”影响不足：权重为 { $weight }，预期重要性为 { $expected }；得分差异小，预期重要性改按得分的实际方差计算时仅为 { $importance }
matters-less-spread = 请拉开得分差距：企业得分几乎无差异时，任何权重都作用有限
matters-less-against = “{ $id }”影响不足：权重为 { $weight }，预期重要性为 { $expected }，实际仅为 { $importance }；该项与其余各项得分之和方向相反（r = { $r }）
matters-less-check = 请找出与该项方向相反的指标，并核对各指标的方向

matters-more-meaning = 指标或一级指标的重要性高于权重，且超过预期的 { $more } 倍（预期指各指标相互独立、得分方差相同时按权重计算的重要性）
matters-more-severity = 影响主要来自指标自身（S 以独立部分为主，且仅 R² 的独立部分即超过同一界限）时，为警告；否则，与其余各项得分之和相关（校正 p 值低于 { $level }）时，为提示
matters-more-advice = 如非本意，请降低其权重；如系其他指标所致，请找出这些指标
matters-more = “{ $id }”影响偏大：权重为 { $weight }，预期重要性为 { $expected }，实际为 { $importance }
matters-more-lower = 如非本意，请降低其权重
matters-more-with = “{ $id }”影响偏大：权重为 { $weight }，预期重要性为 { $expected }，实际为 { $importance }；该项与其余各项得分之和相关（r = { $r }）
matters-more-find = 请找出与该项相关的指标：该项的影响大部分由相关产生，不取决于该项的权重

decides-alone-meaning = 其他指标虽有权重，某项指标与积分的相关系数仍高于 { $same }，且其 S 以独立部分为主
decides-alone-advice = 请降低其权重，或查明其他指标作用有限的原因
decides-alone = 积分几乎由“{ $id }”单独决定：r = { $r }

against-points-meaning = 指标与积分的相关系数低于 0，且非偶然所致（按全部指标校正的 p 值低于 { $level }）
against-points-severity = 提示；相关系数低于 { $opposed } 为警告，此时该指标得分越高的企业积分越低
against-points-advice = 请核对其方向
against-points = “{ $id }”得分较高的企业积分反而较低：r = { $r }
against-points-check = 请核对其方向：该指标得分高的企业，在其他指标得分较低
against-points-little = “{ $id }”与积分略呈负相关：r = { $r }
against-points-little-check = 如该指标本就用于测量其他方面，则无须处理；否则请核对其方向

moves-nobody-meaning = 剔除后各企业排名不变
moves-nobody-advice = 请删除该指标，或赋予权重
moves-nobody = 剔除“{ $id }”后各企业排名不变
moves-nobody-remove = 请删除该指标
moves-nobody-raise = 请删除该指标，或赋予足以产生影响的权重
moves-nobody-differ = 请删除该指标，或调整计分曲线以拉开得分差距

ties-meaning = 同分的企业对超过全部企业对的 { $most }
ties-advice = 请增加公布的小数位数，或采用更细的计分曲线
ties = 同分的企业对占全部企业对的 { $share }
ties-finer = 请增加公布的小数位数，或采用分档更多的计分曲线

heap-meaning = 超过 { $most } 的企业积分相同
heap-advice = 请查明原因
heap = { $share } 的企业积分相同，均为 { $points }
heap-find = 请查明造成同分的下限、上限或缺失值；这些企业按同分规则排序

crowded-grade-meaning = 超过 { $most } 的企业属于同一等级
crowded-grade-advice = 请调整等级界限
crowded-grade = { $share } 的企业属于“{ $grade }”级
empty-grade-meaning = 没有企业属于该等级
empty-grade = 没有企业属于“{ $grade }”级

source-audits = 欧盟联合研究中心（JRC）对综合指数的审查
source-correlations = 欧盟联合研究中心（JRC）对相关系数的判读
source-correlations-becker = 欧盟联合研究中心（JRC）对相关系数的判读；Becker 等（2017）
source-correlations-many = 欧盟联合研究中心（JRC）对相关系数的判读；Benjamini 和 Hochberg（1995）
source-many = Benjamini 和 Hochberg（1995）
source-ends = McHorney 和 Tarlov（1995）
source-alpha = Nunnally（1978），见经合组织手册
source-importance = Becker 等（2017）
source-inflation = 方差膨胀因子高于 10：Marquardt（1970）
source-ties = Ferguson δ 低于 0.9：Kline（2000）
