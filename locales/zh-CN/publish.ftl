### 运行和分析写出的内容：文件、列、说明、原因。

## 输出位置的问题

edited = 写出后被改动过，未予替换
edited-help = 请另存副本或换用其他名称；如确需替换，请加 --force --discard-edits
busy = 另一次运行正在写入
busy-help = 请等待其结束，或换用其他名称
is-input = 是本次读取的文件之一
holds-input = 其中的“{ $file }”是本次读取的文件之一
is-input-help = 请换用其他名称：--force 只替换结果，不替换其来源文件
stranger = 旁边的“{ $name }”不是本程序留下的，未作改动
stranger-help = 请将其移走，或换用其他名称
nameless = 不能作为输出名称
nameless-help = 请指定文件夹或文件名称
not-folder = 是文件，不是文件夹
not-file = 不是文件
other-folder = 请换用其他文件夹
other-name = 请换用其他名称
foreign-entry = 其中的“{ $entry }”不是本程序写出的，未予替换
foreign-open = 该文件是否正在电子表格软件中打开？请关闭后重新运行
foreign-help = 请将其移走，或换用其他文件夹
holds-study = 其中是分析结果，评分运行不予替换
holds-run = 其中是评分运行的名单，分析不予替换
folder-exists = 输出文件夹已存在
folder-exists-help = 请换用其他文件夹，或加 --force 替换
file-exists = 文件已存在
file-exists-help = 请换用其他名称，或加 --force 替换
not-renamed = 无法替换：原有文件夹不能改名
not-renamed-help = 原有内容未改动；该文件夹可能属于容器镜像，请写入挂载的文件夹，或换用其他名称
unwritable = 无法写入：{ $cause }
unwritable-help = 原有内容未改动；请清理磁盘空间或换用其他位置，再重新运行

## 搜索记录

log-no-file = 未写入：“{ $campaign }”不是普通文件
log-no-file-help = 请将推荐批次保存为文件，搜索记录存放在其旁边
log-irregular = 不是普通文件，搜索记录无法读写
log-irregular-help = 请将其移走，该位置用于存放搜索记录
log-long-line = 该行超过 { $bytes } 字节，不计为一次搜索
log-bad-line = 该行{ $why }，不计为一次搜索
log-bad-line-help = 请从副本恢复该行，或将其删除
log-unread = 无法读取，此前的搜索次数不明：{ $cause }
log-unread-help = 请向文件所有者申请读取权限；本次搜索也未写入
log-unwritten-help = 请开放该文件夹和记录的写入权限：本次搜索未记录，以后不会计入

## 已完成运行的输出

no-run = 是文件夹，但不是已完成运行的输出
no-run-file = 是文件，不是已完成运行的输出文件夹
no-run-help = 请指定 `jifen run --out` 生成的文件夹（其中有 run.json 和 datapackage.json）
other-version = { $what }：由其他版本写出
other-version-help = 请用本版本重新运行该推荐批次
not-understood = 无法识别（{ $cause }）
table-unreadable = 无法读取（{ $cause }）
table-contradictory = 无法读取：文件对自身格式的描述自相矛盾
table-contradictory-help = 文件及其 SHA-256 均被改动，请重新运行该推荐批次
hash-differs = 与写出时不一致：SHA-256 与 datapackage.json 所载不同
hash-differs-help = 请重新运行该推荐批次，保持输出文件夹不变，在副本上修改

## 为写出而改动的单元格

defused = 有 { $count } 个单元格会被电子表格当作公式
defused-help = 已在前面加单引号；去掉后即为原文
cells-named = { $count } 个单元格（{ $names }）
cells-named-more = { $count } 个单元格（{ $names } 等，另有 { $more } 个）
replaced = { $cells }含有工作簿无法保存的字符
replaced-help = 已以 U+FFFD 代替；请在来源处更正，或改用 CSV 名单
cut = { $cells }超过 32,767 个 UTF-16 单元，已截断
cut-help = 请在来源处缩短文本，或改用 CSV 名单

## 名单的来源

