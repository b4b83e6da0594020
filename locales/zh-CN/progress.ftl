### 耗时工作的各个步骤，执行期间显示。

reading = 正在读取企业数据
scoring = 正在评分
writing = 正在写出结果
comparing = 正在对比
examining = 正在审查指标体系
drawing = 正在抽取权重
searching = 正在搜索权重
resampling = 正在进行自助法抽样
