### 命令行帮助。消息名为命令路径（如 `scorecards-show`），或命令路径加参数名；`arg-` 为多个命令共用的参数，
### `choice-` 为参数的某个取值。值为一行说明，`.long` 为补充段落（每段一行），`.value` 为占位名，
### `.default` 为省略该选项时的做法。

jifen = 对一批科技型企业评分，并为各机构生成推荐名单
    .long =
        依据客观指标对科技型企业评分（创新积分制），并为每家银行和担保基金生成按名次排列的推荐名单。

        批次文件指定基准日、指标体系、机构和企业数据。`jifen check` 检查各项内容而不写入任何文件；`jifen run` 生成名单及全部佐证材料。

        退出码：0 完成；1 完成，但待核数据超过 --max-quarantined 的限额（默认为 0）、有目标未达到，或使用 --strict 时有警告；2 用法或参数有误；3 读写失败，或没有企业可以评分；4 程序自身故障；130 被中断。
help = 显示命令的帮助

arg-help = 显示帮助；-h 只显示摘要
arg-version = 显示版本
arg-quiet = 只显示导致命令停止的错误，以及待核数据和待核实企业的数量
arg-format = 结果的显示格式
    .value = 格式
choice-format-text = 供人阅读的文本
choice-format-json = 供程序读取的单个 JSON 对象
arg-findings = 显示检查结果的范围
    .value = 范围
choice-findings-worst = 在结果之后最多显示十行，严重的在前，其余只计数；命令因错误停止时，每类显示前五条
choice-findings-all = 全部显示，每列每个代码最多 100 条
arg-lang = 显示所用语言
    .value = 语言
    .default = 系统语言，取自 LC_ALL、LC_MESSAGES 或 LANG
choice-lang-zh = 中文
choice-lang-en = 英文

arg-campaign = 批次文件（TOML）
    .value = 批次文件
arg-as-of = 以此日为基准日，不采用批次文件中的基准日
    .value = YYYY-MM-DD
arg-threads = 线程数
    .value = 数量
    .default = 每个处理器核心一个
arg-max-quarantined = 待核数据超过此数才以退出码 1 结束；可写行数，或占全部行数的比例；合计、备注和表头行不计
    .value = 行数|比例%
    .default = 0
arg-strict = 有警告时也以退出码 1 结束
arg-html = 将显示的结果连同图表写入此 HTML 网页
    .value = 文件
arg-out = 将分析结果写入此文件夹：summary.json，以及各表的 CSV 和 Parquet 文件
    .value = 文件夹
arg-force = 替换已有的输出
arg-discard-edits = 与 --force 同用：程序写出后被人修改过的文件也予以替换
arg-write = 将拟定权重（如有）写入此新指标体系文件
    .value = 新文件.toml
arg-set = 不改文件而试用某项权重：一级或二级指标以编号或名称指定，权重以分计；可多次使用
    .long = 写作“编号@阶段=权重”时，只对该阶段生效。各项输出均注明为试算。
    .value = 编号=权重
arg-rescale = 其余权重按同一系数调整，使合计仍等于满分

init = 根据企业数据表及附表生成批次文件
    .long = 逐表查看，推断其用途（企业数据、上年数据、名单、专利、其他数据），写入 `campaign.toml` 和 `institutions.toml`。推断的内容均附依据；只有工作人员了解的内容写为注释。注释使用 --lang 指定的语言。
init-files = 数据表：CSV、工作簿或 Parquet 文件
    .value = 文件
init-out = 批次文件所在文件夹
    .value = 文件夹
    .default = 当前文件夹
init-scorecard = 内置指标体系的编号，或以 .toml 结尾的文件
    .value = 编号|文件
init-as-of = 批次的基准日
    .value = YYYY-MM-DD
    .default = 数据表所写年份的最后一日，没有年份的为上年最后一日
init-force = 替换已有的两个文件

run = 对企业批次评分，并为各机构生成推荐名单
    .long = 输出文件夹要么完整生成，要么不生成。已有的文件夹予以保留；使用 --force 时一次性整体替换。
run-out = 输出文件夹
    .value = 文件夹
run-force = 替换已有的输出文件夹和网页

check = 检查推荐批次或企业批次，不写入任何文件
    .long = 指定批次文件（TOML）的，完整执行一遍，但不写入输出。指定企业数据（CSV，可用 gzip 或 zstd 压缩；.xlsx；Parquet）的，按字段字典识别表头。两种情况均逐列显示字段、单位、已填比例、前三个值和用途；基准日为北京时间当日，可用 --as-of 另行指定。
