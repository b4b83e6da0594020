### 敏感性分析。

# 命令行可选值的说明。
choice-vary-all = 所有指标一并变动
choice-vary-within = 各一级指标内的二级指标变动
choice-vary-between = 一级指标变动
choice-vary-nested = 一级指标及其内的二级指标均变动

choice-curve-percentile = 按在企业批次中的位次
choice-curve-minmax = 按最小值到最大值的区间
choice-curve-zscore = 按与平均值的距离

choice-missing-zero = 不得分
choice-missing-skip = 不计，权重由其余指标分担
choice-missing-mean = 企业批次的平均值
choice-missing-median = 企业批次的中位数

choice-treatment-untrimmed = 保留异常值
choice-treatment-trimmed = 将数值收缩到 1% 与 99% 分位数之内

choice-combine-mean = 得分比例的算术平均
choice-combine-geometric = 几何平均：任一比例为 0 则不得分
choice-combine-harmonic = 调和平均：任一比例为 0 则不得分
