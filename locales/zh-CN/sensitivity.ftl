### 敏感性分析。

# 命令行可选值的说明。
choice-vary-all = 所有指标一并变动
choice-vary-within = 各一级指标内的二级指标变动
choice-vary-between = 一级指标变动
choice-vary-nested = 一级指标及其内的二级指标均变动

choice-curve-percentile = 按在企业批次中的百分位
choice-curve-minmax = 按在最小值与最大值之间的位置
choice-curve-zscore = 按与平均值的距离

choice-missing-zero = 不得分
choice-missing-skip = 不计，权重由其余指标分担
choice-missing-mean = 企业批次的平均值
choice-missing-median = 企业批次的中位数

choice-treatment-untrimmed = 保留异常值
choice-treatment-trimmed = 将数值收缩到 1% 与 99% 分位数之内

choice-combine-mean = 得分率的算术平均
choice-combine-geometric = 几何平均：任一得分率为 0 则不得分
choice-combine-harmonic = 调和平均：任一得分率为 0 则不得分

# 标题及其下的说明行。
title = { $scorecard } 敏感性分析：{ $cohort }，基准日 { $day }
draw-title = 第 { $draw } 次抽样：名次平均变动 { $shift } 位
draw-title-choices = 第 { $draw } 次抽样（{ $choices }）：名次平均变动 { $shift } 位
lead-judges = 抽样 { $draws } 次，随机种子 { $seed }：每次采用一位专家的权重，各专家概率相同
lead-concentration = 抽样 { $draws } 次，随机种子 { $seed }：以现行权重为中心，按集中度 { $concentration } 的狄利克雷分布，{ $vary ->
    [within] 在各一级指标内对二级指标权重抽样
    [between] 对一级指标权重抽样
    [nested] 对一级指标及其内的二级指标权重均抽样
   *[all] 对所有指标权重一并抽样
}
lead-share = 抽样 { $draws } 次，随机种子 { $seed }：各权重乘以 { $low } 至 { $high } 之间的系数后归一化，{ $vary ->
    [within] 在各一级指标内对二级指标权重抽样
    [between] 对一级指标权重抽样
    [nested] 对一级指标及其内的二级指标权重均抽样
   *[all] 对所有指标权重一并抽样
}
lead-choice = { $input }：每次抽取其一（{ $options }）
lead-errors = 每次抽样均在误差范围内重新取值并计分：{ $errors }
lead-in-full = 名单不仅取决于积分：每次抽样均完整执行推荐

# $share 为占数值的百分比；$width、$low、$high 为引用企业字段的算式。
error-share = { $indicator }（误差 { $share } 以内）
error-width = { $indicator }（误差 { $width } 以内）
error-bounds = { $indicator }（介于 { $low } 与 { $high } 之间）

# 不确定的输入：权重，以及各项选择（按选项的代码）。
group = 一级指标“{ $group }”
input = { $choice ->
    [curves] 计分曲线
    [missing] 缺失值处理
    [treatment] 异常值处理
    [combine] 合成方式
    [leave-out] 剔除指标
    [judge] 专家
    [values] 数值误差
   *[other] { $choice }
}
option = { $option ->
    [as-written] 按指标体系
    [none] 不剔除
    [percentile] 百分位
    [minmax] 极差标准化
    [zscore] 标准分
    [zero] 计零分
    [skip] 不计
    [mean] 平均值
    [median] 中位数
    [untrimmed] 不缩尾
    [trimmed] 缩尾
    [geometric] 几何平均
    [harmonic] 调和平均
   *[other] { $option }
}

# 名次。
ranks = 名次
ranks-line = { $firms } 家企业的名次平均变动 { $mean } 位；九成抽样在 { $low } 至 { $high } 位之间
chart-shifts = 各次抽样的平均名次变动
axis-ranks = 位
axis-draws = 抽样次数
chart-intervals = 当前靠前企业的排名区间：平均名次，以及九成抽样的名次范围
axis-rank = 名次