check-file = 批次文件（TOML）或企业数据（CSV）
    .value = 批次文件|企业.csv
check-id = 企业标识列，仅用于检查企业数据
    .value = 表头
    .default = 统一社会信用代码
check-scorecard = 内置指标体系的编号或以 .toml 结尾的文件，只检查其所用字段，仅用于检查企业数据
    .value = 编号|文件
    .default = 检查所有列

explain = 说明一家企业的得分：逐项列出指标得分，以及是否列入各名单的原因
    .long = 与 `run` 一样执行推荐批次，但除 --html 指定的网页外不写入任何文件。使用 --what-if 时，将该企业的部分数据换成其他值（其余企业不变）再执行一次，并显示差异。
explain-firm = 企业的统一社会信用代码，或推荐批次所用的企业标识；名称不重复的，也可填写企业名称
    .value = 代码
explain-what-if = 假设某字段取另一个值，单位以字段字典为准；可多次使用
    .value = 字段=值
explain-since = 与一次已完成的运行（输出文件夹）比对该企业：前后积分、数据和各名单的变动及原因
    .value = 运行结果
explain-force = 替换已有的网页

consent = 列出即将到期、已到期或已撤回的企业授权
    .long = 读取推荐批次的授权台账与企业数据；除非使用 --out 或 --html，不写入任何文件。授权状态以基准日为准。
consent-within = 报告今后多少天内到期的授权
    .value = 天数

sheet = 出具企业积分单：积分、所在阶段的位次，以及提升空间最大的指标
    .long = 读取已完成批次的输出文件夹，该批次须以 `detail = true` 运行。积分单仅供该企业：只含本企业数据，不含其他企业的任何数据；与其他企业比较计分的指标，只列可提升分值，不列数值。机构文件设 `tell_firms = true` 的机构，才列出其名称。
arg-run = 已完成批次的输出文件夹
    .value = 批次结果
sheet-firm = scores.csv 中的企业标识（一般为统一社会信用代码），或无重名的企业名称
    .value = 代码
sheet-all = 出具全部企业的积分单
sheet-html = 将该企业的积分单写入此网页，可用 A4 纸打印
    .value = 文件
sheet-out = 全部积分单的文件夹：每家企业一页，另附供主管部门使用的索引
    .value = 文件夹
sheet-force = 网页或文件夹已存在时，予以替换

publicity = 生成公示名单：可打印的公示和工作簿
    .long = 读取已完成批次的输出文件夹。名单只含可以公开的列；未授权、授权情况不明或仅授权部分机构的企业不列入。公示默认为中文，可用 --lang 指定。公示期按自然日计算，不推算工作日。
publicity-out = 输出文件夹：publicity.html、publicity.xlsx，以及供程序使用的 notice.json
    .value = 文件夹
publicity-contact = 异议受理方式：单位、电话、地址
    .value = 文字
publicity-days = 自然日天数
    .value = 天数
publicity-from = 公示首日
    .value = YYYY-MM-DD
    .default = 今天（中国时间）
publicity-who = 公示哪些企业
    .value = 范围
choice-who-referred = 列入至少一家机构名单的企业
choice-who-qualified = 达标企业
choice-who-banded = 列入榜单的企业
publicity-columns = 序号之后的各列
    .value = 列
    .default = 企业名称、统一社会信用代码、阶段、行政区划代码
choice-columns-name = 企业名称
choice-columns-id = 统一社会信用代码或其他企业标识
choice-columns-segment = 阶段
choice-columns-region = 行政区划代码
choice-columns-industry = 行业代码
choice-columns-points = 积分
choice-columns-grade = 等级
choice-columns-band = 榜单
publicity-title = 公示标题
    .value = 文字
    .default = 含批次名称的标题
publicity-force = 输出文件夹已存在时，予以替换
publicity-campaign = 批次文件；公示前重新读取其授权台账
    .value = 文件
    .default = 批次输出中所指的文件

objections = 导入对公示数据的异议并答复
objections-import = 更正予以采纳的异议，重新运行批次，并逐一答复
    .long = 文件（CSV 或工作簿）每行一条异议：企业标识或企业全称、异议事项、申请更正为、计量单位、证明材料编号、异议人、异议日期、处理意见（采纳、不采纳，未决留空）、处理理由。予以采纳的异议须有证明材料编号。采纳的值写成更正企业批次的部分，新结果的 corrections.csv 逐格列出更正前后的值。同一批次、同一基准日此前已采纳的更正一并沿用；以后各次运行只沿用写入批次文件的更正。工作台文件夹保存这些部分、异议记录 objections.csv，以及给每名异议人的一页答复。
