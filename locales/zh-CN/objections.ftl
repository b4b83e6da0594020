### 异议：对公示数据的异议及答复。

## 异议文件的问题

column-missing = 缺少“{ $title }”列
column-missing-help = 请分列填写企业标识、异议事项和申请更正的值
firm = 本批次没有企业标识为“{ $firm }”的企业
firm-help = 请按企业批次中的写法填写；整家企业遗漏的，应随企业批次补报，不作为异议处理
field = 没有名为“{ $field }”的字段
field-help = 请填写字段名、字段标题或所在列的列名
value = 未填写申请更正的值
value-help = 请填写证明材料所证明的值
unit-missing = { $title }的申请金额没有单位
unit-missing-help = 请在金额后或“计量单位”列填写单位，如万元
unit-other = “{ $unit }”不是{ $title }的单位
unit-other-help = 请换算为{ $unit }
unit-none-help = 请将单位留空
decision = “{ $word }”不是处理意见
decision-help = 请填写“采纳”或“不采纳”；未决的留空
paper = 予以采纳的异议没有证明材料编号
paper-help = 请填写证明材料编号
reason = 不予采纳的异议没有理由
reason-help = 请填写理由，答复异议人时须列明
twice = 两条予以采纳的异议对“{ $firm }”的同一字段给出不同的值：见第 { $line } 行
twice-help = 请只采纳证明材料所证明的一条
elsewhere = { $title }不在该企业所在的 { $part } 中
elsewhere-help = 该字段来自其他表（如补充数据），请更正该表
history = 不是异议记录
history-help = objections.csv 须保持程序写出的原样；同名的其他文件请移走
no-detail = 推荐批次未保留明细，无法出具答复
notice-unread = 不是公示的 notice.json
notice-other = 所属的批次结果与 --run 不同
notice-help = 请使用 `jifen publicity` 为该批次结果生成的 notice.json
campaign-other = 批次结果“{ $run }”属于批次“{ $id }”
campaign-other-help = 请指定生成该批次结果的批次文件
day-other = 批次结果“{ $run }”的基准日为 { $day }，与批次文件不同
day-other-help = 请加上 --as-of { $day }

## 处理情况

title = 异议
counts = 采纳并更正 { $accepted } 条，不予采纳 { $rejected } 条，未决 { $pending } 条
out-of-period = 有 { $count } 条异议在公示期外收到
keep = 如以后各次运行也需沿用，请将下列部分写入批次文件，各为一个 [[firms.part]]，填写 `path` 和 `corrects`：
part = { $path } 更正 { $corrects }

## 答复

bundle = 异议答复：{ $campaign }
about = 对一名异议人的答复，仅供该异议人
answer = 异议答复：{ $firm }
to-firm = { $firm }：你单位提出的异议已核查，异议事项和处理意见如下。
to-other = { $objector }：你（单位）对{ $firm }提出的异议已核查，异议事项和处理意见如下。
claims = 异议事项和处理意见
header-field = 异议事项
header-before = 原公示值
header-claimed = 申请更正为
header-paper = 证明材料编号
header-decision = 处理意见
header-reason = 理由
accepted = 采纳
rejected = 不予采纳
pending = 未决
result = 结果
header-then = 更正前
header-now = 更正后
no-points = 未评分
lists = 已推荐至{ $institutions }
