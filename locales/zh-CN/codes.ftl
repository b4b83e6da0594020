### 各类检查结果：代码的含义；“.example”为示例。

## 命令行

usage = 命令行无法识别
    .example = jifen run --fromat json
option-idle = 选项在此不起作用
    .example = jifen weights entropy --correlation spearman
option-missing = 缺少必需的选项
    .example = jifen compare a.toml b.toml：比较两个指标体系而未给出 --firms

## 文件

file-unreadable = 文件无法打开或读取
    .example = firms = "no-such-file.csv"
file-kind = 文件不是该命令所需的类型
    .example = jifen run firms.csv
file-empty = 文件为空
    .example = 0 字节的文件
file-header-only = 文件只有表头，没有数据行
    .example = credit_code,revenue(万元)
file-binary = 文件不是表格：既不是文本，也不是 .xlsx 工作簿或 Parquet 文件
    .example = 名为 firms.csv 的 Excel 工作簿
file-encoding = 文件编码与批次文件所写不符，或参数文件不是 UTF-8
    .example = UTF-8 文件写作 encoding = "utf-16"
file-too-large = 文件或其解压后的文本过大，无法读取
    .example = 5 GB 的文件
file-delimiter = 单元格之间的分隔符不受支持
    .example = credit_code，revenue(万元)
record-too-long = 记录超出企业数据行的长度上限
    .example = 没有换行的文件
memory-short = 文件所需内存超出可用内存
    .example = `ulimit -v 600000` 下的 52 万家企业
rows-thin = 行数过多且各行过短，不可能是企业数据
    .example = 6,000 万行，每行 2 字节

## 表头

column-missing = 必填字段没有对应的列
    .example = 没有 credit_code 列
column-ambiguous = 两列对应同一字段
    .example = 营业收入(万元) 和 revenue(元)
column-unit-missing = 金额列未注明单位
    .example = 营业收入
column-unit-unknown = 括号内的单位无法换算为字段的单位
    .example = 营业收入(万美元)
column-unit-clash = 批次文件与表头为同一列注明的单位不同
    .example = 表头为 营业收入(万元)，批次文件写 units = { "{" } revenue = "百万元" { "}" }
column-unknown = 批次文件指定的表头在文件中不存在
    .example = columns = { "{" } "营收" = "revenue" { "}" }
column-unused = 列不对应任何字段，不予读取
    .example = 备注
column-near = 某列未读取，但其表头与某一字段的名称相近，而该字段没有对应的列
    .example = 失信被执行入
column-year = 表头含年份，无法确定该列是否为所需年份的字段
    .example = 2024年营业收入(万元)
column-taken = 批次文件将一个字段的表头指定给了另一字段
    .example = columns = { "{" } "数据授权" = "name" { "}" }
column-idle = 规则、名单和校验均未使用的列中，有无法使用的单元格
    .example = 成立日期为 2007，而没有规则用到该列
column-numbers = 权重表中的数值列未读取
    .example = “初创期”旁的“较上年”
row-misplaced = 权重表中的行属于加分项或扣分项，或列在其他一级指标之下
    .example = 加分项的一行
header-below = 表头上方另有其他行
    .example = 表头上方有“2025年科技企业一览表”
part-empty = 批次中有一部分或一份附带名单没有数据行
    .example = west.csv 只有表头
part-columns = 批次中有一部分缺少其他部分已有的列
    .example = west.csv 缺少“研发费用(万元)”
firm-withdrawn = 返回的更正文件撤回了一家企业的所有行，批次内不再有该企业
    .example = 两个区各自撤回了同一企业的行
correction-unmatched = 更正文件中有行在被更正的部分中没有对应的行，已作为新行加入
    .example = corrected.xlsx 中有一行的代码不在被更正的文件中
sheet-unclear = 无法确定企业数据在哪个工作表
    .example = 两个工作表都有表头，且未写 sheet = …
sheet-skipped = 有工作表未读取
    .example = 工作表“填报说明”
