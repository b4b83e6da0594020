### 各类文档的通用用语：单元格、超出屏幕宽度的表格、提示。

yes = 是
no = 否
# A remark at a place of a file.
placed = { $place }: { $message }
cut = 屏幕宽 { $width } 列，表中较长的文字以“…”略去；如需看全，请加宽窗口，或设 COLUMNS={ $needed }，或用 --format json
more-columns = 另有 { $count } 列未显示
more-columns-named = 另有 { $count } 列未显示：{ $names }

# 区间图的文字说明。
interval = { $middle }（{ $low } 至 { $high }）