objections-import-file = 异议（CSV 或工作簿）
    .value = 文件
objections-import-campaign = 公示批次的批次文件（TOML）
    .value = 批次文件
objections-import-run = 公示批次的输出文件夹
    .value = 批次结果
objections-import-out = 新结果的输出文件夹
    .value = 文件夹
objections-import-desk = 工作台文件夹
    .value = 文件夹
    .default = 公示批次结果旁的 desk 文件夹
objections-import-notice = 公示的 notice.json：统计公示期外收到的异议
    .value = 文件
objections-import-force = 新结果的文件夹已存在时，予以替换

score = 用一套指标体系对企业批次评分，不生成推荐名单
    .long = 写入一个 CSV 文件：按排名列出全部已评分企业的积分、各一级指标得分、排名、等级和未满足的条件。无法评分的行均报告行号。基准日为北京时间当日，可用 --as-of 另行指定。
score-firms = 企业数据（CSV，可用 gzip 或 zstd 压缩；.xlsx；Parquet）；- 表示标准输入
    .value = 企业数据
score-scorecard = 内置指标体系的编号，或以 .toml 结尾的文件
    .value = 编号|文件
score-out = 要写入的 CSV 文件；- 表示标准输出
    .value = 文件
score-id = 企业标识列
    .value = 表头
    .default = 统一社会信用代码
score-as-of = 基准日
    .value = YYYY-MM-DD
    .default = 北京时间当日
score-force = 替换已有的文件

weights = 按某种方法推导权重，并与现行权重对比
    .long = 执行推荐批次，为指标体系的各项指标赋权，再对企业批次重新评分。原指标体系始终不变：--write 将拟定权重写入新指标体系，新指标体系除权重外均沿用原指标体系。基于判断的方法依据 --judgements 指定的判断文件，其余方法依据企业数据。
weights-method = 赋权方法
    .value = 方法
choice-method-equal = 等权
choice-method-stddev = 标准差法：离散程度越大，权重越大
choice-method-entropy = 熵权法：分布越不均匀，权重越大
choice-method-critic = CRITIC 法：离散程度大且与其他指标相关性低的，权重大
choice-method-merec = MEREC 法：剔除后影响越大，权重越大
choice-method-pca = 主成分法：越能代表共同因子，权重越大
choice-method-ahp = 层次分析法：依据指标两两比较的判断
choice-method-bwm = 最优最劣法：依据各指标与最优、最劣指标比较的判断
choice-method-roc = 排序质心法：依据指标重要性的排序
choice-method-swing = 摆幅赋权法：依据各指标由零分升至满分所增价值的判断
weights-within = 按分层分别赋权
    .value = 分层
    .default = 对整个企业批次统一赋权
choice-within-segment = 指标体系的每个阶段为一层
weights-correlation = critic 所用的相关系数
    .value = 算法
    .default = pearson
choice-correlation-pearson = 按数值
choice-correlation-spearman = 按秩
weights-judgements = 对指标的判断文件（TOML；ahp 也可用 CSV 矩阵）；有多位专家时可多次使用
    .value = 文件
weights-random-index = ahp 计算一致性比率所用的随机指数（RI）表
    .value = 表
    .default = 判断文件指定的表；未指定时为 saaty
choice-random-index-saaty = Saaty（2005 年）
choice-random-index-donegan-dodd = Donegan 和 Dodd（1991 年）
choice-random-index-alonso-lamata = Alonso 和 Lamata（2006 年）
weights-least-share = merec 的最低得分率：低于此值的按此值计算，因为 0 没有对数
    .value = 比例
    .default = 1%

audit = 审查指标体系：指标有无区分度、权重实际作用、改进建议
    .long = 执行推荐批次，并按整体和各阶段分析已评分企业：缺失值和集中于同一数值的情况、相关系数、各项权重的实际重要性、剔除各级指标后的排名，以及积分的区分能力。不改动任何内容。全部数据见 --format json 的输出和 --out 指定的文件夹。
audit-top = 剔除指标时，比较排名前多少家企业
    .value = 数量
    .default = 全部企业的十分之一；分阶段时为该阶段企业的十分之一

