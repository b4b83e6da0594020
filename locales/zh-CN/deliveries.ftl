### 名单交付：加密、签名、登记与核验。

## 加密与签名

absent = 本程序编译时未包含加密功能：请用 `--features seal` 重新编译
sealing = 正在加密名单
not-sealed = 无法加密：{ $cause }
not-signed = 无法签名：{ $cause }
no-pair = 无法生成密钥：{ $cause }
no-recipient = 不是 age 格式的公钥
no-identity = 不是 age 格式的私钥
no-public = 不是 minisign 格式的公钥
no-signature = 不是 minisign 格式的签名
open-altered = 加密后被改动过
open-foreign = 不是用该密钥的公钥加密的
open-form = 不是 age 格式的文件
signature-foreign = 是用其他密钥签的名
signature-differs = 与文件包不符：文件包、签名或签名附注被改动过
passphrase-wrong = 口令错误，无法使用私钥
passphrase-missing = 使用该私钥须提供口令
passphrase-empty = 环境变量 { $variable } 为空，起不到保护作用
passphrase-text = 环境变量 { $variable } 不是 UTF-8 编码
passphrase-help = 请将口令设入环境变量 { $variable }；密钥不设口令的，请取消该变量
signer-unreadable = 私钥已损坏
signer-help = 此处应为 `jifen keys new` 或 `minisign -G` 生成的 `sign.key`
signer-missing-help = 请核对 --keys；首次使用请运行 `jifen keys new --keys { $folder }`
signer-halves = 与 `sign.pub` 不是同一对密钥
signer-halves-help = 请恢复同一对密钥的两个文件
checker-help = 此处应为主管部门的 `sign.pub`
identity-help = 此处应为 `age-keygen` 或 `jifen keys new --for` 生成的文件，其中有 AGE-SECRET-KEY-1… 一行
identity-other-help = 请核对 --identity：是否为本机构的私钥；文件包本身尚未核对

## 密钥

kind-empty = 没有密钥
kind-recipient = 是机构的公钥（age1…）
kind-identity = 是机构的私钥（AGE-SECRET-KEY-1…）
kind-sign-public = 是用于验证签名的公钥
kind-sign-secret = 是用于签名的私钥
kind-ssh = 是 SSH 或 PEM 密钥，此处不能使用
kind-pgp = 是 PGP 密钥，此处不能使用
kind-unknown = 不是可识别的密钥
unknown-help = 密钥应为 UTF-8 编码的短文本
secret-open = 本机其他用户可以读取（权限 { $mode }）
secret-open-help = 请运行 `chmod 600 { $file }`；如可能已被他人读取，请另行生成密钥
recipient-missing = 缺少“{ $institution }”的公钥
recipient-missing-help = 请将该机构的公钥（age1… 一行）写入此文件；由机构自有网关加密的，写入 `unsealed`；试用时可运行 `jifen keys new --keys { $folder } --for { $institution }`
recipient-help = 此处应只有一行：机构的公钥 age1…，或 `unsealed`
recipient-two = 有第二个密钥
recipient-two-help = 请只保留一行：每次交付只对应一个密钥
recipient-shared = 与“{ $other }”的密钥相同，双方可互相打开对方的名单
recipient-shared-help = 请各机构分别提供自己的密钥
key-exists = 已存在；密钥一律不予覆盖
key-exists-help = 请换用其他文件夹；如旧密钥不再用于打开或核验文件，请将其移走
id-invalid = “{ $id }”不能作为机构编号
id-invalid-help = 请使用机构文件中的编号，例如 icbc

## 批次输出