sheet-hidden = 读取了隐藏的行或列
    .example = 筛选隐藏了第 3 行
cells-beyond = 表头右侧的单元格未读取
    .example = U72 中的备注
format-scaled = 数字以其他量级显示
    .example = 12345 按 0!.0, 显示为 1.2
supplement-unmatched = 附表中有行不属于批次内的企业，或不属于所用年份
    .example = 批次外企业的专利
supplement-unclear = 附表中有行无法确定属于哪家企业、相互矛盾或无法读取
    .example = 批次中为甲有限公司，附表写作甲有限责任公司

## 行与单元格

row-width = 行的单元格数与表头不一致
    .example = 多余的逗号
quote-unclosed = 引号没有闭合
    .example = "Acme,12
cell-encoding = 行内含有不符合文件编码的字节
    .example = 残缺的 GBK 字符
cell-missing = 必填单元格为空
    .example = ,Acme,12
cell-number = 单元格不是有效数值
    .example = 12x, NaN, 1e400
cell-integer = 计数字段填写了小数
    .example = 职工总数 12.5
cell-date = 单元格不是日期
    .example = 2023-02-30
cell-flag = 单元格既不表示“是”，也不表示“否”
    .example = maybe
cell-unit = 金额的单位或币种无法换算
    .example = 36(万美元)
cell-range = 数值超出字段的范围
    .example = 职工总数 -3
cell-pattern = 文本不符合字段的格式
    .example = 行政区划代码 44O300
cell-error = 单元格为电子表格的错误值
    .example = #DIV/0!
cell-formula = 单元格为未计算的公式
    .example = =D2*20，由不计算公式的程序写出
cell-merged = 该行含合并单元格
    .example = D2:D3 已合并
total-row = 该行是合计，不是企业
    .example = 合计,,12345
note-row = 该行是备注或签字，不是企业
    .example = 填表人：王某,,
header-row = 该行重复表头，不是企业
    .example = 数据行中出现 credit_code,name
id-text = 统一社会信用代码列中填写的文字不可能是代码
    .example = 统一社会信用代码填作“待补”
id-scientific = 企业标识被电子表格转为数字并舍入
    .example = 9.11101E+17
id-rounded = 企业标识按数字存储，只保留 15 位
    .example = 工作簿单元格中的 9.13101018323231E+17

## 企业与批次的校验

uscc-form = 企业标识不是 18 位统一社会信用代码
    .example = 91310115ma1k4lc, 3209812800419
uscc-check = 统一社会信用代码的校验码不符
    .example = 91220102732581015H
duplicate-row = 同一企业的两行在读取的各列上内容相同，只保留一行
    .example = 同一行出现两次
duplicate-firm = 同一企业的各行相互矛盾
    .example = 两行的营业收入不同
duplicate-aside = 同一企业有两行，一行予以采用，另一行列入待核数据
    .example = 一行的职工总数为 100，另一行为 1O0
part-over-whole = 部分大于总体
    .example = 研发人员数 80，职工总数 50
founded-later = 成立日期晚于基准日
    .example = 成立日期 2031-01-01
firm-unknown = 贷后结果所属企业不在企业批次内，或已列入待核数据
    .example = 上年企业的结果
rows-needed = 授权台账或企业名单中有无法读取的行，因而名单不可信
    .example = 撤回日期为 2025-13-01
outcome-contradictory = 贷后结果与所附金额相互矛盾
    .example = outcome 0, default_amount 200
answer-unmatched = 机构反馈的企业不在交付给该机构的名单中，或无法识别
    .example = 该银行名单中没有的信用代码
consent-later = 授权日期晚于基准日
    .example = consent_date 2031-01-01
day-placeholder = 日期是软件在日期不明时常填的占位值
    .example = 成立日期 1900-01-01
unit-slip = 金额与同类金额相差约千倍、万倍或更多
    .example = 其他企业的营业收入以万元填写，某企业以元填写

