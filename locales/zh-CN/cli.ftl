### 命令行：帮助和手册页的标题、参数错误、结束时的说明。

help-usage = 用法：
help-options = 选项
help-command = 命令
help-commands = 命令
help-heading-commands = 命令：
help-heading-refer = 评分与推荐：
help-heading-look = 分析：
help-heading-tune = 调权：
help-heading-make = 工具：
help-heading-arguments = 参数：
help-heading-options = 选项：
help-heading-general = 通用选项：
help-default = [默认：{ $value }]
help-choices = [可选值：{ $values }]
help-choice = { $value }：{ $text }

man-name = 名称
man-synopsis = 概要
man-description = 说明
man-options = 选项
man-version = 版本
