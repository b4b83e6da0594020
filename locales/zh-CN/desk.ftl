### 推荐工作台：读回已完成的批次。

strange-column = 缺少“{ $column }”列
strange-cell = 企业 `{ $id }` 的“{ $column }”列有无法识别的值
strange-groups = 所列一级指标与 scores.parquet 不符
strange-rows = 各企业行数不一致
strange-indicators = 未列出指标
strange-unlike = 与其他文件不符
strange-undecided = 统计了 not_referred.csv 中未出现的待定规则
strange-no-table = 不是表格
strange-order = 规则顺序不符
strange-counts = 计数不是数字

## 只追加的台账

history-chain = 该行或其上方的行与写入时不同
history-cut = 现有 { $rows } 行，此前为 { $known } 行：末尾的行被删除，或换成了旧文件
history-meanwhile = 另一次导入已将其更新
history-unwritable = 无法写入
quarantined = 在 { $run } 中该企业数据已转入待核数据（{ $part } 第 { $line } 行）：{ $why }
unscored = 在 { $run } 中该企业未评分（{ $part } 第 { $line } 行）：{ $why }
aside = “{ $firm }”：{ $row }
aside-help = 请更正该行后重新运行：只有已评分的企业才有积分
