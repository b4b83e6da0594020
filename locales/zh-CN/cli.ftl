### 命令行：帮助和手册页的标题、参数错误、结束时的说明。

help-usage = 用法：
help-options = 选项
help-command = 命令
help-commands = 命令
help-heading-commands = 命令：
help-heading-refer = 评分与推荐：
help-heading-desk = 名单发布之后：
help-heading-look = 分析：
help-heading-tune = 调权：
help-heading-make = 工具：
help-heading-arguments = 参数：
help-heading-options = 选项：
help-heading-general = 通用选项：
help-default = [默认：{ $value }]
help-choices = [可选值：{ $values }]
help-choice = { $value }：{ $text }

man-name = 名称
man-synopsis = 概要
man-description = 说明
man-options = 选项
man-version = 版本

# 命令行有误。
quoted = “{ $text }”
error = 错误：{ $what }
error-help = 处理：{ $what }
usage-option-unknown = 此命令没有选项“{ $argument }”
usage-argument-extra = 多余的参数“{ $argument }”
usage-command-unknown = 没有名为“{ $name }”的命令
usage-command-missing = “{ $command }”之后须指定命令：{ $commands }
usage-command-none = 未指定命令
usage-value-choice = “{ $argument }”不能取值“{ $value }”，可选{ $values }
usage-value-wrong = “{ $argument }”不能取值“{ $value }”：{ $cause }
usage-value-unfit = “{ $argument }”不能取值“{ $value }”
usage-value-missing = “{ $argument }”缺少取值
usage-value-missing-choice = “{ $argument }”缺少取值：{ $values }
usage-value-extra = “{ $argument }”的取值“{ $value }”多余
usage-required = 缺少必填参数：{ $arguments }
usage-conflict = “{ $argument }”不能与{ $others }同时使用
usage-repeated = “{ $argument }”不能重复使用
usage-not-unicode = 参数不是有效的 Unicode 文本
usage-refused = 无法识别命令行
usage-one-file = 只读取一个文件；多个文件由推荐批次读取：[firms] 下写 `path = ["…", "{ $argument }"]`（可用 `jifen init` 起草）
usage-sheet = 请在批次文件的 [firms] 中注明工作表：`sheet = "…"`
usage-similar = 是否指{ $names }？
usage-as-value = 如将其作为取值，请写作 `-- { $argument }`
usage-line = 用法：{ $usage }
usage-more = 全部选项：{ $command } --help
usage-form = 只有 `scorecards show` 和 `programmes show` 能显示 Markdown 和 TOML
usage-form-help = 请使用 --format text 或 --format json

# 取值有误。
value-range = 须在 { $least } 到 { $greatest } 之间
value-at-least = 须不小于 { $least }
value-whole = 请填写整数
value-number = 请填写数字
value-word = 请填写可选值之一
value-money = 请填写以万元为单位的金额，如 5000
value-pool = 请填写以万元为单位的金额，如 5000，或“编号=金额”
value-setting = 请写作“键=值”的形式，如 technology-relending.relending.rate=1.5 或 loan.rate=3
value-day = 日期请写作 2025-12-31 的形式
value-share-positive = 请填写大于 0 且不超过 1 的比例，如 30% 或 0.3
value-share-open = 请填写大于 0 且小于 1 的比例，如 30% 或 0.3
value-share-closed = 请填写 0 到 1 之间的比例，如 30% 或 0.3
value-change = 请写作 rd_expense=1200 的形式
value-change-field = 请在 = 之前填写字段名
value-sample-day = 样本的基准日须在 { $first } 年至 { $last } 年之间
value-sobol = 请填写 64 到 20000 之间的行数；0 表示不计算
value-limit = 请填写行数（如 12）或占全部行数的比例（如 2.5%）
value-limit-share = 行数比例须在 0% 到 100% 之间

# 命令无法执行。
stdout-unwritable = 无法写入标准输出：{ $cause }
threads = 无法启动线程：{ $cause }
threads-help = 请提高系统限制（`ulimit -u`），或使用 --threads 1
page-unmade = 无法生成手册页：{ $cause }
interrupted = 已中断
interrupted-written = 已中断；输出已写入
interrupted-unwritten = 已中断；未写入任何内容