sensitivity = 敏感性分析：权重变动时排名和名单的稳定程度
    .long = 执行推荐批次，再在现行权重附近反复抽取权重并重新评分。种子和序号唯一确定一次抽样。结果包括：每家企业的平均排名、排名区间（十次抽样中有九次落入）、列入各名单的概率；各名单的稳定入选企业和边缘企业；各不确定因素在排名方差中所占的份额（索博尔指数）。
sensitivity-draws = 抽样次数
    .value = 次数
sensitivity-seed = 抽样的种子
    .value = 种子
sensitivity-concentration = Dirichlet 抽样的集中度：越大越接近现行权重
    .value = 集中度
    .default = 200
sensitivity-share = 改为将每项权重分别乘以随机系数（与 1 相差不超过此比例，如 25%），再归一化
    .value = 比例
sensitivity-judges = 改为每次抽样采用一位专家的权重；判断文件的写法与 `jifen weights` 相同，有多位专家时可多次使用
    .value = 文件
sensitivity-vary = 抽取哪些权重
    .value = 范围
choice-vary-all = 全部二级指标一并抽取
choice-vary-within = 各一级指标内的二级指标
choice-vary-between = 各一级指标
choice-vary-nested = 各一级指标，以及各一级指标内的二级指标
sensitivity-curves = 数值指标的其他计分方式，与现行方式一并参加抽样
    .value = 种类
choice-curves-percentile = 按在企业批次中的百分位
choice-curves-minmax = 按在最小值与最大值之间的位置
choice-curves-zscore = 按标准分（与平均值的距离）
sensitivity-missing = 缺失值的其他处理方式，与现行方式一并参加抽样
    .value = 种类
choice-missing-zero = 不得分
choice-missing-skip = 不计该项，权重由其他指标分担
choice-missing-mean = 取企业批次的平均值
choice-missing-median = 取企业批次的中位数
sensitivity-treatment = 异常值的其他处理方式，与现行方式一并参加抽样
    .value = 种类
choice-treatment-untrimmed = 保留异常值
choice-treatment-trimmed = 缩尾至 1% 和 99% 分位数
sensitivity-combine = 一级指标的其他合成方式，与现行方式一并参加抽样；加分和扣分不变
    .value = 种类
choice-combine-mean = 得分率的算术平均
choice-combine-geometric = 几何平均：任一得分率为 0 则不得分
choice-combine-harmonic = 调和平均：任一得分率为 0 则不得分
sensitivity-leave-out = 每次抽样随机剔除一项指标，或不剔除
sensitivity-error = 指标值的误差范围：误差均匀分布，各企业相互独立；可多次使用
    .long = 写法：rd=10% 只用于一项指标，10% 用于全部数值指标。误差也可由企业字段计算：rd=rd_error 为上下各偏离的幅度，rd=rd_low..rd_high 为下限和上限。使用本选项时，每次抽样都对企业批次重新评分，用时约为平常的百倍。
    .value = [指标=]范围
sensitivity-top = 报告每家企业进入前若干名的概率；100,500 指前 100 名和前 500 名
    .value = 数量
    .default = 现行名单上的企业数
sensitivity-sobol = 计算索博尔指数的样本行数，不少于 64；0 表示不计算
    .value = 行数
sensitivity-near = 各入选线上下分别考察的企业数；0 表示不考察
    .long = 报告其中每家企业落入各排名段的概率；对企业入选的各次抽样，另报告各项权重的平均值。
    .value = 数量
sensitivity-draw = 只报告此序号的抽样，权重保留全部位数
    .value = 序号

diff = 比对前后两次运行：各名单新增、退出和位次变化的企业及原因
    .long = 两者均为 `run` 的输出文件夹，且运行后未作改动。每项变动列出一个决定性原因：企业数据、补充数据、授权、规则、名额、权重、其他企业，或缺少该企业的数据、已转入待核数据。在 [output] 中设置 `detail = true` 和 `firms = true` 的运行结果可列出指标和数据的变动。不改动任何文件。
diff-before = 前次运行的输出文件夹
    .value = 前次运行
diff-after = 本次运行的输出文件夹
    .value = 本次运行
diff-institution = 只列该机构的名单
    .value = 编号
diff-firm = 只列该企业：填写企业标识，或没有同名企业的企业名称
    .value = 企业
diff-out = 存放数据表（CSV 和 Parquet）及 JSON 摘要的文件夹，含全部位次变化的企业
    .value = 文件夹
diff-force = 替换已有的文件夹和网页

