### 推导权重。

# 命令行可选值的说明。
choice-correlation-pearson = 按数值
choice-correlation-spearman = 按名次

choice-random-index-saaty = Saaty（2005）
choice-random-index-donegan-dodd = Donegan 和 Dodd（1991）
choice-random-index-alonso-lamata = Alonso 和 Lamata（2006）

choice-method-equal = 各指标权重相等
choice-method-stddev = 变异越大，权重越大
choice-method-entropy = 熵权法：分布越不均匀，权重越大
choice-method-critic = 变异越大、与其他指标相关越弱，权重越大
choice-method-merec = 剔除后各企业总分变化越大，权重越大
choice-method-pca = 主成分：公共因子的代表性越强，权重越大
choice-method-ahp = 层次分析法：由专家对指标两两比较
choice-method-bwm = 最优最劣法：由专家将各指标与最优、最劣指标比较
choice-method-roc = 由专家对指标排序
choice-method-swing = 由专家判断满分的价值

# 句子成分。
quoted = “{ $text }”
whole = 指标体系整体
total = 合计
near = 是否指“{ $near }”？
segment-named = { $name }（{ $id }）
random-index-saaty = Saaty
random-index-donegan-dodd = Donegan 和 Dodd
random-index-alonso-lamata = Alonso 和 Lamata

## 承载权重的地方叠加文件

proposal-title = { $card }（{ $title }）
proposal-source = { $method }，依据 { $card }，基准日 { $day }；企业数据 { $file }，SHA-256 { $hash }
proposal-remark = 拟定权重，由 `jifen { $command }` 生成：只改变所叠加指标体系的权重。
trial-title = { $card }（试算权重：{ $set }）

## 无法设定权重的指标体系

nonlinear = “{ $card }”的一级指标“{ $group }”{ $how }：下级指标权重之和不等于该一级指标的满分
nonlinear-help = 请使用另一指标体系，其一级指标均按求和或求平均合成，且不设封顶分和预留分值：只有这类指标体系可以设定权重
no-scale = 权重之和无法等于“{ $card }”的总分满分 { $scale }
no-scale-help = 请换用其他指标体系，其总分满分须大于 0 且位数较少

## 试算权重

set-twice = `--set { $one }` 与 `--set { $other }` 设定了同一权重
set-twice-help = 请对每项指标只设定一次：单独设定，或随所属一级指标设定
set-unknown = 没有名为“{ $name }”的计权指标
set-ambiguous = 名为“{ $name }”的指标有 { $count } 项
set-help = 请写明其中一项的编号：{ $ids }
segment-unknown = 没有名为“{ $name }”的阶段
segment-unknown-help = 请写明以下阶段之一：{ $ids }
set-sum = 所设定的权重合计为 { $sum }，满分为 { $scale }
set-sum-in = 在阶段“{ $segment }”，所设定的权重合计为 { $sum }，满分为 { $scale }
set-sum-help = 请为其他指标留出部分满分，或使所设定的权重合计等于满分
trial-sum = 权重合计为 { $sum }，满分为 { $scale }
trial-sum-in = 在阶段“{ $segment }”，权重合计为 { $sum }，满分为 { $scale }
trial-sum-help = 请加上 --rescale：其他权重将按比例调整，使合计仍为 { $scale }

## 专家判断

file-help = 各方法的文件格式见 docs/zh-CN/weights.md
not-given = { $method } 需要专家判断
not-given-help = 请用 --judgements 指定文件，格式见 docs/zh-CN/weights.md
none-in-file = 没有专家判断
key-missing = 缺少键 `{ $key }`
key-of-other = `{ $key }` 只用于 { $reader }，不用于 { $method }
key-of-other-help = 请将各方法的专家判断分别存为单独的文件
judges-twice = “{ $name }”重复判断
judges-elsewhere = “{ $name }”在另一文件中也有判断
one-file-help = 请每人只用一个文件，并以 `expert` 写明各自姓名
unknown = 没有名为“{ $name }”的计权指标
unknown-help = 请写明以下计权指标之一：{ $ids }
absent = `{ $key }` 缺少以下指标：{ $ids }
absent-help = 请为每项计权指标填写判断

number-not-finite = “{ $id }”的“{ $number }”不是有限数值
number-above = “{ $id }”的“{ $number }”大于 { $most }
number-below = “{ $id }”的“{ $number }”小于 { $least }
number-least-help = 请填写不小于 { $least } 的数值
too-fine-help = 请缩小倍数：如此悬殊的判断难以作出，且较次要的指标取整后权重为 0
above-worthiest-help = 请为最有价值的指标填写 100，其他指标按相对价值填写
no-swing = 没有大于 0 的数值
no-swing-help = 请为最有价值的指标填写 100
order-twice = “{ $id }”在 `order` 中重复出现
order-twice-help = 请只写一次

