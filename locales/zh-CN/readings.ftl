### 统计量解读：用半句话说明数值大小的含义，并附图例与出处。

read = { $value }（{ $reading }）

correlation-hardly = 几乎不相关
correlation-weak = 弱相关
correlation-weak-opposed = 弱负相关
correlation-moderate = 中等相关
correlation-moderate-opposed = 中等负相关
correlation-strong = 强相关
correlation-strong-opposed = 强负相关
correlation-very-strong = 极强相关
correlation-very-strong-opposed = 极强负相关
correlation-legend = 相关系数：绝对值 0.2 以下几乎不相关，0.2 至 0.4 弱相关，0.4 至 0.6 中等相关，0.6 至 0.8 强相关，0.8 以上极强相关（Evans 1996）

tau = { $share } 的企业对次序一致
tau-legend = 肯德尔 τ：全部企业对中有 (1 + τ) / 2 次序一致（Kendall 1938）

concordance-none = 意见不一致
concordance-very-weak = 一致程度很弱
concordance-weak = 一致程度较弱
concordance-moderate = 一致程度中等
concordance-strong = 一致程度较强
concordance-very-strong = 一致程度很强
concordance-legend = 肯德尔 W 系数：0 为不一致，0.5 为中等，0.7 为较强，1 为次序完全相同（Schmidt 1997）

psi-stable = 基本稳定
psi-shifted = 有所变化
psi-different = 变化显著
psi-legend = 群体稳定性指数（PSI）：0.1 以下基本稳定，0.1 至 0.25 有所变化，0.25 以上变化显著（Siddiqi 2006）

iv-none = 无预测力
iv-weak = 预测力弱
iv-medium = 预测力中等
iv-strong = 预测力强
iv-suspicious = 预测力过强，存疑
iv-legend = 信息值（IV）：0.02 以下无预测力，0.02 至 0.1 弱，0.1 至 0.3 中等，0.3 至 0.5 强，0.5 以上过强、存疑（Siddiqi 2006）

ks = 在最佳分界处，不良企业与正常企业的占比相差 { $points } 个百分点
ks-legend = KS：某一积分以下不良企业占比与正常企业占比的最大差距（Kolmogorov 1933，Smirnov 1939）

auc-reversed = 方向相反：100 对企业中仅 { $pairs } 对是不良企业积分较低
auc-poor = 较差：100 对企业中 { $pairs } 对是不良企业积分较低
auc-acceptable = 可接受：100 对企业中 { $pairs } 对是不良企业积分较低
auc-excellent = 良好：100 对企业中 { $pairs } 对是不良企业积分较低
auc-outstanding = 优异：100 对企业中 { $pairs } 对是不良企业积分较低
auc-legend = AUC：0.5 为随机水平，0.7 至 0.8 可接受，0.8 至 0.9 良好，0.9 以上优异（Hosmer、Lemeshow 和 Sturdivant 2013）

brier-better = 优于仅按平均不良率预测的 { $base }
brier-no-better = 不优于仅按平均不良率预测的 { $base }
brier-legend = 布赖尔分数（Brier）：预测概率的均方误差，0 为完美；仅按平均不良率 p 预测时为 p (1 − p)（Brier 1950）

sobol = 占方差的 { $share }
sobol-legend = 索博尔指数：某项输入占方差的比例；一阶只计单独的作用，总效应另计交互作用（Sobol 1993）

cr-consistent = 一致性可接受
cr-inconsistent = 不一致程度过高，不宜采用
cr-legend = 一致性比率：3 项不超过 0.05、4 项不超过 0.08、5 项及以上不超过 0.1 的，一致性可接受（Saaty 1994）
