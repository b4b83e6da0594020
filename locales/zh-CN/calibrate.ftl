### 校准：积分与企业后续结果的对照、其他权重，以及这些权重在留出企业上的表现。

# 命令行可选值的说明。
choice-maximise-likelihood = 以积分为自变量的逻辑回归的似然
choice-maximise-auc = ROC 曲线下面积

## 选项

reach-invalid = “{ $number }”不是权重的比例
reach-invalid-help = 请填写 0 至 1 之间的比例
folds-invalid = “{ $number }”不能作为折数
folds-invalid-help = 请填写 2 或以上：每一折轮流留出
draws-invalid = “{ $number }”不能作为抽样次数
draws-invalid-help = 请填写 { $least } 或以上

## 校准中止的原因

foreign = { $rows } 行中有 { $unknown } 行的企业不在企业批次内
foreign-help = 请指定这些企业参加评分的推荐批次，并按该批次的写法填写企业标识
all-bad = 有效的 { $outcomes } 条结果全部为不良
all-good = 有效的 { $outcomes } 条结果全部为正常
one-is-bad-help = 请核对 --good：目前 1 视为不良、0 视为正常，校准需要两类结果
one-is-good-help = 请核对 --good：目前 1 视为正常、0 视为不良，校准需要两类结果
few = 有效结果涉及不良企业 { $bad } 家、正常企业 { $good } 家，校准要求每类不少于 { $least } 家
few-unreadable-help = 请更正无法读取的单元格：结果应为 1 或 0、是 或 否，或为金额
few-help = 请补充其他企业的结果，或待结果增多后再校准：同一企业增加观察期不增加企业数
points-equal = 有结果的企业积分全部相同
points-equal-help = 请补充积分不同的企业的结果：积分相同时无法与结果对照
separated = 限度内存在某组权重，使不良企业与正常企业完全分开，或除积分相同的企业外完全分开
separated-help = 请核查结果的由来，或补充结果：由积分本身决定的结果不能作为证据
unsettled = 权重搜索未收敛
unsettled-help = 请缩小 --bounds，或剔除几乎相同的指标
bent = 指标体系“{ $card }”的一级指标“{ $group }”{ $how }：该一级指标的得分不是按权重的加总
bent-help = 请改用各一级指标均为求和或算术平均的指标体系进行校准

## 结果各行

firm-unknown = 企业批次中没有标识为“{ $id }”的企业
firm-unknown-help = 请核对企业标识，以及所用的推荐批次；此条结果不计入
firm-unknown-cut-help = 请将企业标识列设为文本格式后重新导出：电子表格只保留数字的前 15 位
firm-quarantined = “{ $id }”在企业批次中的行属于待核数据
firm-quarantined-help = 请先更正该行：更正前此条结果不计入
amount-contradicts = 结果为“{ $outcome }”，而金额为“{ $amount }”
amount-contradicts-help = 请更正其中一项：金额大于 0 时结果应为 1
window-backwards = 观察期止于{ $to }，早于其起始日{ $from }
window-backwards-help = 请更正日期：更正前该行不计入
outcome-differs = “{ $id }”在第 { $line } 行另有不同结果
outcome-differs-help = 请保留正确的一行；不同时间的贷款请分别填写观察期
rows-lost = 读入结果 { $went } 行，处理后为 { $came } 行
rows-lost-help = 这是程序错误，请连同文件表头一并反馈

## 没有可调整权重的原因

no-weight-free = 没有可调整的权重：{ $why }
fixed-single = 没有一级指标含有两项及以上计权指标，权重无从相互调整
fixed-bounds = --bounds 使所有权重保持不变
fixed-few = 有结果的不良企业或正常企业不足 { $least } 家
fixed-few-segments = 各阶段权重不同，而没有一个阶段同时有 { $least } 家不良企业和 { $least } 家正常企业
fixed-alike = 在各一级指标中，有结果的企业得分有差异的指标均不足两项

## 不能留出验证的原因

fold-separated = 留出第 { $fold } 折（共 { $folds } 折）后，积分使不良企业与正常企业完全分开；请增大 --folds，减少每次留出的企业
fold-unsettled = 留出第 { $fold } 折（共 { $folds } 折）后，权重搜索未收敛
one-window = 结果所属观察期不足两个
windows-unordered = 日期和名称均不能确定观察期的先后；请填写日期，或统一采用 2026、2026H1、2026Q1、2026-03 中的一种名称
windows-at-once = 所有观察期同时开始
windows-few = 前期须有未在后期出现的不良企业和正常企业各 { $least } 家，后期须各有 { $later } 家
earlier-separated = 仅就前期而言，某组权重使不良企业与正常企业完全分开
earlier-unsettled = 仅就前期而言，权重搜索未收敛