# 名单。
lists = 名单
lists-note = 稳定入选：在至少 95% 的抽样中列入名单的企业数；边缘企业：在超过 5%、不足 95% 的抽样中列入名单的企业数
    存疑：当前在名单上，但在不到一半的抽样中列入名单；候补：当前不在名单上，但在至少一半的抽样中列入名单
any-list = 任一名单
top = 前 { $rank } 名
header-list = 名单
header-today = 当前
header-core = 稳定入选
header-contested = 边缘企业
header-doubtful = 存疑
header-waiting = 候补
header-cut-off = 分数线
header-contested-zone = 边缘企业积分
contested-zone = { $from } 至 { $to } 分

# 名次变动由什么解释。
explained = 名次方差的解释比例
explained-alike = 各次抽样的名次变动相同，没有可解释的方差
explained-line = 各权重对名次变动方差的解释比例（全部 { $draws } 次抽样）
explained-note = 权重之和固定，各权重相互关联：解释比例之和不一定为 1
    标准差：权重在各次抽样中的标准差，以占总权重的比例表示
explained-judges = 每位专家对每项权重各给一个值：这些值越能区分专家，该权重的解释比例越高；
    其他选择未能解释的部分由专家解释
explained-errors = 数值误差也计入方差，但不单列：其他输入未解释的部分可能来自数值误差
spreads-line = 现行权重 ± 各次抽样的标准差
uneven = 集中度相同时，较小的权重相对变动更大：权重 { $least } 的“{ $small }”变异系数为 { $most }，权重 { $greatest } 的“{ $great }”为 { $fewest }
    如需公平比较，请使用 `--share 25%`：各权重在归一化前按相同比例变动
header-weight = 权重
header-explains = 解释比例
header-interval = 95% 区间
header-deviation = 标准差
header-relative = 变异系数
interval = { $low } 至 { $high }

# 索博尔指数。
sobol-judges = 专家与其他选择
sobol-judges-line = 专家与其他选择的索博尔指数（样本 { $rows } 行）
sobol-judges-note = 一阶：该输入单独的作用；总效应：单独的作用，加上与其他输入的交互作用；样本行数越多，区间越窄
sobol-draws = 归一化前的抽样值
sobol-draws-line = 归一化前各独立抽样值的索博尔指数（样本 { $rows } 行）
sobol-largest = 总效应指数最大的输入：{ $input }，{ $total }
sobol-draws-note = 一阶：该输入单独的作用；总效应：单独的作用，加上与其他输入的交互作用；样本行数越多，区间越窄
    输入为抽样值而非权重：归一化使每项权重取决于全部抽样值
header-input = 输入
header-drawn = 归一化前抽样值
header-first = 一阶
header-first-interval = 一阶 95% 区间
header-total = 总效应
header-total-interval = 总效应 95% 区间

# 入选线附近的企业。c 为入选线名次。
near = 入选线附近
near-line = 各入选线附近企业的名次可接受度
near-note = c：入选线名次；入选率：企业入选的抽样占比；其后各列：名次落在各区间的抽样占比，依次为不超过 c/2、c/2 至 0.9c，余类推
    （c 以下的界限向下取整，c 以上的界限向上取整）
near-kept = 其余 { $more } 条入选线和其余企业见 --out 文件夹 的数据表 acceptability
near-never = { $cut_off }：入选线外邻近的企业在各次抽样中均未入选
near-central = { $cut_off }：“{ $firm }”在 { $draws } 次抽样中入选；这些抽样的平均权重中，与现行权重相差最大的为：{ $weights }
near-weight = { $indicator } { $central }（现行 { $today }）
near-of = { $cut_off }（c = { $rank }）
header-near = 入选线
header-firm = 企业
header-rank = 名次
header-in = 入选率
header-beyond = 更后
is-in = 入选
is-out = 未入选

