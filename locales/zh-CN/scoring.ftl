### 评分：企业批次的检查结果与企业未评分的原因。
indicator-blank = 指标体系“{ $scorecard }”的指标“{ $indicator }”没有任何企业的值
fields-absent = 请补充缺少的列：{ $fields }
field = { $title }（{ $name }）
cells-blank = 所需的列已有：请填写 `{ $rule }` 所用的单元格；由附表给出的，请更正附表中的行

# 企业未评分的原因。
no-segment = 不属于任何阶段
no-segment-absent = 不属于任何阶段：阶段规则所需的列缺失：{ $fields }
quoted = “{ $name }”
indicators-missing = { $count ->
   *[other] { $indicators }没有值
}
coverage-low = 已知指标的权重占 { $known }%，至少应为 { $least }%
coverage-low-help = 请补填空白单元格，或调低指标体系的 `minimum_coverage`
indicator-missing-help = 请补填，或在指标体系中设置该指标的 `missing`
# 写在退回报送单位的工作簿中。
coverage-low-advice = 请补填空白单元格
indicator-missing-advice = 请补填该项数据
segment-none-advice = 请补填说明中所列的空白单元格
segment-none-help = 请补填阶段划分所需的数据或补充该列；也可在末尾增加一个不设 `when` 的阶段
