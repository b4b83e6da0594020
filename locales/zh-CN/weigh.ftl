### 推导权重及其影响。

title = { $scorecard } 推导权重（{ $method }）：{ $cohort }，基准日 { $day }
method = { $method ->
    [equal] 等权法
    [stddev] 标准差法
    [entropy] 熵权法
    [critic] CRITIC 法
    [merec] MEREC 法
    [pca] 主成分法
    [ahp] 层次分析法
    [bwm] 最优最劣法
    [roc] 排序质心法
    [swing] 摆幅赋权法
   *[other] { $method }
}
in-segment = { $segment }：{ $sentence }

# 与现行权重对照。
weights = 权重
weights-in = { $segment }权重
header-interval = 95% 区间
header-interval-in = { $segment } 95% 区间
interval = { $low } 至 { $high }
series-today = 现行
series-proposed = 推导

# 权重的由来。
todays-few = 仅有 { $firms } 家企业，不足以推导权重：沿用现行权重
todays-tied = 仅有 { $firms } 家企业，不足以计算 { $indicators } 项指标的相关系数：沿用现行权重
replicates = 对 { $firms } 家企业作 { $replicates } 次自助法重复抽样，区间包含各次所得权重的 95%
factors-none = 未保留任何因子，解释的方差不足 { $least }%：因子对各指标的代表性不足
factors = 保留 { $factors } 个因子，分别解释方差的 { $explained }
factors-poor = 保留 { $factors } 个因子，分别解释方差的 { $explained }，合计不足 { $least }%：因子对各指标的代表性不足

# 专家判断。
judges = 专家
of-judge = { $judge }：{ $sentence }
of-group = { $group }：{ $sentences }
of-expert = { "  " }{ $expert }：{ $sentences }
whole = 全部指标
best-worst = 一致性比率 { $ratio }，ξ = { $xi }
best-worst-revisit = 一致性比率 { $ratio }，ξ = { $xi }；请复核对“{ $indicator }”的判断
best-worst-alike = 各指标判断相同，没有一致性比率，ξ = { $xi }
best-worst-alike-revisit = 各指标判断相同，没有一致性比率，ξ = { $xi }；请复核对“{ $indicator }”的判断
share = { $indicator } { $share }
# $experts 为 0 表示未合并。
ratio = 一致性比率 { $ratio }，随机指数取自 { $author }{ $experts ->
    [0] { "" }
   *[other] ；{ $experts } 位专家的判断按几何平均合并
}
ratio-unknown = 一致性比率无法得出，随机指数取自 { $author }{ $experts ->
    [0] { "" }
   *[other] ；{ $experts } 位专家的判断按几何平均合并
}
ratio-alone = 一致性比率 { $ratio }
ratio-alone-unknown = 一致性比率无法得出
reconsider = 请复核“{ $one }”与“{ $other }”之比：判断为 { $judged }，由全部判断推得 { $implied }
# $how 为 mean 表示取各专家权重的平均值。
agreement = { $judges } 位专家{ $how ->
    [mean] 同等看待，取各人权重的平均值
   *[other] { "" }
}；排序一致性：肯德尔 W 系数 = { $w }，p { $p }（{ $law ->
    [exact] 按全部排列计算
   *[other] 按 χ² 近似
}）
agreement-none = { $judges } 位专家{ $how ->
    [mean] 同等看待，取各人权重的平均值
   *[other] { "" }
}；无法比较排序：每位专家对所有指标的赋权都相同

