### 样例数据的限制。

firms-out = 样例的企业数应为 1 至 { $most }，不能是“{ $firms }”
dirty-out = 问题行的占比应为 0 至 1，不能是“{ $dirty }”
day-out = 样例的基准日应在 { $first } 年至 { $last } 年之间，不能是“{ $day }”
