### 指标体系。

# 命令行可选值的说明。
choice-basis-official = 由指标体系发布机关规定
choice-basis-local = 由地方自行规定
choice-basis-derived = 由某种方法根据数据或判断推导
choice-basis-illustrative = 尚未确定：草案，或供试用的示意值
