### 检查结果：各类文件与列的通用问题。

note = 提示
warning = 警告
error = 错误
help = 处理：

unreadable = 无法读取：{ $cause }
# 工作表的整行。
row-of = { $part } 第 { $row } 行
is-directory = 是文件夹，不是文件
is-directory-help = 请指定其中的某个文件
permission-help = 请向文件所有者申请读取权限，或改用副本
of-named = “{ $written }”{ $what }

cause-not-found = 文件或文件夹不存在
cause-permission = 没有访问权限
cause-directory = 是文件夹
cause-no-directory = 路径中有一级不是文件夹
cause-exists = 已存在
cause-full = 磁盘空间不足
cause-too-large = 超出文件系统允许的文件大小
cause-read-only = 文件系统为只读
cause-broken-pipe = 接收方已关闭管道
cause-memory = 内存不足
cause-eof = 文件提前结束
cause-name = 名称过长，或含有文件系统不允许的字符
cause-not-empty = 文件夹不为空
cause-busy = 正被其他程序占用
cause-timed-out = 等待超时
cause-stale = 网络盘上的该文件已失效
cause-write-zero = 无法继续写入
cause-not-seekable = 是管道或设备，不是磁盘上的文件
cause-unsupported = 系统不支持该操作
# 系统或程序库的英文原文。
foreign = “{ $text }”

listed = { $names }
listed-more = { $names }等，另有 { $more } 项

path-unknown = 请核对文件名和所在文件夹：批次文件中的路径以批次文件所在位置为准，命令行中的路径以当前文件夹为准
path-campaign = 路径以批次文件所在位置为准
path-naming-file = 路径以引用它的文件所在位置为准

header-nearest-bind = 是否指表头“{ $header }”？请在批次文件的 columns 中指定对应关系
header-nearest-rename = 是否指表头“{ $header }”？请改用与企业数据文件一致的名称
header-of-title = “{ $title }”
header-of-money = “{ $title }(元)”或“{ $title }(万元)”（按金额实际单位填写）
header-of-unit = “{ $title }({ $unit })”
header-field = 是否指{ $title }（{ $name }）？请写作{ $right }
header-field-bind = 是否指{ $title }（{ $name }）？请写作{ $right }，或在批次文件 [firms.columns] 中指定：`{ $line }`
header-unit = 请补充金额单位：“{ $header }(元)”或“{ $header }(万元)”
header-unit-bind = 请补充金额单位，写作“{ $header }(元)”或“{ $header }(万元)”；也可在批次文件的 [firms.units] 或相应部分、附表的 `units` 中指定：`{ $key } = "元"` 或 "万元"
header-one-of-several = 请保留其中一列，将其他列改名
header-one-of-several-bind = 请在批次文件的 columns 中指定正确的一列，或将其他列改名
header-years = 请保留所需年份的列，并更改其他列的表头
header-years-bind = 如以 { $current } 年为本年，请在批次文件的 [firms.columns] 中指定两列：`{ $lines }`
header-years-one-bind = 请在批次文件的 [firms.columns] 中指定所需的一列，如取 { $current } 年：`{ $lines }`

no-findings = 未发现问题
more = 另有 { $count } 项 { $code }
more-at = 另有 { $count } 项 { $code }：{ $place }