compare = 对比两个推荐批次、指标体系或运行结果：排名、名单及变动原因
    .long = 每一方可以是批次文件、指标体系（内置编号或文件）或运行结果的输出文件夹。一方为指标体系的，用另一方推荐批次的企业和机构评分并生成名单。两方都不是批次文件时，用 --firms 指定指标体系所评的企业。企业按标识对应：默认为统一社会信用代码，批次文件另有指定的除外。不改动任何内容。
compare-before = 对比的前一方：批次文件、指标体系或运行结果的输出文件夹
    .value = 前者
compare-after = 对比的后一方，可用种类同上；使用 --set 时不填，由前一方改设权重得出
    .value = 后者
compare-firms = 对比指标体系而没有推荐批次时，评分所用的企业数据（CSV，可用 gzip 或 zstd 压缩；.xlsx；Parquet）
    .value = 文件
compare-id = --firms 所指企业数据的企业标识列
    .value = 表头
    .default = 统一社会信用代码
compare-top = 除按各名单的企业数对比外，另按前若干名对比；100,500 指前 100 名和前 500 名
    .value = 数量
compare-persistence = 排名偏重重合度（RBO）的持续参数：每一名次与前一名次的权重之比，介于 0 和 1 之间
    .value = 系数
    .default = 使前 n 名合占 90% 的权重；n 为 --top 的最大值，未指定时为各名单企业数的中位数
compare-movers = 列出多少家名次变动最大的企业
    .value = 数量

calibrate = 用企业的贷后结果校准积分，并拟定预测更准的权重
    .long =
        读取贷后结果，即银行反馈的违约情况（CSV：企业标识，以及是否违约或违约金额，1 表示违约）。报告各项指标和积分对贷后结果的判别力，并在现行权重附近的范围内搜索预测更准的权重。求得的权重对未参与搜索的企业也预测更准时，才予拟定。

        原指标体系始终不变：--write 将拟定权重写入新指标体系，新指标体系除权重外均沿用原指标体系。每次搜索在批次文件旁的 `searches.jsonl` 中记一行，结果注明此前搜索过几次。
calibrate-outcomes = 企业的贷后结果（CSV，可用 gzip 或 zstd 压缩；.xlsx；Parquet）
    .value = 文件
calibrate-good = 表示正常的值；取 1 时，金额大于 0 也表示正常
    .value = 0|1
calibrate-bounds = 各项权重偏离现行权重的最大幅度
    .value = 比例
calibrate-maximise = 要最大化的统计量
    .value = 目标
choice-maximise-likelihood = 以积分为自变量的逻辑回归的似然值
choice-maximise-auc = ROC 曲线下面积
calibrate-folds = 交叉验证的折数，各折轮流留出
    .value = 折数
calibrate-draws = 计算置信区间的自助法抽样次数
    .value = 次数
calibrate-seed = 抽样和分折的种子；种子相同则结果相同
    .value = 种子

tune = 在允许范围内搜索达到既定目标的权重，并显示取舍关系
    .long =
        执行推荐批次，并搜索能达到目标文件中各项目标、又尽量接近现行权重的权重；各种目标见 `docs/zh-CN/tune.md`。结果包括：各目标在现行权重和新权重下的数值、相互冲突的目标，以及达到目标须偏离现行权重多少。

        原指标体系始终不变：--write 将拟定权重写入新指标体系，新指标体系除权重外均沿用原指标体系。每次搜索在批次文件旁的 `searches.jsonl` 中记一行，结果注明此前搜索过几次。退出码 1：有目标未达到。
tune-goal = 目标，以及权重可调整的范围（TOML）
    .value = 目标.toml

answers = 导入机构对名单的反馈，并汇总企业的后续情况
    .long = 使用工作台文件夹中的交付记录、各次交付的企业表和反馈台账；台账只追加，不改写。
answers-import = 将一家机构的回执记入反馈台账
    .long = 可读取企业数据表所支持的各种表格。每行按信用代码或企业名称，与交付给该机构的企业核对。无法读取或核对不上的行不予采用并列出，其余各行照常导入，退出码为 1。同一回执重复导入，不增加任何记录。
answers-import-file = 回执：CSV、工作簿或 Parquet 文件
    .value = 文件
answers-import-from = 回执所属机构的编号
    .value = 编号
answers-import-desk = 工作台文件夹
    .value = 文件夹
answers-import-as-of = 收到回执的日期；未注明日期的反馈以此日计
    .value = YYYY-MM-DD
    .default = 今天（中国）
