### Deliveries: lists sealed, signed, logged and verified.

## Sealing and signing

absent = this program was built without sealing: build it with `--features seal`
sealing = sealing lists
not-sealed = cannot be sealed: { $cause }
not-signed = cannot be signed: { $cause }
no-pair = no key could be made: { $cause }
no-recipient = is not a public key of the age format
no-identity = is not a secret key of the age format
no-public = is not a public key of the minisign format
no-signature = is not a signature of the minisign format
open-altered = was altered since it was sealed
open-foreign = is not sealed to this key
open-form = is not a file of the age format
signature-foreign = is a signature by another key
signature-differs = does not fit the archive: archive, signature or comment was altered
passphrase-wrong = the passphrase does not open the key
passphrase-missing = the key needs a passphrase
passphrase-empty = the environment variable { $variable } is empty, and would protect no key
passphrase-text = the environment variable { $variable } is not UTF-8
passphrase-help = set the passphrase in the environment variable { $variable }, or unset it for a key without one
signer-unreadable = the key is damaged
signer-help = it takes the `sign.key` that `jifen keys new` or `minisign -G` makes
signer-missing-help = check --keys; the first time, run `jifen keys new --keys { $folder }`
signer-halves = is not the other half of `sign.pub`
signer-halves-help = restore both files of one pair
checker-help = it takes the bureau's `sign.pub`
identity-help = it takes the file with the line AGE-SECRET-KEY-1… that `age-keygen` or `jifen keys new --for` makes
identity-other-help = check --identity: is it this institution's secret key? nothing is known of the archive yet

## Keys

kind-empty = has no key
kind-recipient = has an institution's public key (age1…)
kind-identity = has an institution's secret key (AGE-SECRET-KEY-1…)
kind-sign-public = has a public key to check signatures with
kind-sign-secret = has a secret key to sign with
kind-ssh = has an SSH or PEM key, which is not used here
kind-pgp = has a PGP key, which is not used here
kind-unknown = has no key that is known here
unknown-help = keys are short texts in UTF-8
secret-open = can be read by others on this machine (mode { $mode })
secret-open-help = run `chmod 600 { $file }`; if others may have read it, make a new key
recipient-missing = there is no public key of `{ $institution }`
recipient-missing-help = put the institution's line age1… into this file, or the word `unsealed` if its own gateway encrypts; to try it, `jifen keys new --keys { $folder } --for { $institution }`
recipient-help = it takes one line: the institution's public key age1…, or the word `unsealed`
recipient-two = has a second key
recipient-two-help = keep one line: a delivery goes to one key
recipient-shared = has the same key as `{ $other }`, so that each could open the other's list
recipient-shared-help = ask each institution for a key of its own
key-exists = is there already, and keys are never overwritten
key-exists-help = choose another folder, or move the old pair away if nothing more is to be opened or checked with it
id-invalid = `{ $id }` cannot be an institution's id
id-invalid-help = use the id in the institutions file, such as icbc

## Runs

run-day = has `{ $day }` as its as-of day
run-file = names a list's file `{ $path }`, which no list has
desk-other = the campaign's desk is `{ $desk }` from the run's folder, not `{ $beside }` beside it
desk-other-help = write --desk { $desk }: the campaign looks there for firms that were referred or are served
run-institution = has a list of `{ $id }`, which cannot be an institution's id or stands twice
run-list = has no list of `{ $institution }`
to-unknown = the run has no list of `{ $id }`
to-near = did you mean `{ $near }`?
to-known = its lists are those of { $known }
delivered-before = `{ $institution }` has this list already, since { $day }
delivered-before-help = name the others with --to, or write --again to make another delivery of the same list
run-corrected = was corrected after objections were accepted (import { $import }), so that its lists no longer count
run-corrected-help = deliver { $run }; to deliver the lists before the correction all the same, write --again
run-corrected-hash = deliver the corrected run, whose run.json has the SHA-256 { $hash }; to deliver the lists before the correction all the same, write --again
signer-new = is another key ({ $key }) than that of the desk's last delivery
recipient-new = is another key than that of the institution's last delivery, line { $number } of the log: { $key }
recipient-sealed-now = is a key, although the institution's last delivery, line { $number } of the log, was not sealed
recipient-unsealed-now = is not a key, although the institution's last delivery, line { $number } of the log, was sealed
new-key-help = restore the key of before; if the change was confirmed by telephone or on paper, write --new-keys

## The note in an archive

note-title = Referral list for { $institution }
note-campaign = Campaign: { $title } ({ $campaign })
note-day = As of: { $day }
note-firms = Firms on the list: { $firms }
note-open = Received as { $archive }. To open it: age --decrypt -i KEY -o list.zip { $archive }
note-open-unsealed = Received through the institution's own gateway. { $sums } has the SM3 digest of each file.
note-check = To check that it is the bureau's and unchanged: minisign -V -p sign.pub -m FILE, with the FILE as received. The key is { $key }; compare it with what the bureau said by telephone or on paper.
note-package = { $package } describes each column and has the SHA-256 of each file.
note-care = The list is for this institution alone. Store and forward it as confidential data of firms.
note-entry = About the list
package-title = { $title }: list for { $institution }

## Archives