# 无法执行的情形。
error-form = 请写作 rd=10%、10%（适用于全部指标）、rd=rd_error 或 rd=rd_low..rd_high
error-no-share = “{ $extent }”不是 0 与 1 之间的比例：请写作 rd=10%、10%（适用于全部指标）、rd=rd_error 或 rd=rd_low..rd_high
error-twice = 对“{ $indicator }”给出了两个误差
error-twice-help = 请对每项指标只给出一个误差
error-all-twice = 对全部指标给出了两个误差
error-all-twice-help = 请只给出一个
no-number = 指标体系“{ $scorecard }”没有数值型指标
no-number-help = 请去掉 --error：只有数值型指标才有误差
indicator-unknown = 指标体系“{ $scorecard }”没有指标“{ $indicator }”
indicator-nearest = 是否指“{ $indicator }”？
indicator-list = 请用 `jifen scorecards show { $scorecard }` 查看其指标
not-number = “{ $indicator }”没有测量误差：其值不是数值
not-number-help = 请去掉该指标
rule-fault = `--error …{ $rule }` 有误：{ $fault }
rule-fault-help = 误差界限请写成由企业字段计算的数值，单位与指标一致
bounds-unknown = “{ $indicator }”的误差界限未知：其值按精确值处理
bounds-unknown-help = 请填写误差界限所引用的字段
bounds-crossed = “{ $indicator }”的误差界限颠倒：{ $low } 至 { $high }
bounds-below = “{ $indicator }”的误差为 { $width }，小于 0
bounds-crossed-help = 请写作 下限..上限，下限在前；误差不得小于 0
bounds-outside = “{ $indicator }”为 { $value }，超出误差界限 { $low } 至 { $high }
bounds-outside-help = 误差界限请使用与指标值相同的单位
variants-many = 各项选择共有 { $variants } 种组合，超过 { $most } 种
variants-many-help = 请在一次分析中减少计分曲线、缺失值处理、异常值处理或合成方式的选项
nothing-to-weigh = 指标体系“{ $scorecard }”没有可计权的指标
nothing-to-weigh-help = 请指定基础分中有权重的指标体系：加分项和扣分项的权重不参与抽样
concentration-range = “{ $concentration }”不是 1 至 { $most } 之间的集中度
concentration-range-help = 请给出 1 至 { $most } 之间的集中度：集中度越大，抽取的权重越接近现行权重；集中度为 1,000,000 时，占总权重十分之一的权重仅变动 0.0003
share-range = “{ $share }”不是有效的权重变动比例
share-range-help = 请给出大于 0 且小于 1 的比例，例如 0.25
judges-vary = 专家对所有指标赋权：`--vary { $vary }` 不适用
judges-vary-help = 请去掉 --vary
judges-few = 只有 { $judges } 位专家，不足以抽取权重
judges-few-help = 请提供两位及以上专家的判断，每个文件用一个 --judges
draws-range = “{ $number }”不是有效的抽样次数
draws-range-help = 请给出 1 至 { $most }
rows-range = “{ $number }”不是有效的索博尔指数样本行数
rows-range-help = 请给出不超过 { $most } 的行数；不计算指数请写 0
near-range = “{ $number }”不是有效的入选线附近企业数
near-range-help = 请给出不超过 { $most } 的企业数；不需要请写 0
top-range = “{ $number }”不是有效的前列企业数
top-range-help = 请给出 1 或更大的数
draw-range = “{ $number }”不是有效的抽样序号
draw-range-help = 请给出 1 或更大的数
combine-picks = 指标体系“{ $scorecard }”的一级指标“{ $group }”取成员中的{ $own ->
    [min] 最低分
   *[max] 最高分
}，不能按 `{ $way }` 合成
combine-picks-help = 请去掉 --combine：只有求和与平均可以改用其他合成方式
combine-same = 指标体系“{ $scorecard }”的最上层已按 `{ $way }` 合成
combine-same-help = 请改用其他方式：指标体系自身的方式已作为 `as-written` 参与抽样

