import type { CaseView } from '../procedures/contract.ts';

/** How to read and check the archive without the platform. */
export function readme(view: Pick<CaseView, 'number' | 'title' | 'ref'>): string {
  return `${view.number ?? ''}　${view.title}　整案归档包

一、怎样阅读
用任何浏览器打开 index.html 即可阅读全部内容，不需要联网，也不需要数桥平台。
papers 是制成的文书（Word 文件、盖章件，以及存证所依据的文本），attachments 是附件，case.json 是全部办理数据，proof.json 是存证证明。

index.html 供阅读；作为凭据的是 case.json、papers 和 attachments。

二、怎样核对文件没有改动
在本文件夹执行：sha256sum -c SHA256SUMS
每一行应显示“成功”或 OK。Windows 可用 certutil -hashfile 文件名 SHA256 与 SHA256SUMS 逐个比对。

三、怎样核对办理记录与存证一致
有数桥程序的，执行：npm run shuqiao -- archive verify 归档包.zip [--head 条数:根值]
--head 取自当时印发的答复函、办理单。没有数桥程序的，按 proof.json 中“how”所述，只用 SHA-256 即可逐条核对：
1. case.json 的 moves 每一步，按键名排序写成 {act,article,at,attachments,behalfOf,case,day,effects,from,opinion,org,paper,person,post,procedure,seat,signs,states,to,trigger,version}；
   opinion、states、signs、effects（时限变化）不写原文，写 SHA-256(salt ‖ 文本)，states、effects 的文本是按键名排序的 JSON；at 写到微秒；应与 proof.json 中
   同一 version 的条目 body 相同（body 另有 clocks，是这一步之后各时限的经过；早期的条目没有 at 等项，照其所有各项比对）。
2. 条目的 hash 经 path 合并，应等于 head.root；head.signature 是平台的签名。
3. papers 中 .json 文件的 SHA-256 应等于 proof.json 中 kind 为 document 的条目所载 digest。
本归档包 manifest.json 的 SHA-256 在制作时已记入平台账本（kind 为 archive），可向平台核对。
办理时属于其他单位内部的意见不在本包之内，该步只能核对时间、行为和经办单位。
`;
}