## 结论

estimate = { $value }（{ $low } 至 { $high }）
verdict-untested = 没有留出企业可用于检验权重
verdict-backwards = 限度内没有权重使正常企业的平均积分高于不良企业
verdict-gain-unclear = 在留出企业上，AUC 提高 { $gain }，置信区间下限不大于 0
verdict-auc-unclear = 在留出企业上，AUC 为 { $auc }，置信区间下限不大于 0.5
verdict-later-loss = 在留出企业上，AUC 提高 { $gain }，但在后期观察期的变动为 { $loss }
verdict-gain = 在留出企业上，AUC 提高 { $gain }，置信区间下限大于 0

## 注意事项

swapped = 不良企业的积分高于正常企业（AUC { $auc }）：请核对 --good，1 与 0 可能颠倒
hindsight = { $outcomes } 条结果的观察期在基准日 { $as-of }之前开始，或在该日及以前结束：积分已反映这些结果，不能作为证据；请改用观察期之前的数据和 --as-of
unlisted = 有结果的 { $firms } 家企业中 { $listed } 家已列入推荐名单；另有 { $unknown } 家企业未列入名单且没有结果，权重不能说明这部分企业的情况
unlisted-range = 有结果的 { $firms } 家企业中 { $listed } 家已列入推荐名单；另有 { $unknown } 家企业未列入名单且没有结果，权重不能说明这部分企业的情况，就全部企业而言 AUC 可能为 { $low } 至 { $high }
worth-few = 结果集中于少数企业：较少一类的 { $rarer } 条结果仅相当于 { $worth } 条独立结果，置信区间偏窄
off-chances = 按现行积分预测的概率不如统一采用平均不良率（布赖尔分数 { $brier }，统一采用平均不良率时为 { $mean }）：请勿使用
restricted = 有结果企业的积分离散程度为全部企业的 { $ratio } 倍：就全部企业而言 AUC 通常更高
few-per-weight = 每项可独立调整的权重只对应较少一类企业 { $firms } 家，不足 { $least } 家：请减少可调整的权重，或待结果增多，并查看置信区间
at-bound = 求得的 { $weights } 个权重中有 { $bound } 个达到自身限度：放宽 --bounds 可能与结果更吻合；这些权重的置信区间止于限度
wrong-way = { $indicators }得分越高，结果越差：请核对指标方向是否有误，调整权重无法纠正
suspicious = { $indicators }的信息值过高，存疑：请核查指标是否已包含结果
shifted = “{ $base }”与“{ $other }”的积分分布：{ $reading }（PSI { $psi }）；对一方成立的结论未必适用于另一方
overlap = 观察期“{ $earlier }”与“{ $later }”重叠：后期的结果并非全部晚于前期
failed-draws = { $draws } 次抽样中有 { $failed } 次失败，置信区间偏窄

## 报告

title = { $scorecard } 的积分与 { $outcomes } 的对照（{ $cohort }，基准日 { $as-of }）
outcomes = 结果
rows-read = 读取 { $rows } 行：{ $fates }
rows-used = 有效 { $rows } 行
rows-repeated = 重复 { $rows } 行
rows-contradictory = 矛盾 { $rows } 行
rows-unreadable = 无法读取 { $rows } 行
rows-unanswered = 尚无结果 { $rows } 行
rows-unknown = 企业不在批次内 { $rows } 行
rows-quarantined = 企业属待核数据 { $rows } 行
rows-not-scored = 企业没有积分 { $rows } 行
share-bad = { $outcomes } 条结果中不良 { $bad } 条（{ $share }），{ $firms } 家企业中不良 { $bad-firms } 家；结果为 1 视为{ $one ->
    [good] 正常
   *[bad] 不良
}
depend = 同一企业的各条结果相互关联：置换、抽样和留出均以企业为单位
depend-worth = 同一企业的各条结果相互关联，以上结果相当于 { $worth } 条独立结果：置换、抽样和留出均以企业为单位
on-lists = 其中 { $listed } 家企业在推荐名单上；全部 { $scored } 家已评分企业中有 { $referred } 家在名单上
verdict = 结论
verdict-proposed = 有依据采用下列权重：{ $reason }
verdict-kept = 没有调整权重的依据：{ $reason }
searches-level = { $searches } 次搜索中的最好结果往往高估实际效果：要使全部区间同时达到 95%，每个区间须达到 { $level }%（Bonferroni 校正）
bear-in-mind = 注意事项
evidence = 判别力
evidence-note =
    修正值：信息值（IV）减去指标与结果无关时 IV 的平均值；评价按修正值作出
    偶然上限：与结果无关的指标，100 次中有 95 次 IV 不超过此值；–：不作评价
    已知：数值已知的结果数；各箱由低到高排列；递减：不良率是否下降且没有一箱回升
    合并后：合并相邻各箱、使不良率逐箱下降后剩余的箱数，斜线后为原箱数