## 参数

toml-syntax = 文件不是有效的 TOML
    .example = as_of = 2025-13-01
key-unknown = 此处的键无法识别
    .example = encodng = "auto"
key-missing = 缺少必需的键
    .example = 批次文件没有 as_of
value-type = 值的类型不符
    .example = decimals = "two"
value-invalid = 值超出该键允许的范围
    .example = weight = -5
value-empty = 文本或列表为空，而此处必须有值
    .example = reason = ""
value-not-in-force = 随日期变化的键在基准日没有有效的值
    .example = valid_from = 2026-01-01，基准日为 2025-12-31
key-idle = 键在此处不起作用
    .example = encoding = "gb18030" 与 format = "xlsx" 并列
key-choice = 几个互斥的键必须且只能写一个
    .example = 条件同时写有 when 和 any_of
too-many = 数量超出上限
    .example = 65 个条件
name-invalid = 名称的写法不符合要求
    .example = id = "R&D"
column-sensitive = 名单中有一列的数据级别高于该机构可获得的级别
    .example = 协议只允许 2 级数据的银行，其名单列有 3 级的融资需求
field-unfit = 字段的类型不符合此处的要求
    .example = dates = { "{" } name = "year" { "}" }
extends-cycle = 指标体系直接或间接地叠加自身
    .example = a.toml 叠加 b.toml，b.toml 又叠加 a.toml
name-unknown = 引用的名称不存在
    .example = 字段字典中没有的字段
name-ambiguous = 规则中的标题对应多个名称
    .example = “收入”是两个字段的别名
name-repeated = 名称重复
    .example = 两个二级指标都名为 rd
rule-syntax = 规则不符合表达式的语法
    .example = revenue >
rule-unsupported = 规则使用了不支持的 SQL 语法
    .example = SELECT 1
rule-type = 规则中值的类型不符
    .example = region + 1
weights-sum = 各项满分之和不等于总分满分
    .example = 权重合计 99，总分满分 100
scale-indivisible = 总分满分为 0 或位数过多，无法分配权重
    .example = scale = 0
weights-nonlinear = 积分不是加权和，而权重分析要求加权和
    .example = 设有封顶分的一级指标
weights-infeasible = 没有一组权重能同时满足各项限度
    .example = 总分满分 100，between = { "{" } rd = [60, 70], patents = [60, 70] { "}" }
rule-constant = 规则对所有企业的结果相同
    .example = when = "1 > 2"，或总分满分 100 而 pass = "points >= 120"
limit-idle = 封顶分或保底分不起作用
    .example = 满分 50，而 cap = 60
tier-idle = 某一档没有企业能够达到，或与下一档分值相同
    .example = 占比最高 100，而 at_least = [[120, 10]]
segment-empty = 没有企业可归入某一阶段
    .example = revenue < 100 列在 revenue < 500 之后
segment-unreachable = 某一阶段列在接收所有企业的阶段之后
    .example = 没有 `when` 的阶段之后还有阶段
segment-gap = 介于各阶段之间的企业不属于任何阶段
    .example = 先是 revenue < 500，然后是 revenue > 500
segment-unknown = 缺少划分阶段所需数据的企业，不属于任何阶段
    .example = 按营业收入划分阶段，且各阶段都有规则
points-reserved = 为地方叠加将增设的指标预留分值
    .example = 没有二级指标的一级指标写有 reserved = 15

## 计分

illustrative-weights = 指标体系采用示例权重，并非官方权重
    .example = weights_basis = "illustrative"
judgements-inconsistent = 两两比较的判断相互矛盾：一致性比率超过同阶矩阵的上限，或无法得出
    .example = a 优于 b，b 优于 c，c 优于 a
judgements-missing = 缺少专家判断，或缺少对某一指标的专家判断
    .example = 运行 jifen weights ahp 而未给出 --judgements
judgements-invalid = 判断不符合该方法的要求
    .example = a 比 b 为 3，b 比 a 为 2
