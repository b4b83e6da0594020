### 校准。

# 命令行可选值的说明。
choice-maximise-likelihood = 以积分为自变量的逻辑回归的似然
choice-maximise-auc = ROC 曲线下面积