answers-import-sheet = 工作簿中的工作表
    .value = 名称
    .default = 唯一有表头的工作表
answers-import-amount-unit = 表头未注明时的金额单位：元、万元、亿元
    .value = 单位
answers-report = 汇总推荐企业的后续情况：已反馈、已申请、已授信、已放款
    .long = 同一企业推荐给一家机构计一户次，以最近一次反馈为准。金额合计为精确的十进制数。
answers-report-desk = 工作台文件夹
    .value = 文件夹
answers-report-as-of = 计入截至此日的交付和回执
    .value = YYYY-MM-DD
    .default = 今天（中国）
answers-report-unanswered-after = 超过多少天未反馈即列出
    .value = N
answers-report-by = 分组的表
    .value = 各项
    .default = 全部
choice-by-institution = 分机构
choice-by-segment = 分阶段
choice-by-grade = 分等级
choice-by-region = 分省份
choice-by-points = 按积分分为五档
answers-report-out = 将汇总写入此文件夹：summary.json，以及各表的 CSV 和 Parquet 文件；仅供主管部门内部使用
    .value = 文件夹
answers-report-outcomes = 将已授信和不予支持的结果写入此 CSV 文件，供 jifen calibrate 读取
    .value = 文件
deliver = 将各机构的名单加密、签名并登记
    .long =
        将批次输出文件夹中的每份名单制成文件包，内含已发布的名单、相应的数据包描述和说明；按 age 格式用机构公钥加密，按 minisign 格式签名，写入工作台文件夹，并在日志 `deliveries.jsonl` 中登记一行。文件包不含名单以外企业的任何信息。

        由机构自有的经认证网关加密的，其公钥文件中写 `unsealed`：文件包只签名、不加密，并附 SM3 摘要值。
deliver-run = 已完成批次的输出文件夹
    .value = 批次输出
deliver-to = 只交付这些机构的名单；icbc,abc 表示两家
    .value = 编号
    .default = 本批次全部名单
deliver-again = 机构已收到的名单，或此后因异议更正的名单，仍予交付
deliver-new-keys = 允许使用与以前交付不同的密钥（变更须已与机构核实）
deliver-as-of = 以这一天判断授权是否生效
    .value = YYYY-MM-DD
    .default = 今天（中国）
deliver-campaign = 批次文件；交付前重新读取其授权台账
    .value = 文件
    .default = 批次输出中所指的文件
arg-keys = 密钥文件夹，内有 sign.key、sign.pub 和 recipients/编号.pub
    .value = 文件夹
arg-desk = 工作台文件夹
    .value = 文件夹
    .default = 批次输出文件夹旁的 desk

verify = 核验交付及其日志是否与写入时一致
    .long =
        将交付与所在工作台的日志比对；指定 --keys 的，验证主管部门的签名；指定 --identity 的，打开交付并逐一核对其中文件的摘要值。机构收到文件包及其签名后，只用 --keys 即可核验。指定 --log 的，核验日志和工作台的全部交付。

        凡有改动、调换、替换、缺失或多出的，逐一指明，退出码为 1。
verify-delivery = 交付的文件夹，或旁有签名的文件包
    .value = 交付
verify-log = 核验日志及其中的每份交付
verify-desk = 工作台文件夹
    .value = 文件夹
    .default = 该交付所在的工作台；用 --log 时为文件夹 desk
verify-keys = 存放主管部门 sign.pub 的文件夹，或该文件本身
    .value = 文件夹
    .default = 不验证签名
verify-identity = 机构私钥文件（AGE-SECRET-KEY-1…），用于打开交付
    .value = 文件
verify-head = 以前记下的日志哈希值，日志中须仍有一行与之相同
    .value = 哈希值

keys = 生成和列出交付所用的密钥
keys-new = 生成主管部门的签名密钥；加 --for 时生成机构的密钥
    .long = 密钥一律不予覆盖；私钥文件仅本人可读写（权限 0600）。设有环境变量 JIFEN_SIGN_PASSPHRASE 的，主管部门的私钥用该口令加密。
keys-new-institutions = 改为给这些机构生成密钥，供试用，或供没有相应工具的机构使用；icbc,abc 表示两家
    .value = 编号
keys-list = 列出密钥文件夹中的公钥，并指明不可用的密钥

sample = 生成仿真的企业批次
    .long = 包含有效的统一社会信用代码、三个阶段的企业、彼此相关的指标、GB/T 2260 行政区划和 GB/T 4754 行业分类。种子相同则内容逐字节相同；只有企业数不同的，较小批次即较大批次的开头部分。