run-day = 基准日为“{ $day }”，无法识别
run-file = 所列名单文件“{ $path }”并非名单文件名
desk-other = 批次文件所指的工作台是“{ $desk }”（自批次输出文件夹起），而不是旁边的“{ $beside }”
desk-other-help = 请使用 --desk { $desk }：批次到该处查找已推荐和已服务的企业
run-institution = 列有“{ $id }”的名单，该编号不合规范或重复
run-list = 没有“{ $institution }”的名单
to-unknown = 本批次没有“{ $id }”的名单
to-near = 是否应为“{ $near }”？
to-known = 本批次有名单的机构为：{ $known }
delivered-before = “{ $institution }”已于 { $day } 收到此份名单
delivered-before-help = 请用 --to 指定其他机构；确需再交付同一名单的，请加 --again
run-corrected = 已因采纳异议而更正（第 { $import } 次导入），其名单不再有效
run-corrected-help = 请交付 { $run }；仍要交付更正前名单的，请加 --again
run-corrected-hash = 请交付更正后的批次，其 run.json 的 SHA-256 为 { $hash }；仍要交付更正前名单的，请加 --again
signer-new = 与工作台最近一次交付所用的签名密钥不同（现为 { $key }）
recipient-new = 与该机构最近一次交付（日志第 { $number } 行）所用的公钥不同，当时为 { $key }
recipient-sealed-now = 为公钥，而该机构最近一次交付（日志第 { $number } 行）未加密
recipient-unsealed-now = 未指定公钥，而该机构最近一次交付（日志第 { $number } 行）是加密的
new-key-help = 请恢复原密钥；变更确已通过电话或书面核实的，请加 --new-keys

## 文件包内的说明

note-title = 致{ $institution }：企业推荐名单
note-campaign = 推荐批次：{ $title }（{ $campaign }）
note-day = 基准日：{ $day }
note-firms = 名单企业数：{ $firms }
note-open = 收到的文件为 { $archive }。打开方法：age --decrypt -i 私钥文件 -o list.zip { $archive }
note-open-unsealed = 经贵机构自有网关送达。{ $sums } 载有各文件的 SM3 摘要值。
note-check = 核验是否由主管部门发出且未被改动：minisign -V -p sign.pub -m 文件（即收到的文件）。签名密钥为 { $key }，请与主管部门通过电话或书面告知的内容核对。
note-package = { $package } 说明各列含义，并载有各文件的 SHA-256 值。
note-care = 本名单仅供本机构使用，请按企业保密数据存放和流转。
note-entry = 名单说明
package-title = { $title }：致{ $institution }的名单

## 文件包

archive-broken = 不是交付的文件包
archive-files = 含 { $files } 个文件，超出交付文件包的规定
archive-lacks = 缺少文件 { $file }
archive-differs = 其中 { $file } 与摘要值不符
archive-stranger = 其中 { $file } 不属于该文件包
sums-lack = 其校验文件中没有 { $file } 的记录
content-foreign = 是“{ $institution }”{ $as_of } 的名单
content-firms = 含 { $firms } 家企业，与日志所记数目不符

## 交付日志

line-half = 不完整：只写入了半行
line-half-help = 该行对应的交付未完成；请删去这半行，并重新交付该名单
line-unread = 不是本日志的记录
line-edited = 写入后被改动过
line-number = 序号为 { $seq }，应为 { $expected }
line-first = 是另一日志的首行，与之前各行无关
line-repeated = 重复出现，与第 { $other } 行相同
line-moved = 次序有误，应在第 { $other } 行之后
line-dropped = 与上一行不衔接：其间有记录缺失或被替换
line-strange = 所记交付或文件的名称不合规范，或缺少交付必有的文件
line-time = 没有交付时间
line-twice = 所记交付已见于前面的记录
line-help = 请与另存的日志副本核对，并查明何人改动
head-unknown = 没有任何一行的哈希值为“{ $head }”：记录该值之后，日志有行被删除或改写
head-unknown-help = 请与另存的日志副本核对；哈希值应为 64 位
log-busy = 另一进程正在交付
log-busy-help = 请等待其结束
log-gone = 缺失，但工作台中有交付
log-gone-help = 请从另存的副本恢复

## 不一致之处