# 表格：每行及各列的含义。
about-firms = 每家企业一行，按当前名次排列
about-firm = 企业标识
about-name = 企业名称（如企业批次提供）
about-segment = 所属阶段
about-points = 当前公布的积分
about-rank = 当前名次
about-mean-rank = 各次抽样的平均名次
about-rank-low = 名次的 5% 分位数
about-rank-high = 名次的 95% 分位数
about-chance-any = 在任一名单上的抽样占比
about-chance-top = 进入该前列的抽样占比
about-chance-list = 在{ $institution }名单上的抽样占比

about-draws = 每次抽样一行：抽样结果及名次变动
about-draw = 抽样序号
about-shift = 名次变动绝对值的平均
about-choice = 所抽到的选项
about-weight = 所抽到的权重，采用指标体系的权重单位

about-lists = 每份名单一行，另有任一名单和各前列
about-list = 机构编号、any list（任一名单）或前列
about-list-name = 名称
about-capacity = 名单的企业数上限
about-list-today = 当前在名单上的企业数
about-core = 在至少 95% 的抽样中列入名单的企业数
about-contested = 在超过 5%、不足 95% 的抽样中列入名单的企业数
about-doubtful = 当前在名单上、但在不到一半的抽样中列入名单的企业数
about-waiting = 当前不在名单上、但在至少一半的抽样中列入名单的企业数
about-cut-off = 名单上最后一家企业的当前积分
about-contested-from = 边缘企业当前积分的最低值
about-contested-to = 边缘企业当前积分的最高值

about-explained = 各输入对平均名次变动方差的解释比例（全部抽样）
about-factor = 权重所属的二级指标或一级指标，或某项选择
about-share = 方差的解释比例；各阶段权重不同的，为各阶段之和
about-share-low = 自助法重复抽样的 2.5% 分位数
about-share-high = 自助法重复抽样的 97.5% 分位数

about-weights = 各权重在各次抽样中的离散程度及其解释比例：每项权重、每个阶段一行
about-weight-factor = 二级指标或一级指标
about-weight-segment = 阶段
about-weight-today = 现行权重，占总权重的比例
about-weight-mean = 各次抽样的平均值
about-weight-deviation = 各次抽样的标准差
about-weight-relative = 标准差与平均值之比
about-weight-share = 对名次变动方差的解释比例

about-indices = 平均名次变动的索博尔指数：每个不确定的输入一行
about-input = 输入
about-first = 一阶指数
about-total = 总效应指数

about-sobol = 用于估计指数的平均名次变动：样本每行一行
about-row = 行号 n：A 为第 n 次抽样，B 为第 n 加总行数次抽样
about-a = A 的名次变动
about-b = B 的名次变动
about-mixed = A 的抽样中“{ $input }”取自 B 时的名次变动

about-one-draw = 每项指标、每个阶段一行
about-indicator = 指标编号
about-segment-id = 阶段编号
about-today = 现行权重，采用指标体系的权重单位
about-drawn = 所抽到的权重，采用指标体系的权重单位

about-acceptability = 名次可接受度：每条入选线附近的每家企业一行，按当前名次排列
about-of = 机构编号，或前列
about-of-rank = 入选线名次 c：最后一家入选企业的当前名次
about-is-in = 当前是否入选
about-ins = 入选的抽样次数
about-chance = 入选的抽样占比
about-to-half = 名次不超过 c/2 的抽样占比
about-to-nine-tenths = 名次大于 c/2、不超过 0.9c 的抽样占比
about-to-cut-off = 名次大于 0.9c、不超过 c 的抽样占比
about-to-eleven-tenths = 名次大于 c、不超过 1.1c 的抽样占比
about-to-three-halves = 名次大于 1.1c、不超过 1.5c 的抽样占比
about-beyond = 名次大于 1.5c 的抽样占比

about-central = 中心权重：使入选线附近企业入选的各次抽样的平均权重，每条入选线、每家企业、每项指标、每个阶段一行；从未入选的企业没有记录
about-central-weight = 平均权重，采用指标体系的权重单位
