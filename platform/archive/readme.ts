import type { CaseView } from '../procedures/contract.ts';

/** How to read and check the archive without the platform. */
export function readme(view: Pick<CaseView, 'number' | 'title' | 'ref'>): string {
  return `${view.number ?? ''}　${view.title}　整案归档包

一、怎样阅读
用任何浏览器打开 index.html 即可阅读全部内容，不需要联网，也不需要数桥平台。
papers 是制成的文书（Word 文件、盖章件，以及存证所依据的文本），attachments 是附件，lists 是本事项的清单（CSV，可用电子表格打开），
case.json 是全部办理数据，proof.json 是存证证明，proof 是同一证明便于手工核对的文本。

index.html 供阅读；作为凭据的是 case.json、papers 和 attachments。

二、怎样核对文件没有改动
在本文件夹执行：sha256sum -c SHA256SUMS
每一行应显示“成功”或 OK。Windows 可用 certutil -hashfile 文件名 SHA256 与 SHA256SUMS 逐个比对。

三、怎样核对办理记录与存证一致
有数桥程序的，执行：npm run shuqiao -- archive verify 归档包.zip [--head 条数:根值]
--head 取自当时印发的答复函、办理单。没有数桥程序的，用 bash、sha256sum 和 openssl 核对，在本文件夹依次执行：

1. 账本头确由平台签名（应显示 Signature Verified Successfully），其中的 root 是根值：
    openssl pkeyutl -verify -pubin -inkey proof/head.pem -rawin -in proof/head.txt -sigfile proof/head.sig
    cat proof/head.txt
   根值和条数（size）应与当时印发的答复函、办理单上所印的相同，或者向平台的审计管理员核对；公钥应与平台公布的相同。
2. 每一账本条目都在这个账本头之内（每一行的第二列都应是根值）：
    while IFS= read -r e <&3 && read -r n steps <&4; do
      h=$( { printf '\\000'; printf %s "$e"; } | sha256sum | cut -c1-64 )
      for s in $steps; do
        case $s in L*) p=\${s#L}$h;; *) p=$h\${s#R};; esac
        h=$( { printf '\\001'; printf "$(printf %s "$p" | sed 's/../\\\\x&/g')"; } | sha256sum | cut -c1-64 )
      done
      echo "$n $h"
    done 3<proof/entries.txt 4<proof/paths.txt
   （h = SHA-256(0x00 ‖ 条目)，再与 paths.txt 所列的各值合并：SHA-256(0x01 ‖ 左 ‖ 右)，L 表示所列的值在左。）
3. 每一文书的存证文本都记在条目里（每一行都应是 1）：
    for f in papers/*.json; do grep -c "$(sha256sum < "$f" | cut -c1-64)" proof/entries.txt; done
4. case.json 的 moves 每一步，与 entries.txt 中同一 version 的条目一致：行为、时间、单位、岗位、依据照录，附件记其 SHA-256；
   opinion、states、signs、effects（时限变化）不写原文，写 SHA-256(salt ‖ 文本)，states、effects 的文本是按键名排序的 JSON；at 写到微秒。核对一条意见：
    { printf "$(printf %s 'salt的值' | sed 's/../\\\\x&/g')"; printf %s '意见原文'; } | sha256sum
   （条目另有 clocks，是这一步之后各时限的经过；早期的条目没有 at 等项，照其所有各项比对。）

本归档包 manifest.json 的 SHA-256 在制作时已记入平台账本（kind 为 archive），可向平台核对。
办理时属于其他单位内部的意见不在本包之内，该步只能核对时间、行为和经办单位。
`;
}