note-made = 截至{ $day }的企业创新积分及各机构推荐名单，指标体系：{ $id }（{ $title }）。
note-trial = 权重为命令行指定的试算权重，本名单不是正式名单。
note-local = 指标权重由地方自定。
note-derived = 指标权重按指标体系来源所述方法推导。
note-illustrative = 指标权重仅为示例，并非官方权重。
note-illustrative-note = 指标权重仅为示例，并非官方权重：{ $note }。
note-further = 同时按{ $id }（{ $title }）计分。
note-further-local = 同时按{ $id }（{ $title }）计分，其权重由地方自定。
note-further-derived = 同时按{ $id }（{ $title }）计分，其权重按方法推导。
note-further-illustrative = 同时按{ $id }（{ $title }）计分，其权重仅为示例。
note-rules-local = 各机构的准入规则由地方自定。
note-rules-derived = 各机构的准入规则按方法推导。
note-rules-illustrative = 各机构的准入规则和名额仅为示例，并非机构自身规定。
note-waived-campaign = 按本批次的约定，{ $fields }不明的企业视为满足 { $scorecard } 的准入条件 { $gate }，涉及企业 { $firms } 家，其中 { $referred } 家在名单上。
note-waived-scorecard = 按指标体系的规定，{ $fields }不明的企业视为满足 { $scorecard } 的准入条件 { $gate }，涉及企业 { $firms } 家，其中 { $referred } 家在名单上。
note-copies = 请另存副本后再填写或修改：再次运行将替换本文件夹；其中有文件被改动过的，程序停止运行并指明该文件。
face-weights = 仅为示例：{ $cards }的指标权重。
face-rules = 仅为示例：各机构的准入规则和名额。
face-both = 仅为示例：{ $cards }的指标权重，以及各机构的准入规则和名额。
about-lists = 名单说明
about-lists-description = 名单的来源说明，供接收机构参阅

## 名单

list-description = { $name }推荐名单（{ $kind }）
referrals = 推荐明细
referrals-description = 各份名单所列企业及其标识，供主管部门内部使用；名单文件只含机构所要求的列
referral-institution = 机构编号，与名单文件名一致
referral-institution-title = 机构
referral-place-title = 名单序号
list-place = 在名单中的位次
list-id = 用于识别企业的代码或编号
list-segment = 企业适用的阶段
list-preference = 本机构在企业意向机构中的位次；不在其中则为空
list-computed = 按算式计算：{ $formula }
list-points = 指标“{ $title }”的得分
list-untitled = 名单

## 工作簿

book-full = 超过工作簿的上限（4 GiB）
book-full-help = 原有内容未改动；请从 `[output] workbooks` 中去掉此项，或以 CSV 写出名单（format = "csv"）
cover = 说明
cover-table = 本表
cover-batch = 推荐批次
cover-day = 基准日
cover-as-of = { $day }
cover-scorecard = 指标体系
cover-further = 附加指标体系
cover-titled = { $title }（{ $id }）
cover-hashed = { $title }（{ $id }），文件的 SHA-256：{ $sha256 }
cover-illustrative = 提示
cover-basis = 依据
cover-rows = 本表行数
cover-read = 报送企业行数
cover-scored = 已评分企业数
cover-quarantined = 待核企业行数
cover-merged = 重复合并行数
cover-referred = 已推荐企业数
cover-not-referred = 已评分而未推荐的企业数
cover-no-firms = 非企业行数（合计、备注、重复表头）
cover-how = 阅读说明
cover-reading = 表格在下一张工作表。空单元格表示没有值。代码以文本保存，位数不会丢失。可能被当作公式的文字，前面加有单引号。
cover-column = 列
cover-meaning = 含义
cover-name = 列名（CSV 等数据文件）
cover-words = 取值
cover-code = 代码（CSV 等数据文件）
cover-columns = “{ $first }”等 { $count } 列
cover-unit = （单位：{ $unit }）
shown-true = 是
shown-false = 否

## 积分表

