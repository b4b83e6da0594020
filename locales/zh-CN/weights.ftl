### 推导权重。

# 命令行可选值的说明。
choice-correlation-pearson = 按数值
choice-correlation-spearman = 按位次

choice-random-index-saaty = Saaty（2005）
choice-random-index-donegan-dodd = Donegan 和 Dodd（1991）
choice-random-index-alonso-lamata = Alonso 和 Lamata（2006）

choice-method-equal = 各指标权重相等
choice-method-stddev = 变异越大，权重越大
choice-method-entropy = 熵权法：分布越不均匀，权重越大
choice-method-critic = 变异越大、与其他指标相关越弱，权重越大
choice-method-merec = 剔除后变化越大，权重越大
choice-method-pca = 主成分：公共因子的代表性越强，权重越大
choice-method-ahp = 层次分析法：由专家对指标两两比较
choice-method-bwm = 最优最劣法：由专家将各指标与最优、最劣指标比较
choice-method-roc = 由专家对指标排序
choice-method-swing = 由专家判断满分的价值