archive-broken = is no archive of a delivery
archive-files = has { $files } files, more than a delivery
archive-lacks = lacks its file { $file }
archive-differs = its file { $file } differs from its digest
archive-stranger = its file { $file } does not belong to it
sums-lack = its checksums have no line for { $file }
content-foreign = is the list of `{ $institution }` as of { $as_of }
content-firms = has { $firms } firms, another number than the log

## The log

line-half = is cut off: only half a line was written
line-half-help = the delivery of this line did not end; remove the half line, and deliver that list again
line-unread = is no line of this log
line-edited = was edited since it was written
line-number = has the number { $seq }, where { $expected } follows
line-first = begins the log anew: lines before it are not its own
line-repeated = stands a second time: it is line { $other }
line-moved = is out of order: it follows line { $other }
line-dropped = does not follow the line before it: a line between them is missing or was replaced
line-strange = names a delivery or a file that no delivery can have, or lacks a file that every delivery has
line-time = has no time of delivery
line-twice = names a delivery that an earlier line names
line-help = compare the log with a copy kept elsewhere, and find out who wrote to it
head-unknown = no line has the hash `{ $head }`: lines were removed or rewritten since it was noted
head-unknown-help = compare the log with a copy kept elsewhere; the hash has 64 digits
log-busy = another process is delivering
log-busy-help = wait until it has ended
log-gone = is missing, although the desk has deliveries
log-gone-help = restore it from a copy kept elsewhere

## What differs

file-altered = was altered since it was handed over
file-swapped = was swapped: it is `{ $file }` of { $delivery }, which has this one's
file-replayed = was replaced by `{ $file }` of { $delivery }
file-missing = is missing
folder-missing = is missing, although the log has it
missing-help = restore it from a copy kept elsewhere
stranger = does not belong here
stranger-help = move it elsewhere, and find out who put it here
no-file = is a link or no file
altered-help = do not use it: deliver again, and find out who changed it
signature-of-other = is that of delivery { $seq } to `{ $institution }` as of { $as_of }, file `{ $file }`
signature-of-other-line = signs another line of the log: time, run, recipient or digests were rewritten after it was signed
signature-missing-help = ask the bureau for the file that ends in .minisig
comment-strange = has a comment that no delivery has
orphan = has no line in the log
orphan-of = has no line in the log, where it was line { $seq }
orphan-help = the log's last lines were cut off, or a delivery was interrupted before it was logged: if so, remove the folder and deliver again
no-means = nothing to check it by
no-means-help = name the folder with the bureau's `sign.pub` with --keys, or the desk with --desk; a whole desk is verified with --log
archive-unlogged = no line of the log has this archive, and without a key its signature cannot be checked
archive-unlogged-help = name the folder with the bureau's `sign.pub` with --keys
no-log = has no delivery yet
no-log-help = deliver first with `jifen deliver RUN --keys DIR`, or name the desk's folder with --desk
no-delivery = is no delivery
no-delivery-help = name a delivery's folder, or its file that ends in .zip.age or .zip
nothing-to-verify = no delivery is named
nothing-to-verify-help = name a delivery's folder or archive; --log verifies the log and every delivery of the desk

## Results

deliver-title = { $deliveries ->
        [one] { $deliveries } delivery
       *[other] { $deliveries } deliveries
    }
head-seq = No.
head-delivery = Delivery
head-firms = Firms
head-form = Form
head-result = Result
head-owner = Owner
head-file = File
head-key = Key
form-sealed = sealed
form-opened = sealed, opened
form-unsealed = not sealed
delivered = { $deliveries ->
        [one] { $deliveries } delivery
       *[other] { $deliveries } deliveries
    } made and logged in { $desk }, but not sent yet: hand over the two files of each
hand-over = { $archive } with { $signature }
to-open = The institution needs the bureau's sign.pub. It checks: minisign -V -p sign.pub -m FILE; and opens: age --decrypt -i KEY -o list.zip FILE
to-encrypt = { $deliveries ->
        [one] { $deliveries } delivery is
       *[other] { $deliveries } deliveries are
    } not sealed: send it only through the institution's own certified gateway, which encrypts it
delivered-again = { $deliveries ->
    [one] 1 institution has an earlier list of the same as-of day: say which one counts
   *[other] { $deliveries } institutions have an earlier list of the same as-of day: say which one counts
}
head-note = Note down the log's last hash: { $head }
head-now = The log's last hash: { $head }
verify-title = Verification of deliveries
result-unchanged = as handed over
result-changed = altered
log-unchanged = { $lines ->
        [one] { $lines } line
       *[other] { $lines } lines
    } and { $deliveries ->
        [one] { $deliveries } delivery
       *[other] { $deliveries } deliveries
    } are as they were written
delivery-unchanged = as it was handed over
found = { $faults ->
        [one] { $faults } fault
       *[other] { $faults } faults
    } found
checked-by = Signatures checked with key { $signer }
signatures-unchecked = Signatures not checked: add --keys
unopened = Not opened: add --identity with the institution's secret key
keys-title = Keys
keys-listed = { $keys ->
        [one] { $keys } key
       *[other] { $keys } keys
    }
owner-bureau = the bureau
made-signer = Key { $key }: keep { $secret } secret, and give { $public } to each institution
made-protected = A passphrase protects it: set { $variable } at each delivery
made-unprotected = No passphrase protects it: whoever can read it can sign as the bureau; set { $variable } before making a key to protect it
made-identity = Key of { $institution }: hand { $secret } to it by a safe way and keep no copy; { $public } stays here