scores = 积分表
scores-under = 按{ $id }的积分表
scores-description = 全部已评分企业，按位次排列
scored-segment = 企业适用的阶段
scored-segment-title = 阶段
points-published = 各项得分之和，按规定的小数位取值
points-published-title = 积分
scored-rank = 全部企业按积分排列的名次，同分并列（1、2、2、4）
scored-rank-title = 排名
scored-segment-rank = 本阶段企业按积分排列的名次，同分并列
scored-segment-rank-title = 阶段内排名
scored-percentile = 积分低于本企业的其他企业所占比例
scored-percentile-title = 百分位
scored-grade = 按积分划分的等级
scored-grade-title = 等级
scored-qualified = 是否满足全部准入条件和达标规则
scored-qualified-title = 达标
scored-coverage = 已掌握数据的指标所占权重
scored-coverage-title = 数据完整度
scored-failed = 未达标的原因，以分号分隔
scored-failed-title = 未通过条件
scored-held = 仅因信息不明而未达标；所缺信息见“未通过条件”（failed）
scored-held-title = 待核实
scored-route = 企业首个满足的直通条件（无需积分即达标）
scored-route-title = 直通
scored-top = 按排名占比划分的榜单
scored-top-title = 榜单
scored-group = 一级指标“{ $title }”的积分
further-points = 按{ $id }评定的积分
further-points-title = { $title }积分
further-rank = 按{ $id }的积分排列的名次
further-rank-title = { $title }排名
further-grade = 按{ $id }的等级
further-grade-title = { $title }等级
further-qualified = 按{ $id }是否达标
further-qualified-title = { $title }是否达标
further-held = 按{ $id }是否仅因信息不明而未达标
further-held-title = { $title }是否待核实
conditions-table = 准入条件、直通条件与达标规则的结果
conditions-table-under = 按{ $id }的准入条件、直通条件与达标规则结果
conditions-description = 全部已评分企业（按位次）：met 为满足；unmet 为不满足；held 为信息不明，核实前不列入任何名单；accepted、passes 为信息不明，视为满足；fails 为信息不明，视为不满足
condition-result = 对下列条件的结果：{ $condition }
points-table = 分指标积分
points-table-under = 按{ $id }的分指标积分
points-description = 全部已评分企业（按位次）的全部指标（按指标体系次序）
firms-table = 企业数据
firms-description = 全部已评分企业（按位次）所读取的各字段取值，采用字段字典的单位；仅供评价单位内部使用
point-indicator = 指标体系中的指标
point-indicator-title = 指标
point-raw = 指标计算式的值
point-raw-title = 原始值
point-treated = 经缺失规则和数据处理后的值，即计分曲线的输入
point-treated-title = 处理后的值
point-normalised = 得分占满分的比例；该企业不计此指标时为空
point-normalised-title = 得分率
point-weight = 企业所属阶段的满分
point-weight-title = 满分
point-points = 得分（未舍入）
point-points-title = 得分

## 待核数据

quarantine = 待核数据
quarantine-description = 企业数据文件中无法读取、无法采信或无法评分的行
aside-part = 该行所在的文件；工作簿另注工作表
aside-part-title = 来源
aside-line = 在企业数据文件中的行号，从 1 开始
aside-line-title = 行号
aside-codes = 问题类别的代码，以 ; 分隔
aside-codes-title = 问题代码
aside-columns = 有问题的列的表头，以 ; 分隔
aside-columns-title = 问题所在列
aside-reasons = 各项问题的说明，以分号分隔
aside-reasons-title = 问题说明
aside-original = 文件中的原始行
aside-original-title = 原始数据

## 运行记录

findings = 检查结果
findings-description = 全部检查结果（同列同代码的保留前一百条）及各代码的次数
run = 运行记录
run-description = 版本、各输入文件的哈希值、计数和各名单的规模
timings = 耗时
timings-description = 各阶段耗时（秒）：相同运行之间唯一不同的文件，故不列哈希值
run-trial = 权重为命令行指定的试算权重，并非本批次权重：{ $set }
run-illustrative = 指标权重仅为示例，并非官方权重
run-illustrative-note = 指标权重仅为示例，并非官方权重：{ $note }
study-summary = 摘要
study-summary-description = 分析的全部结果