file-altered = 交付后被改动过
file-swapped = 被调换：现为 { $delivery } 的 { $file }，后者则为本文件
file-replayed = 被替换为 { $delivery } 的 { $file }
file-missing = 缺失
folder-missing = 缺失，但日志中有记录
missing-help = 请从另存的副本恢复
stranger = 不应在此处
stranger-help = 请移至他处，并查明何人放入
no-file = 是链接或不是文件
altered-help = 请勿使用：应重新交付，并查明何人改动
signature-of-other = 是第 { $seq } 次交付（“{ $institution }”，{ $as_of }，文件 { $file }）的签名
signature-of-other-line = 所签的是另一内容的日志行：签名之后，时间、运行、收件公钥或摘要值被改写
signature-missing-help = 请向主管部门索取以 .minisig 结尾的文件
comment-strange = 签名附注不是交付的附注
orphan = 在日志中没有记录
orphan-of = 在日志中没有记录，原为第 { $seq } 行
orphan-help = 日志末尾的记录被删去，或交付在登记前中断；属后一种情形的，请删除该文件夹并重新交付
no-means = 没有可供核对的依据
no-means-help = 请用 --keys 指定存放主管部门 `sign.pub` 的文件夹，或用 --desk 指定工作台文件夹；核验整个工作台用 --log
archive-unlogged = 日志中没有该文件包的记录；没有公钥，无法验证签名
archive-unlogged-help = 请用 --keys 指定存放主管部门 `sign.pub` 的文件夹
no-log = 尚无交付
no-log-help = 请先用 `jifen deliver 输出文件夹 --keys 密钥文件夹` 交付，或用 --desk 指定工作台文件夹
no-delivery = 不是交付
no-delivery-help = 请指定交付的文件夹，或其中以 .zip.age 或 .zip 结尾的文件
nothing-to-verify = 未指定交付
nothing-to-verify-help = 请指定交付的文件夹或文件包；核验日志和工作台的全部交付用 --log

## 结果

deliver-title = 交付 { $deliveries } 份名单
head-seq = 序号
head-delivery = 交付
head-firms = 企业数
head-form = 形式
head-result = 结果
head-owner = 所有者
head-file = 文件
head-key = 密钥
form-sealed = 已加密
form-opened = 已加密，已打开核对
form-unsealed = 未加密
delivered = 已生成并登记 { $deliveries } 份交付，存于 { $desk }，尚未发送：请将每份交付的上述两个文件送达机构
hand-over = { $archive } 及其签名 { $signature }
to-open = 机构须持有主管部门的 sign.pub。核验：minisign -V -p sign.pub -m 文件；打开：age --decrypt -i 私钥文件 -o list.zip 文件
to-encrypt = 其中 { $deliveries } 份未加密：只能经该机构自有的、经认证的网关加密传送
delivered-again = 其中 { $deliveries } 家机构已有同一基准日的名单：请告知以哪一份为准
head-note = 请记下日志末行的哈希值：{ $head }
head-now = 日志末行的哈希值：{ $head }
verify-title = 交付核验
result-unchanged = 与交付时一致
result-changed = 不一致
log-unchanged = 日志 { $lines } 行、交付 { $deliveries } 份，均与写入时一致
delivery-unchanged = 与交付时一致
found = 发现 { $faults } 处不一致
checked-by = 已用密钥 { $signer } 验证签名
signatures-unchecked = 未验证签名：请加 --keys
unopened = 未打开核对：请加 --identity 指定机构的私钥
keys-title = 密钥
keys-listed = 共 { $keys } 个密钥
owner-bureau = 主管部门
made-signer = 签名密钥 { $key }：{ $secret } 须妥善保密，{ $public } 发给各机构
made-protected = 该私钥有口令保护：每次交付时须设环境变量 { $variable }
made-unprotected = 该私钥没有口令保护：凡能读取的人都能以主管部门名义签名；如需保护，请先设环境变量 { $variable } 再生成密钥
made-identity = { $institution } 的密钥：{ $secret } 须以安全方式交给该机构，不留副本；{ $public } 留存于此
