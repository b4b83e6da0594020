### `jifen sql`：以 SQL 表示的指标体系。

unsaid = SQL 无法精确表示：{ $cause }
unsaid-help = 请用 `jifen run` 计算，或从指标体系中去掉这一部分
unsaid-irrational = 对数、开方或乘幂，各数据库引擎算出的末位数字不同
unsaid-pattern = 含“_”或中间含“%”的匹配模式
unsaid-order = 文字的先后次序，各数据库引擎规则不同
unsaid-digits = 位数超出双精度浮点数的数字
unsaid-treated = 异常值处理或取对数
unsaid-statistic = 比率、是否值或分类的平均值或分位数
unsaid-normal = 正态分布，数据库引擎没有这一函数

about-firms = 将贵方的表对应到指标体系的字段。请修改此视图：列名、类型和单位。
about-scores = 所有企业的积分、排名和等级
about-rejected = 未计分的企业及原因
about-checks = 有数字不精确的企业；此视图必须为空

written = 脚本已写入{ $folder }：
title = { $scorecard }的 SQL（{ $engine }）
header = { $script }：{ $about }
header-card = 指标体系{ $scorecard }（SHA-256 { $sha256 }…），基准日{ $day }；已在{ $engine }上核对