## 未推荐企业

not-referred = 未推荐企业
not-referred-description = 至少未进入一份名单的已评分企业，及其在各机构的未推荐原因
rows-lost = 不在任何名单的企业应为 { $counted } 家，而 { $file } 中有 { $written } 家
rows-lost-help = 这是程序缺陷，请连同机构文件一并反馈
why-not = 未进入{ $name }名单的原因：原因代号，规则结果不明时后加 -unknown；超出名额的，为在全部符合条件企业中的位次；在名单上的，为 listed
why-not-in-words = 未进入{ $name }名单的原因；超出名额的，注明在全部符合条件企业中的位次
cell-listed = 在名单上
cell-beyond = 超出名额（第 { $place } 位）
firm-name = 登记注册的企业名称
in-words = 每项原因列一次：代号及其含义，以分号分隔
in-words-alone = 每项原因列一次，以分号分隔
in-words-title = 未推荐原因
no-consent = 企业未授权向机构提供数据
consent-none = 企业没有生效的数据授权（以授权台账为准）
consent-unknown = 企业是否授权向机构提供数据不明
consent-absent = 文件未载明企业是否授权向机构提供数据
not-qualified = 未满足准入条件或达标规则（详见积分表的“未通过条件”列，即 scores.csv 的 failed）
not-qualified-short = 未达标
beyond = 符合条件，但位次超出名额
held-by = 准入条件“{ $id }”所需信息不明：{ $fields }（详见积分表的“未通过条件”列，即 scores.csv 的 failed）
held-by-short = 信息不明：{ $fields }
reason-keyed = { $key }：{ $words }
reasons = 原因
reasons-description = 各项原因的代号、含义，以及因此未进入名单的企业数
reason-key = not_referred.csv 各机构列中所用的代号
reason-key-title = 原因代号
reason-words = 代号的含义
reason-words-title = 原因
reason-institutions = 涉及的机构名单，以 ; 分隔；* 表示全部
reason-institutions-title = 涉及机构
reason-firms = 因此未进入一个或多个名单的企业数
reason-firms-title = 涉及企业数
reason-unknown = 其中规则结果不明的企业数
reason-unknown-title = 其中：信息不明
reason-source = 规则的依据文件：规则自身的，否则为该机构的，再否则为机构文件的
reason-source-title = 依据文件
every-institution = 全部机构
no-disk-file = 不是磁盘上的文件

left-supplement = 附表的标识或路径
left-supplement-title = 附表
left-part = 该行所在文件；工作簿另注工作表
header = “{ $header }”
fill-in = 请补填空白单元格：{ $headers }
nothing-blank = 本行中指标所用的单元格均已填写：所缺数据来自其他表，或因除数为零无法计算
left-line = 在文件中的行号，从 1 开始
left-key = 读取的信用代码或名称
left-key-title = 关键值
left-fate = unmatched、near、near-code、beside、hidden、joint、ambiguous、contradicted、undated、undecided、out-of-range、faulty 或 no-firm
left-fate-title = 去向
left-firms = 该行可能所属企业的标识，以 ; 分隔
left-firms-title = 企业
left-reason = 未采用的原因
left-reason-title = 原因
left-why = { $kind ->
    [unmatched] 批次内没有企业与此对应
    [near] 与企业名称仅差“有限公司”与“有限责任公司”
    [near-code] 与批次内企业的统一社会信用代码相近
    [beside] 标识与名称不是同一企业的，或可能不是
    [hidden] 代码或名称部分隐去，其余部分与批次内企业相符
    [out-of-range] 该行（或与其他行合计）得出的值超出字段允许的范围
    [undecided] 规则或取值所需的单元格为空，无法判断该行是否计入或如何取值
    [joint] 该单元格列有多个主体
    [ambiguous] 多家企业同名
   *[contradicted] 同一企业的另一行取值不同
}
supplements = 附表中未采用的行
supplements-description = 其他表中不属于批次内企业、无法确定属于哪家企业，或相互矛盾的行