sample-firms = 企业数
    .value = 数量
sample-seed = 随机数的种子
    .value = 种子
sample-dirty = 错误行所占比例，0 到 1；错误包括重复、单位错误、校验码错误、残缺行等
    .value = 比例
sample-as-of = 数据的基准日
    .value = YYYY-MM-DD
sample-wide = 增加 mst-2022 不用、其他内置指标体系所用的列（科技型、创新型和专精特新中小企业，科创板）
sample-out = 要写入的 CSV 文件；- 表示标准输出
    .value = 文件
sample-force = 替换已有的文件

scorecards = 列出、显示、检查或新建指标体系
scorecards-list = 列出内置指标体系
scorecards-show = 显示指标体系全文；地方叠加与其所依据的指标体系合并显示
scorecards-show-scorecard = 内置编号，或以 .toml 结尾的文件
    .value = 编号|文件
scorecards-show-as-of = 随日期变化的参数取此日有效的值
    .value = YYYY-MM-DD
    .default = 最新值
scorecards-show-format = 指标体系全文的显示格式
    .value = 格式
    .default = toml
choice-scorecards-show-format-toml = TOML，与指标体系文件的写法相同
choice-scorecards-show-format-json = JSON
choice-scorecards-show-format-md = 供人阅读的 Markdown 页面
scorecards-check = 检查指标体系，无需企业数据
scorecards-check-scorecard = 内置编号，或以 .toml 结尾的文件
    .value = 编号|文件
scorecards-check-strict = 有警告时以退出码 1 结束
scorecards-new = 新建指标体系文件供修改：完整的一套，或对另一指标体系的改动
scorecards-new-id = 新指标体系的编号：小写字母、数字和连字符
    .value = 编号
scorecards-new-from = 要改动的指标体系，内置编号或文件；省略时写出完整的一套
    .value = 编号|文件
scorecards-new-out = 要写入的文件
    .value = 文件
    .default = 编号.toml
scorecards-new-force = 替换已有的文件
scorecards-weights = 将政策文件所附的权重表转为指标体系，作为另一指标体系的地方叠加
    .long = 权重表为 UTF-8 或 GB18030 编码的 CSV：每行一项二级指标，以编号或名称标明；每列一个阶段，同样标明（初创期、成长期、稳定期）；只有一列权重时，适用于全部阶段。表头可占两行。一级指标行、合计行以及“一级指标权重”列用于核对。每列合计应为指标体系的满分、100 或 1，带不带百分号均可。原指标体系不变。
scorecards-weights-file = 权重表（CSV）
    .value = 权重表
scorecards-weights-from = 权重所属的指标体系，内置编号或文件
    .value = 编号|文件
scorecards-weights-source = 权重来源文件的名称，各项输出照此注明
    .value = 文字
scorecards-weights-basis = 权重的依据
    .value = 依据
choice-basis-official = 官方权重：由发布指标体系的主管部门制定，见 --source 所列文件
choice-basis-local = 地方权重：由地方自行制定
choice-basis-illustrative = 示例权重：尚无依据，属草案或仅供试用
scorecards-weights-id = 新指标体系的编号：小写字母、数字和连字符
    .value = 编号
    .default = 原指标体系的编号加依据，如 mst-2022-official
scorecards-weights-title = 新指标体系的名称
    .value = 文字
    .default = 原指标体系的编号加来源文件的名称
scorecards-weights-out = 要写入的文件
    .value = 文件
    .default = 编号.toml
scorecards-weights-force = 替换已有的文件

programmes = 列出、显示、检查或新建政策工具，汇总批次贷款
programmes-list = 列出内置政策工具
programmes-show = 显示政策工具全文；地方叠加与其所依据的政策工具合并显示
programmes-show-programme = 内置编号，或以 .toml 结尾的文件
    .value = 编号|文件
programmes-show-as-of = 随日期变化的参数取此日有效的值
    .value = YYYY-MM-DD
    .default = 最新值
programmes-show-format = 政策工具全文的显示格式
    .value = 格式
    .default = toml
choice-programmes-show-format-toml = TOML，与政策工具文件的写法相同
choice-programmes-show-format-json = JSON
choice-programmes-show-format-md = 供人阅读的 Markdown 页面
programmes-check = 检查政策工具，无需批次
    .long = 规则按内置字段、政策工具增加的字段和 mst-2022 的结果检查。须由批次填写的数值逐项列出，不算错误。