# 与最优、最劣指标比较。
best-is-worst = 最优指标与最劣指标相同
best-is-worst-help = 请写明两项不同的指标
times-itself = “{ $id }”与自身相比为“{ $times }”倍
best-to-worst = 最优指标与最劣指标之比，一处为“{ $one }”，另一处为“{ $other }”
best-worst-help = 请将最优指标、最劣指标与自身之比均写为 1，并使两处的最优与最劣之比一致
beyond-best-worst = “{ $one }”与“{ $other }”之比为“{ $ratio }”，大于最优与最劣之比 { $whole }
beyond-best-worst-help = 请修改该项，或修改“{ $best }”与“{ $worst }”之比 { $whole }：任何一项均不得大于该比值

# 两两比较。
index-differs = `random_index` 与前一文件不一致
index-differs-help = 请在各文件中写明同一项，或使用 --random-index
only-pairs = CSV 矩阵用于两两比较，只有 ahp 采用
only-pairs-help = 请将专家判断写为 TOML 文件
matrix-empty = 判断矩阵为空
matrix-empty-help = 矩阵格式见 docs/zh-CN/weights.md
matrix-unreadable = 无法读取判断矩阵：{ $cause }
matrix-unreadable-help = 请另存为 CSV 文件
matrix-blank = “{ $one }”与“{ $other }”之比为空
matrix-blank-help = 请填写：只有对角线及其下方可以为空
matrix-width = “{ $row }”有 { $cells } 格，表头有 { $width } 格
matrix-width-help = 请使每行的格数与列数一致
matrix-order = 判断矩阵的行“{ $row }”与列“{ $column }”位置相同而名称不同
matrix-sides = 判断矩阵有 { $rows } 行 { $columns } 列
matrix-names-help = 请在首行和首列按同一顺序写明相同的指标
matrix-not-square = 判断矩阵应为 { $members } × { $members }，且各成员互不相同
matrix-not-square-help = 请按成员顺序，为每个成员填写一行和一列
diagonal-help = 请在对角线上填写 1
not-reciprocal = “{ $one }”与“{ $other }”之比为“{ $ratio }”，而“{ $other }”与“{ $one }”之比为“{ $across }”，不是其倒数
first-help = 请将前者写为 "1/{ $ratio }"
second-help = 请将后者写为 "1/{ $ratio }"
entry-invalid = 判断矩阵中的“{ $entry }”不是大于 0 的数值
entry-invalid-help = 请填写大于 0 的数值，或分数，例如 "1/3"
entry-day-help = 请用半角斜线书写分数，例如 "1/3"；在电子表格中须先将单元格设为文本格式，否则会被转为日期
entry-above = 判断矩阵中的“{ $entry }”大于 { $most }
entry-below = 判断矩阵中的“{ $entry }”小于 1/{ $most }
members-of-none = 该矩阵的 { $count } 个成员（{ $ids }）既不构成指标体系整体，也不是某个一级指标的全部成员
members-near-help = 请比较“{ $group }”的全部成员，且不含其他：{ $ids }
members-help = 请比较全部指标、全部一级指标，或某个一级指标的全部成员
compared-twice = { $group }的成员重复比较
compared-twice-help = 除一项外，请为每个 [[compare]] 写明各自的 `group`，或为每个写明各自的 `expert`
compared-twice-by = { $group }的成员被同一专家重复比较：“{ $one }”和“{ $other }”
compared-twice-by-help = 请保留两个矩阵之一；同名专家请用不同写法区分
id-twice = “{ $id }”重复比较
id-twice-help = 请使每项指标只出现在一个矩阵中

# 层次结构。
no-root = 所有 [[compare]] 都有 `group`，缺少指标体系整体的比较
no-root-help = 请去掉最上层 [[compare]] 的 `group`，或补充全部一级指标的 CSV 矩阵
not-compared = 缺少一级指标“{ $id }”各成员的判断矩阵
not-compared-help = 请补充以下成员的判断矩阵：{ $ids }
not-compared-by = “{ $name }”没有比较{ $group }的成员，而“{ $other }”已比较
not-compared-by-help = 请补充“{ $name }”对以下成员的判断矩阵：{ $ids }；同一人的矩阵应在同一文件中，或写明同一 `expert`
unreachable-group = 本矩阵比较“{ $group }”的成员，但其他矩阵中没有“{ $group }”
unreachable-group-help = 请将其 `group` 列入另一矩阵的成员
other-members = 此处比较的成员与以下成员不一致：{ $ids }
other-members-help = 请使各位专家比较相同的成员
inconsistent = { $judgements }相互矛盾：一致性比率 { $ratio }，超过 { $members } 阶矩阵的上限 { $limit }
inconsistency-unknown = { $judgements }的一致性比率无法得出：{ $author } 没有 { $members } 阶矩阵的随机指数
judgements-of = 对{ $group }的判断
judgements-of-all = 全体专家对{ $group }的判断
judgements-by = { $expert } 对{ $group }的判断
reconsider-help = 请首先复核“{ $one }”与“{ $other }”之比：判断为 { $judged }，由全部判断推得 { $implied }
reconsider-all-help = 请复核各项判断

## 文件规定的权重