## 返回更正的行

returned = 待更正数据：{ $part }
returned-description = { $part } 的待核数据，按原样列出：有问题的单元格已标记并以批注注明原因，第二个工作表按问题类型汇总。更正后返回，可代替原有的行
# 写在工作簿名称中，接在各部分的名称之后。
returned-name = 待更正
returned-summary = 问题汇总
returned-advice = 请在第一个工作表中更正已标记的单元格，原因见批注；请保留表头和“{ $column }”列。如需撤回某行，请清空除“{ $column }”外的各单元格。
returned-noted = 批注仅标注前 { $rows } 行；全部原因见 `quarantine.csv`。
returned-kind = 问题
returned-meaning = 问题说明
returned-rows = 行数
returned-cells = 单元格数
returned-first = 首个单元格
returned-help = 处理办法
returned-lines = { $count ->
   *[other] 原文件第 { $lines } 行
}
returned-lines-more = 原文件第 { $lines } 行等，另有 { $more } 行
returned-left-out = 不是企业，未列入第一个工作表，无须更正；如确为企业，请在第一个工作表末尾补填该行

## 更正返回的行

corrections = 更正记录
corrections-description = 更正后返回的行：每个更正的单元格一行；撤回的行和没有更正单元格的行，每行一行
corrected-part = 被更正的部分
corrected-line = 返回的行所对应的原行号，从 1 开始；没有对应的行时为空
corrected-by = 返回的行所在部分
corrected-by-title = 更正来源
corrected-by-line = 返回的行的行号，从 1 开始
corrected-by-line-title = 更正行号
corrected-id = 返回的行的代码
corrected-id-title = 代码
corrected-column = 更正的单元格所在列的表头
corrected-column-title = 列
corrected-before = 更正前的单元格；撤回的行为原来的整行
corrected-before-title = 更正前
corrected-after = 更正后的单元格
corrected-after-title = 更正后
corrected-outcome = replaced（已代替）、unchanged（未改，保留原行）、added（新增）或 withdrawn（已撤回，各单元格均为空）
corrected-outcome-title = 结果

# 政策支持：每条推荐在启用的政策工具下所得的支持。
grants = 政策支持
grants-description = 每条推荐在启用的政策工具下所得的支持：贷款本金、损失分担、补贴、资金成本
grant-programmes = 最优组合中政策工具的 id，以“;”分隔
grant-part = { $title }在该推荐中的适用情况
grant-chosen = 纳入最优组合
grant-open = 企业可以适用，但另一组合更优
grant-unknown = 情况不明，无法判断是否“{ $reason }”
grant-lacking = 贷款或政策工具的某一数值不详或超出允许范围
grant-shares = 损失分担比例超出政策工具的规定
programmes = 政策工具
programmes-description = 各政策工具在推荐中的适用情况及数量
programme-id = 政策工具的 id
programme-id-title = 政策工具
programme-part = 适用情况代号，见 grants.csv
programme-part-title = 适用情况
programme-words = 代号的含义
programme-referrals = 推荐条数
programme-referrals-title = 推荐条数
programme-source = 规则或政策工具的文件依据
note-programmes-illustrative = 下列各项的部分数值仅为示例：{ $programmes }。
grant-months = 贷款期限
grant-months-title = 期限
grant-rate = 企业年利率
grant-rate-title = 年利率
grant-part-shares = 损失分担比例（%）：{ $title }
grant-part-months = 支持月数：{ $title }
grant-fee-rate = 年费率：{ $title }
grant-premium = 年保费：{ $title }
grant-subsidy-rate = 补贴比例：{ $title }
grant-subsidy-months = 补贴月数：{ $title }
grant-part-subsidies = 各年补贴（元）：{ $title }
grant-supported = 支持本金：{ $title }
grant-subsidy = 期内补贴：{ $title }
grant-fee = 期内费用：{ $title }