programmes-check-programme = 内置编号，或以 .toml 结尾的文件
    .value = 编号|文件
programmes-check-strict = 有警告时以退出码 1 结束
programmes-new = 新建政策工具文件供修改：完整的一项，或对另一政策工具的改动
programmes-new-id = 新政策工具的编号：小写字母、数字和连字符
    .value = 编号
programmes-new-from = 要改动的政策工具，内置编号或文件；省略时写出完整的一项
    .value = 编号|文件
programmes-new-out = 要写入的文件
    .value = 文件
    .default = 编号.toml
programmes-new-force = 替换已有的文件

sql = 将指标体系写成数据仓库的 SQL 脚本
    .long =
        脚本在存放企业数据的数据库引擎中逐表计算，最后得到积分视图：积分、排名、等级和准入。结果与 `jifen run` 公布的数字完全一致；SQL 无法精确表示的部分会报错。

        请先修改 01_firms.sql（贵方的表对应的视图），再按次序运行各脚本。08_checks.sql 的视图必须为空，其中为有数字不精确的企业。
sql-scorecard = 内置指标体系的 id，或以 .toml 结尾的文件
    .value = 指标体系
sql-dialect = 数据库引擎
    .value = 引擎
choice-dialect-spark = Apache Spark
choice-dialect-duckdb = DuckDB
choice-dialect-postgresql = PostgreSQL
choice-dialect-clickhouse = ClickHouse
choice-dialect-datafusion = Apache DataFusion
sql-out = 存放脚本的新文件夹
    .value = 文件夹
sql-firms = 企业表
    .value = 表名
sql-id = 企业表中企业标识的列
    .value = 列名
sql-as-of = 基准日
    .value = 日期
    .default = 今天
sql-force = 替换由程序写出的文件夹

schema = 显示参数文件的 JSON Schema，供编辑器使用
    .long = 支持 TOML 的编辑器（VS Code 中的 Even Better TOML，其他编辑器中的 taplo）可据此补全和检查。请将 Schema 存放在参数文件旁：`jifen schema scorecard > scorecard.schema.json`，并在每个文件开头写一行 `#:schema ./scorecard.schema.json`；文件较多时，也可在 `.taplo.toml` 中统一指定。
schema-file = 文件种类
    .value = 种类
choice-file-scorecard = 指标体系
choice-file-programme = 政策工具
choice-file-campaign = 批次文件
choice-file-institutions = 机构文件
choice-file-goal = `jifen tune` 的目标文件

completions = 显示命令行补全脚本
    .long = bash 的用法：jifen completions bash > ~/.local/share/bash-completion/completions/jifen
completions-shell = 命令行外壳
    .value = 外壳

man = 显示程序或某个命令的手册页（roff 格式）
    .long = 阅读方法：jifen man | man -l -
man-command = 要显示手册页的命令
    .value = 命令

programmes-simulate = 汇总被推荐贷款在批次政策工具下的价值与财政成本
    .long =
        执行推荐批次，每家被推荐企业计一笔贷款，报告担保、补偿和再贷款的本金，各年补贴，各主体的损失，各资金池的规模，损失来源，以及财政资金可及的范围。违约概率等假设写在批次文件的 [programmes.portfolio] 中。使用 --set 或 --against 时，另一组参数与批次参数并列比较。
programmes-simulate-campaign = 含 [programmes] 的推荐批次文件（TOML）
    .value = 批次文件
programmes-simulate-budget = 沿名单先后使用的财政资金（万元），报告可及范围
    .value = 万元
programmes-simulate-pool = 资金池的资金（万元）；有多个资金池时按政策工具填写“编号=金额”，可重复使用
    .value = 金额
    .default = 批次文件中的金额
programmes-simulate-defaults = 违约概率表（CSV）：类别及违约概率（%），或 `jifen calibrate` 的 grades.csv
    .value = 文件
    .default = 批次文件中的违约概率
programmes-simulate-set = 另一组参数的数值：政策工具的数值（technology-relending.relending.rate=1.5），或批次 loan、portfolio 表的数值（portfolio.default.D=5）；可重复使用
    .value = 键=值
programmes-simulate-against = 另一组参数采用该日有效的数值
    .value = YYYY-MM-DD
    .default = 批次的基准日
programmes-simulate-draws = 核对精确分布的模拟情景数；0 为不模拟
    .value = 个数
programmes-simulate-seed = 模拟的种子
    .value = 整数
