### 各项研究的共同用语：不可用的选项、两批企业的相似程度、此前的搜索。

unfit = “{ $number }”不能作为{ $what }

## 群体稳定性指数（PSI）

psi-few-firms = 企业过少，无法判断

of-stability = 两批企业按第一批积分十等分的分布
about-to = 该区间内第一批的最高积分；最后一个区间无上限
about-base = 第一批的企业数
about-other = 第二批的企业数

## 此前对同一数据的权重搜索（依据搜索记录）

searches-unknown = { $study ->
    [calibrate] 此前对这些企业和结果的其他权重搜索次数不详
   *[tune] 此前对这些企业的其他权重搜索次数不详
}
searches-none = { $study ->
    [calibrate] 据搜索记录，此前没有对这些企业和结果作过其他权重搜索
   *[tune] 据搜索记录，此前没有对这些企业作过其他权重搜索
}
seeds = { $count } 个随机种子
bounds = { $count } 种权重限度
objectives = { $count } 种优化目标
goal-files = { $count } 个目标文件
scorecards = { $count } 个指标体系
calibrations = 此前对这些企业和结果的其他权重搜索共 { $others } 次（涉及 { $kinds }），其中 { $succeeded } 次建议调整权重
calibrations-best = 此前对这些企业和结果的其他权重搜索共 { $others } 次（涉及 { $kinds }），其中 { $succeeded } 次建议调整权重；在留出企业上的最高 AUC 为 { $auc }
tunings = 此前对这些企业的其他权重搜索共 { $others } 次（涉及 { $kinds }），其中 { $succeeded } 次达到全部目标

line-no-search = 不是搜索记录
line-broken = 不完整或不是 JSON