separation = 现行积分：KS 为 { $ks }；AUC 为 { $auc }
not-shuffled = 偶然上限：结果在结果条数相同的企业之间置换；{ $firms } 家企业没有条数相同的企业，结果不变
unseen = 没有结果的企业
unseen-line = 现行积分在全部 { $firms } 家已评分企业上的 AUC，按 { $unseen } 家无结果企业的假定结果列示
unseen-note = 以上差异源于部分企业没有结果，不是抽样误差的置信区间；每家企业只计一次
roc = ROC 曲线：由低分到高分累计的不良企业与正常企业占比
roc-today = 现行积分
roc-held-out = 留出积分
roc-across = 正常企业占比
roc-up = 不良企业占比
weights = 权重
weights-proposed = 建议采用：变动不超过现行权重 { $reach }% 且使{ $goal ->
    [auc] { " " }AUC{ " " }
   *[likelihood] 似然值
}最大的权重；可独立调整的权重 { $free } 项；95% 置信区间来自 { $draws } 次抽样
weights-not-proposed = 不建议采用，仅供研究：变动不超过现行权重 { $reach }% 且使{ $goal ->
    [auc] { " " }AUC{ " " }
   *[likelihood] 似然值
}最大的权重；可独立调整的权重 { $free } 项；95% 置信区间来自 { $draws } 次抽样
nonlinear = 部分企业的积分不是按权重的加总（有指标未计入、触及下限或扣分至 0）：搜索时按积分在现行权重处的变化率计算，其他权重可能略优
best-fit = 下列权重在限度内与这些结果最吻合
segments-kept = { $segments }沿用现行权重：不良企业或正常企业不足 { $least } 家
weight-kept = （不变）
weight-held = （受自身或一级指标的限度约束）
weight-interval = （{ $low } 至 { $high }）
held-out = 留出验证
held-by-firm = 按企业，{ $folds } 折
held-by-time = 按时间
held-note = AUC 的置信区间来自对企业的重复抽样，各次抽样不重新求取权重
no-firm = 未按企业留出：{ $why }
no-time = 未按时间留出：{ $why }
periods = 以 { $trained } 求取权重，以 { $tested } 检验
chances = 概率
chance-today = 按现行积分
chance-found = 按求得的权重
chance-chart = 不良概率：预测与实际
chance-across = 预测，%
chance-up = 实际，%
outcomes-here = { $outcomes } 条结果
by-points = 各积分段的不良情况
grades-monotone = 等级由高到低，不良率逐级上升或持平
grades-mixed = 不良率与等级次序不一致
stability = “{ $base }”与“{ $other }”的积分分布：PSI { $psi }，{ $reading }
stability-shared = “{ $base }”与“{ $other }”的积分分布：PSI { $psi }，不作评价：{ $shared } 家企业同属两方
stability-none = “{ $base }”与“{ $other }”的积分分布：PSI { $psi }，没有可比企业
all-scored = 全部已评分企业
all-with-outcomes = 有结果的企业
windows-range = { $first } 至 { $last }

## 评价与情形

points = 积分
unseen-not-counted = 不计入
unseen-all-good = 全部正常
unseen-by-points = 按积分预测
unseen-all-bad = 全部不良
unseen-least = AUC 的最小可能值
unseen-greatest = AUC 的最大可能值
below-grades = 未达最低等级
range = { $low } 至 { $high }
pooled-of = { $left }/{ $all }

## 表头

