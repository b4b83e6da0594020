### 异议：对公示数据的异议及答复。

## 异议文件的问题

column-missing = 缺少“{ $title }”列
column-missing-help = 请分列填写企业标识、异议事项和申请更正的值
firm = 本批次没有企业标识或企业名称为“{ $firm }”的企业
firm-help = 请按企业批次中的写法填写企业标识或企业全称；整家企业遗漏的，应随企业批次补报，不作为异议处理
name-shared = 有 { $count } 家企业名为“{ $name }”：{ $ids }
name-shared-help = 请填写所指企业的企业标识
field = 没有名为“{ $field }”的字段
field-help = 请填写字段名、字段标题或所在列的列名
value = 未填写申请更正的值
value-help = 请填写证明材料所证明的值
unit-missing = { $title }的申请金额没有单位
unit-missing-help = 请在金额后或“计量单位”列填写单位，如万元
unit-contradicts = 申请更正的值“{ $value }”所带单位与“{ $unit }”不一致
unit-contradicts-help = 单位只填一处（金额后或“计量单位”列），以证明材料为准
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
reversed = “{ $firm }”的该项异议已由第 { $import } 次导入采纳，更正仍然有效
reversed-help = 撤销更正的，请以原值另行申请更正，附证明材料并采纳
history = 不是异议台账
history-help = 请用备份恢复 objections.csv：台账只由 `jifen objections import` 追加；同名的其他文件请移走
no-detail = 推荐批次未保留明细，无法出具答复
notice-unread = 不是公示的 notice.json
notice-other = 所属的批次结果与 --run 不同
notice-help = 请使用 `jifen publicity` 为该批次结果生成的 notice.json
campaign-other = 批次结果“{ $run }”属于批次“{ $id }”
campaign-other-help = 请指定生成该批次结果的批次文件
day-other = 批次结果“{ $run }”的基准日为 { $day }，与批次文件不同
day-other-help = 请加上 --as-of { $day }
input-edited = 在所公示的批次运行之后有改动，其影响会被误作异议更正的结果
input-edited-help = 请恢复公示时的文件，数据更正一律通过异议处理；或重新运行批次并重新公示

## 处理情况

title = 异议
nothing-new = 新增 0 条，未写出任何文件
known = 此前已导入 { $count } 条，不再重复答复
carried = 沿用此前导入时已采纳的更正 { $count } 条
edited = { $files } 在所公示的批次运行之后有改动，其影响也会反映在新的结果中
counts = 采纳并更正 { $accepted } 条，不予采纳 { $rejected } 条，未决 { $pending } 条
out-of-period = 有 { $count } 条异议在公示期外收到
keep = 以上更正仅在本次结果中生效；未写入 { $campaign } 的更正，下月运行时不会沿用。如需沿用，请将以下内容粘贴到该文件：

## 答复

bundle = 异议答复：{ $campaign }
about = 对一名异议人的答复，仅供该异议人
answer = 异议答复：{ $firm }
to-firm = { $firm }：{ $state ->
    [pending] 你单位提出的异议正在核查，异议事项如下，核查结论另行答复。
    [partly] 你单位提出的异议已部分核查，异议事项和现有处理意见如下，其余事项另行答复。
   *[decided] 你单位提出的异议已核查，异议事项和处理意见如下。
}
to-other = { $objector }：{ $state ->
    [pending] 你（单位）对{ $firm }提出的异议正在核查，异议事项如下，核查结论另行答复。
    [partly] 你（单位）对{ $firm }提出的异议已部分核查，异议事项和现有处理意见如下，其余事项另行答复。
   *[decided] 你（单位）对{ $firm }提出的异议已核查，异议事项和处理意见如下。
}
claims = 异议事项和处理意见
header-field = 异议事项
header-before = 原采用值
header-claimed = 申请更正为
header-paper = 证明材料编号
header-decision = 处理意见
header-reason = 理由
accepted = 采纳
rejected = 不予采纳
pending = 正在核查
by-paper = 证明材料（{ $paper }）属实
result = 结果
header-before-correction = 更正前
header-corrected = 更正后
header-then = 公示时
header-now = 现
rank-of-others = 积分没有变化；位次变化系其他企业的数据更正所致。
own-data = 本答复仅含本企业的数据。位次按同一阶段的企业计算，积分相同的位次相同。
others-data = 本答复仅供异议人，不含该企业未公示的数据。
contact = 联系方式：{ $contact }
unit = 答复单位（盖章）：____________________
date = 日期：______年____月____日
no-points = 未评分
lists = 已推荐至{ $institutions }