indicators-absent = 没有可供分析或赋权的指标
    .example = 只有准入条件的指标体系
firms-few = 企业过少，无法推导权重
    .example = 对 1 家企业运行 jifen weights entropy
goal-unmeasured = 目标还取决于积分以外的结果，而搜索只重新计算积分
    .example = 目标为 qualified，而达标规则用到一级指标得分
search-unread = 搜索记录或其中一行无法读取
    .example = 不完整的一行
search-unrecorded = 本次搜索未能写入搜索记录
    .example = 不可写的文件夹
outcomes-few = 可用的不良企业或正常企业过少
    .example = 不良企业 3 家，正常企业 40 家
outcomes-foreign = 多数结果所属的企业不在企业批次内
    .example = 其他推荐批次的结果
weights-unidentified = 依据贷后结果无法确定权重
    .example = 存在将不良企业与正常企业完全分开的权重
segment-none = 企业不属于指标体系的任何阶段
    .example = 没有成立日期的企业
indicator-missing = 指标体系要求的指标没有数值
    .example = missing = "reject"
coverage-low = 企业已知的数据过少，无法计分
    .example = 18 项指标中有 12 项空白
indicator-blank = 某项指标没有任何企业填报
    .example = 没有 pct_applications 列
programme-blank = 政策工具所用的某个字段没有任何企业填报
    .example = 没有 `first_loan` 列
bounds-crossed = 误差界限的上限和下限颠倒
    .example = rd=rd_high..rd_low
bounds-doubtful = 误差界限未知，或指标值超出误差界限
    .example = rd_low 列有空白单元格
points-absent = 企业在某一附加指标体系下没有积分
    .example = 不属于 tech-sme-2017 的任何阶段
nobody-scored = 没有可计分的企业
    .example = 所有行均列入待核数据
field-absent = 决定推荐与否的字段没有对应的列
    .example = 没有 dishonest 列
veto-absent = 准入条件所需的字段没有对应的列，因此没有企业符合该条件
    .example = 没有 dishonest 列
veto-near = 未读取的列，其表头与准入条件所需字段的名称相近
    .example = 失信被执行入
veto-unknown = 准入条件所需的信息不明，企业列为待核实
    .example = “失信被执行人”列有空白单元格
list-empty = 没有企业符合某一机构名单的条件
    .example = revenue >= 100000，而没有企业达到
floor-unmet = 名单中某一分组的企业少于其下限
    .example = 下限为 40 家，符合条件的初创期企业只有 12 家
preference-unknown = 企业填写的意向机构不在本批次之中
    .example = 意向机构一栏填写“第一很行”
desk-absent = 工作台文件夹中还没有交付日志，因此没有企业按已服务或已推荐处理
    .example = 首个月，或文件夹名称有误
rows-lost = 输出的行数或企业数与读入的不符
    .example = 程序自身的错误

## 输出

target-exists = 输出已存在，或其位置上有不得替换的内容
    .example = 上次运行的 out/
target-edited = 待替换的输出文件写出后被改动过
    .example = 名单中手工填写的备注
target-unwritable = 输出无法写入
    .example = 磁盘已满
cell-defused = 会被电子表格当作公式执行的单元格已改写为文本
    .example = =HYPERLINK(...)
cell-replaced = 单元格含有工作簿无法保存的字符
    .example = 企业名称中的 U+FFFF
cell-cut = 单元格内容超出工作簿单元格的容量，末尾已截去
    .example = 4 万个字符的备注
consent-lapsed = 企业的授权在其数据提供之日已不再有效
    .example = 运行之后，名单上有企业撤回授权
key-unfit = 密钥不可用：缺失、类型不符，或可被他人读取
    .example = recipients/icbc.pub 中存放的是 SSH 密钥
delivery-altered = 交付文件与交付时不一致
    .example = 加密名单被改动了一个字节
log-altered = 交付日志与写入时不一致
    .example = deliveries.jsonl 被删去一行