head-window = 观察期
head-outcomes = 结果数
head-bad = 不良
head-firms = 企业数
head-bad-firms = 不良企业
head-bad-rate = 不良率
head-held-out = 留出方式
head-auc-today = 现行 AUC
head-auc-found = 求得 AUC
head-gain = 提高
head-loss-gain = 降低       0     提高
head-chance = 不良概率（留出）
head-predicted = 预测
head-observed = 实际
head-unseen = 无结果企业
head-corrected = 修正值
head-by-chance = 偶然上限
head-known = 已知
head-rates = 各箱不良率
head-falls = 递减
head-pooled = 合并后
head-points-today = 现行积分
head-lift = 提升度
head-captured = 累计不良占比
head-grade = 等级
head-indicator = 指标
head-weight = 权重

## 数据表及各列

table-selection = 现行积分在全部已评分企业上的 AUC，按无结果企业的假定结果分列
col-unseen = 无结果企业的假定结果
col-auc = ROC 曲线下面积（AUC）
table-evidence = 积分和各指标对结果的判别力，每项一行
col-id = 指标；整体积分为 points
col-title = 指标名称
col-known = 数值已知企业的结果数
col-known-firms = 上述结果涉及的企业数
col-iv = 信息值（IV）
col-iv-corrected = 信息值减去指标与结果无关时的平均值：与结果无关时约为 0
col-iv-by-chance = 与结果无关时，信息值 100 次中有 95 次不超过此值
col-strength = 对修正后信息值的评价；可能出于偶然时为空
col-ks = KS 距离（Kolmogorov–Smirnov）
col-auc-half = ROC 曲线下面积（AUC）；大于 0.5 表示越高越好
col-auc-error = AUC 的标准误，以企业为单位
col-auc-low = AUC 的 95% 置信区间下限
col-auc-high = AUC 的 95% 置信区间上限
col-monotone = 不良率是否逐箱下降
col-pooled = 使不良率逐箱下降时剩余的箱数
table-bins = 积分和各指标的分箱，每箱一行
col-from = 最小值；数值未知的企业为空
col-to = 最大值
col-good = 正常结果数
col-bad = 不良结果数
col-firms = 上述结果涉及的企业数
col-bad-firms = 有不良结果的企业数
col-bad-rate = 不良结果占比
col-woe = 证据权重（WOE）；大于 0 表示优于总体
table-weights = 各阶段各指标的权重
col-indicator = 指标
col-segment = 阶段
col-today = 现行权重，以满分中的分值表示
col-fitted = 求得的权重
col-low = 95% 置信区间下限
col-high = 95% 置信区间上限
col-proposed = 建议的权重，已取整；没有建议时为空
table-held-out = 留出结果上的 AUC，以及求得权重的提高幅度
col-by = 按企业或按时间留出
col-what = 数值名称
col-outcomes-out = 留出的结果数
col-value = 数值
table-calibration = 留出结果的预测概率与实际占比，按积分十等分
col-chance-weights = 概率所依据的权重
col-tenth = 十等分的序号，积分最高者为先
col-outcomes = 结果数
col-predicted = 平均预测概率
col-observed = 实际不良占比
table-lift = 按积分十等分的不良情况，积分最低者为先
col-points-weights = 积分所依据的权重
col-from-points = 最低积分
col-to-points = 最高积分
col-lift = 不良率与总体不良率之比
col-captured = 不高于该积分的不良结果占全部不良结果的比例
table-grades = 现行各等级的不良情况，由高到低
col-grade = 等级；低于最低等级时为空
table-draws = 自助法各次抽样；失败的抽样为空
col-draw = 抽样序号，从 0 起：与随机种子一起可重现该次抽样
col-draw-today = 现行积分的 AUC
col-draw-fitted = 留出积分的 AUC
table-outcomes = 全部有效结果
col-firm = 企业标识
col-window = 结果的观察期
col-went-bad = 企业是否不良
col-points = 现行积分
col-fold = 企业留出时所在的折，从 0 起；不能留出时为空
col-points-held-out = 按不含该折求得的权重计算的积分
col-chance-today = 按现行积分的不良概率
col-chance-held-out = 按留出积分的不良概率
table-rows = 结果文件每一行的处理情况
col-line = 行号
col-row-firm = 该行的企业；无法读取时为空
col-fate = 该行的处理情况

## 地方叠加文件

overlay-title = 按贷后结果校准的权重
overlay-method = 权重按{ $goal ->
    [auc] AUC
   *[likelihood] 似然值
}最大校准，变动不超过现行权重的 { $reach }%
overlay-outcomes = { $file } 的 { $outcomes } 条结果（不良 { $bad } 条），涉及 { $firms } 家企业（不良 { $bad-firms } 家），SHA-256 { $sha256 }
overlay-seed = 随机种子 { $seed }