rescale-idle = `--rescale` 为 `--set` 所设权重调整其余权重，但未设任何权重
rescale-idle-help = 请用 --set 编号=权重 设置权重，或去掉 --rescale
check-id-idle = `--id { $header }` 只用于单独的企业数据
check-id-idle-help = 推荐批次的标识列请在批次文件中指定：[firms] 下的 `id`
init-title = 新的推荐批次
init-written = 已写入 { $campaign } 和 { $institutions }
init-table = 数据表
init-role = 用途
init-next = 下一步：补充注释中的内容，然后执行 `jifen check { $campaign }`
check-scorecard-idle = `--scorecard { $scorecard }` 只用于单独的企业数据
check-scorecard-idle-help = 推荐批次的指标体系请在批次文件中指定：`scorecard`
score-form = 积分只能写为 CSV
score-form-help = 请指定以 .csv 结尾的文件；Parquet 和工作簿由 `jifen run` 生成
score-kind-campaign = 是批次文件，此处需要企业数据表
score-kind-scorecard = 是指标体系文件，此处需要企业数据表
score-kind-institutions = 是机构文件，此处需要企业数据表
score-kind-programme = 是政策工具文件，此处需要企业数据表
score-kind-help = 请指定企业数据 CSV 文件；批次文件请用 `jifen run`
file-twice = 重复指定
file-twice-help = 每个文件只能指定一次：其中的专家只计一次
target-twice = 重复指定
target-twice-folder-help = --write 应为文件，--out 应为文件夹
target-twice-page-help = --html 应为单独的网页
target-in-folder = 位于要写入的文件夹内
target-in-folder-help = 请指定该文件夹以外的文件：文件夹将整体替换
scorecard-name = 不能用作指标体系的文件名
scorecard-name-help = 请以 .toml 结尾：其他名称均为内置指标体系的编号
folder-missing = 所在文件夹不存在
folder-missing-help = 请先建立该文件夹
weights-few = 企业过少，`{ $method }` 无法赋权，没有可写入的内容
weights-few-help = 请去掉 --write，或改用同一阶段至少有两家企业的企业批次

# 结束时的说明。
today = { $day }（北京时间当日）
judged = 基准日：{ $day }
quarantined = 待核数据 { $rows } 行（{ $causes }）
quarantined-see = 待核数据 { $rows } 行（{ $causes }），见 { $file }
# $codes：使程序停止的错误代号。
check-stopped = 未评分：有 { $count } 项错误使程序停止（{ $codes }），说明见各列的表之后
supplement-faulty = 附表“{ $supplement }”的 { $all } 行中有 { $faulty } 行无法读取
would-be-quarantined = 将有 { $rows } 行被列为待核数据：{ $causes }
would-be-quarantined-see = 将有 { $rows } 行被列为待核数据（{ $causes }）；请去掉 --quiet 运行 `jifen check` 查看
every-row-read = 每一行均可读取
every-column-judged = 此处检查每一个对应字段的列；正式运行时，只有用到的列有误时，才将该行列为待核数据。
outcomes-aside = 贷后结果中有 { $rows } 行未采用，使用 --out 时见 rows.csv
outcomes-findings = 贷后结果见 --out 中的 rows.csv，企业数据见 { $check }
check-findings = jifen check { $campaign } --format json 的输出
check-findings-on = jifen check { $campaign } --as-of { $day } --format json 的输出
exit-code = 退出码 1：{ $why }
why-quarantined = { $all } 行中有 { $aside } 行属于待核数据
why-quarantined-over = { $all } 行中有 { $aside } 行属于待核数据，超过 --max-quarantined { $limit }
why-faulty-over = { $said }，超过 --max-quarantined { $limit }
why-warnings = 使用了 --strict，且有 { $warnings } 条警告
rest-of-code = { $code } { $count } 条
rest-of-others = 其他种类 { $count } 条
rest-worst = 另有 { $total } 条（{ $codes }）：使用 --findings all，或见 { $all }
rest-kept = 另有 { $total } 条（{ $codes }）：每列每类只保留前 100 条
more-of-code = …… { $code } 另有 { $count } 条
cut-all = 查看全部：使用 --findings all 或 --format json
cut-first = 如需查看更多（同列同类至多 100 条），请使用 --findings all 或 --format json
unwritten = 未写入 { $file }：维持现行权重
write-hint = 使用 --write 新文件.toml 可将这些权重写入新的指标体系
compare-hint = 查看哪些企业进出名单：jifen compare { $campaign } { $card }
goals-missed = { $all } 个目标中有 { $missed } 个未达到
sample-written = { $file }：{ $firms } 家企业
sample-planted = { "  " }植入错误 { $count } × { $kind }

day = { $day }