stated-title = { $card }（权重依据{ $source }）
stated-title-illustrative = { $card }（权重依据{ $source }；分段与计分方法为示例）
stated-remark = 权重取自 `{ $file }`（SHA-256 { $hash }），由 `jifen scorecards weights` 生成。除权重外，均与 { $card } 一致。

# 列。
column-none = 没有写明阶段的列
column-missing = 缺少阶段“{ $segment }”的列
column-missing-help = 请为每个阶段设一列：{ $segments }
column-near-help = 是否指“{ $near }”？请改为“{ $label }”
column-two-segments = 该列上方的表头写有两个阶段
column-two-segments-help = 请只写一个阶段
column-level-third = 表头写有三级指标，但没有三级指标名称列
column-level = 表头写有某级指标，但没有该级指标的名称列
column-level-help = 请增加名称列，写明各权重所属的指标，或以阶段名称作为该列表头
column-bare = 有一列权重未写明阶段，而其他列已写明
column-bare-groups = 有一列一级指标权重未写明阶段，而其他列已写明
column-bare-help = 请在表头写明权重所属对象（如初创期、一级指标权重），或删去该列
columns-bare = 有两列权重未写明阶段
columns-bare-groups = 有两列一级指标权重未写明阶段
columns-same = 有两列属于阶段“{ $segment }”
columns-same-groups = 有两列一级指标权重属于阶段“{ $segment }”
columns-help = 请在表头写明权重所属对象（如一级指标权重），或只保留一列
column-numbers-of-nothing = 该列为数值（“{ $first }”），但表头未写明所属对象
column-numbers-of-nothing-help = 请以阶段名称（如初创期）作为表头，或写明是何种权重（如一级指标权重），或删去该列
column-numbers = 该列为数值（“{ $first }”），未读取
column-numbers-help = 请删去该列；如为权重，请以阶段名称作为表头

# 行。
row-missing = 缺少指标“{ $id }”（{ $title }）所在的行
row-missing-help = 请补充该行；不计权的填写 0
row-outside = “{ $name }”属于加分项或扣分项，另行计分
row-outside-help = 请删去该行：本表只列合计等于满分的权重
row-twice = “{ $name }”已在第 { $line } 行出现
row-twice-help = 请保留其中一行
second-table = 此处再次出现表头：文件中有第二张表
second-table-help = 请将每张表存为单独的文件；各阶段应在同一表头中写明
row-misplaced = “{ $indicator }”列在“{ $group }”之下，但在“{ $card }”中不属于该一级指标
row-misplaced-help = 请与原文件核对；如原文件的分组不同，请删去一级指标列
group-unnamed = 此处有一级指标的权重，但未写明是哪个一级指标
group-unnamed-help = 请在该行写明一级指标的编号或名称
group-again = “{ $group }”已在第 { $line } 行写有不同的权重
group-again-help = 请只在该一级指标的首行写一次；二级指标的权重应单独成列
row-two-names = 该行同时写有“{ $one }”和“{ $other }”
row-two-names-help = 请使每行只写一项指标
row-unnamed = 该行未写明指标
row-unnamed-help = 请写明权重所属指标的编号或名称
name-unknown = “{ $card }”中没有名为“{ $name }”的项
name-unknown-help = 请写明“{ $card }”中的编号或名称，可用 `jifen scorecards show { $card }` 查看；有权重的行不能忽略
name-ambiguous = “{ $name }”同时是以下各项的名称：{ $ids }
name-ambiguous-help = 请改写编号

# 单元格。
weight-unread = “{ $cell }”中的权重“{ $number }”未读取
weight-unread-help = 请单独成列填写（如一级指标权重），或删去
weight-missing = 缺少权重
weight-missing-help = 请填写权重；不计权的填写 0
weight-invalid = “{ $cell }”不是权重
weight-invalid-help = 请填写数字，小数用小数点，最多九位小数：7.5 或 7.5%
percent-alone = “{ $cell }”有百分号，而上方的权重没有
percent-missing = “{ $cell }”没有百分号，而上方的权重有
percent-help = 请使同一列的权重写法一致

# 合计。
sum = 权重合计为 { $sum }，不等于{ $wholes }
sum-help = 请与原文件核对：{ $parts }
sum-part = { $id } { $sum }
sum-group = “{ $id }”为 { $stated }，其下指标合计为 { $sum }
sum-group-share = “{ $id }”占 { $whole } 中的 { $stated }，其下指标合计占 { $total } 中的 { $sum }
sum-rows-help = 请将其各行与原文件核对
sum-no-group = “{ $id }”所属的一级指标没有权重，而其他一级指标有
sum-groups = 一级指标的权重合计为 { $sum }，不等于{ $wholes }
sum-groups-help = 请将各一级指标与原文件核对
sum-groups-total = 合计写为 { $stated }，一级指标的权重合计为 { $sum }
sum-total = 合计写为 { $stated }，权重合计为 { $sum }
sum-total-help = 请将各行与原文件核对
sum-decimals = “{ $id }”的权重超过九位小数
sum-decimals-help = 请按原文件四舍五入

# 参数文件中应有的值。
expecting-entry = 数值，或 "1/3" 形式的分数
expecting-place = 编号，或编号的列表