# 注意事项：所见情况及处理办法。
cautions = 注意事项
caution = { $message }；{ $help }
few-firms-pairs = { $indicators } 项指标只有 { $firms } 家企业，平均每项不足 { $least } 家：相关系数的偶然性很大，{ $method }得出的权重也是如此
few-firms-spread = 企业仅 { $firms } 家，不足 { $least } 家：离散程度的偶然性很大，{ $method }得出的权重也是如此
few-firms-help = 请使用 { $enough } 家及以上企业，或结合区间判断，或改用依据专家判断的方法
# 某方法改变的权重。
against-factor = { $method }将“{ $indicator }”的权重由 { $today } 调为 { $proposed }，但该指标与所属因子方向相反（载荷 { $loading }）：按载荷平方赋权，与其他指标反向的指标也会得到权重
against-factor-in = { $method }将“{ $indicator }”在{ $segment }的权重由 { $today } 调为 { $proposed }，但该指标与所属因子方向相反（载荷 { $loading }）：按载荷平方赋权，与其他指标反向的指标也会得到权重
against-factor-help = 请核对该指标的方向；如无误，请剔除该指标或改用其他方法
hardly-varies = { $method }将“{ $indicator }”的权重由 { $today } 调为 { $proposed }，而 { $alike } 的企业在该指标上相近：{ $law }
hardly-varies-in = { $method }将“{ $indicator }”在{ $segment }的权重由 { $today } 调为 { $proposed }，而 { $alike } 的企业在该指标上相近：{ $law }
hardly-varies-help = 请由专家判断确定该权重：指标是否重要，不取决于取值是否少见
law-entropy = 指标越集中于少数企业，权重越大，没有上限
law-merec = 多数企业与最低的少数企业差距越大，权重越大
law-critic = 该指标变动很小，与其他指标的相关性也小
law-pca = 该指标的相关系数取决于数值不同的少数企业
law-deviation = 权重与 √(p (1 − p)) 成正比，p 为数值不同的企业占比，与差异本身的意义无关
law-falls = 多数企业相近的指标，该方法赋予的权重较小
untied-curve = “{ $indicators }”按百分位计分且没有并列，数值无论怎样分布，得分都是均匀的：{ $effect }
untied-curve-help = 请改用按数值计分的曲线（如 linear 或 minmax），或改用依据专家判断的方法
effect-weight = { $method }的权重取决于曲线，而非数据
effect-critic = 对比强度只取决于曲线，仅冲突性取决于数据
effect-merec = 企业与最低值的差距只取决于曲线

# 无法执行的情形。
nothing-to-weigh = 指标体系“{ $scorecard }”的阶段“{ $segment }”没有可计权的指标
nothing-to-weigh-help = 请为该阶段基础分中的指标设定权重：加分项和扣分项不参与推导
firms-few = { $method } 用 { $firms } 家企业推导 { $indicators } 项指标的权重：企业数须多于指标数，否则相关矩阵不满秩
firms-few-help = 请使用 { $enough } 家及以上企业，或改用依据专家判断的方法：ahp、bwm、roc、swing
least-share = “{ $share }”不是有效的最低得分率
least-share-help = 请给出大于 0 且小于 1 的比例
option-idle = `--{ $option }` 只用于 { $reader }，不用于 { $method }
option-idle-help = 请去掉 --{ $option }，或改用 { $reader }
not-judged = { $method } 依据数据，不采用专家判断
not-judged-help = 请去掉 --judgements，或改用 ahp、bwm、roc 或 swing
judgements-missing = { $method } 需要专家判断
judgements-missing-help = 请用 --judgements 指定文件，格式见 docs/zh-CN/weights.md
within-idle = { $method } 不依据企业数据，无法分阶段
within-idle-help = 请去掉 --within：专家判断适用于所有阶段

# 所写指标体系对权重来源的说明。
origin-spearman = { $method }（秩相关）
origin-least-share = { $method }（低于 { $share } 的得分率按 { $share } 计）
origin-title = 按{ $method }推导权重
origin = 权重按{ $method }推导
origin-within = 权重按{ $method }推导，各阶段依据本阶段企业
origin-within-todays = 权重按{ $method }推导，各阶段依据本阶段企业（企业数不足、沿用现行权重的阶段：{ $segments }）
origin-judgements = 专家判断 { $file }，SHA-256 { $hash }

# 表格：每行及各列的含义。
about-weights = 每项指标、每个阶段一行
about-indicator = 指标编号
about-segment = 阶段编号
about-today = 现行权重，以满分中的分值表示
about-proposed = 推导权重，以满分中的分值表示
about-low = 自助法重复抽样的 2.5% 分位数；不依据企业数据时为空
about-high = 自助法重复抽样的 97.5% 分位数；不依据企业数据时为空
about-judges = 有多位专家时，每位专家、每项指标一行
about-judge = 专家姓名
about-weight = 该专家单独给出的权重占比
about-cautions = 每条权重注意事项一行
about-kind = 注意事项的类别
about-caution-segment = 阶段；全部企业时为空
about-indicators = 所涉及的指标，以 ; 分隔
about-message = 所见情况
about-help = 处理办法
header-indicator = 指标
