### 各类文档的通用用语：单元格、超出屏幕宽度的表格、提示。

yes = 是
no = 否
help = 处理：
cut = 表格按 { $width } 列宽截断；查看全表请设置 COLUMNS={ $needed } 或使用 --format json
more-columns = 另有 { $count } 列未显示
more-columns-named = 另有 { $count } 列未显示：{ $names }
