### 内存。
rows-thin = { $rows } 行（平均每行 { $bytes } 字节）约需 { $needed } MB 内存，超过允许的 { $most } MB（文件大小的六倍加 300 MB）
rows-thin-help = 请删去不是企业的行和没有数据列的指标，或按地区拆分文件
short-by = 内存不足，约缺 { $needed } MB
short = 内存不足
short-help = 请提高上限（`ulimit -v`）、用 --threads 减少线程数，或按地区拆分文件
