import { useQuery } from '@tanstack/react-query';
import type { CaseView } from '../../platform/procedures/contract.ts';
import type { ArchiveSummary } from '../../platform/archive/contract.ts';
import { fileSize } from '../kit/formats.ts';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { api } from '../shell/api.ts';

/** 整案归档: what the one file holds, and how it is checked, before it is taken. */
export function ArchiveSheet({ view, onClose }: { readonly view: CaseView; readonly onClose: () => void }) {
  const { data, error, refetch } = useQuery({ queryKey: ['archive', view.ref], queryFn: ({ signal }) => api.get<ArchiveSummary>(`/archive/${view.ref}`, {}, { signal }), gcTime: 0 });
  const ready = data && !data.tooLarge;
  return (
    <Sheet title="整案归档" onClose={onClose} lead={<p className="second">{view.number}　{view.title}</p>}
      foot={ready && <a className="button-link primary" href={`/api/archive/${view.ref}/file`} download onClick={() => setTimeout(onClose, 0)}>下载归档包</a>}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Loading /> : <Held held={data} />}
    </Sheet>
  );
}

function Held({ held }: { readonly held: ArchiveSummary }) {
  return (
    <>
      {held.open && <div className="notice warn"><p>本事项尚未办结，归档包只反映现在的情况。</p></div>}
      {held.waiting > 0 && <div className="notice warn"><p>有 {held.waiting} 条记录至迟一分钟后才有已签名的账本头覆盖。需要全部存证的，请稍后再下载。</p></div>}
      {held.tooLarge && <div className="notice warn"><p>附件和文书合计 {fileSize(held.bytes)}，超过 2 GB，不能装入一个归档包。请分别下载附件、文书和存证证明。</p></div>}
      <p>一个 ZIP 文件，解压后用浏览器打开 index.html 即可阅读，不需要联网，也不需要本平台。</p>
      <table className="gov dense">
        <caption className="hidden-text">归档包的内容</caption>
        <tbody>
          <tr><th scope="row">申报内容、时限、办理过程</th><td>{held.steps} 步，其他单位内部的意见除外</td></tr>
          <tr><th scope="row">文书</th><td>{held.papers} 份，附 Word 文件和盖章件</td></tr>
          <tr><th scope="row">附件</th><td>{held.attachments} 个，连同文书约 {fileSize(held.bytes)}</td></tr>
          <tr><th scope="row">存证证明</th><td>每步办理、每份文书的账本条目和已签名的账本头</td></tr>
          <tr><th scope="row">清单和摘要</th><td>每个文件的 SHA-256，可用 sha256sum -c 核对；或者执行 shuqiao archive verify</td></tr>
        </tbody>
      </table>
      <p className="second">下载由谁、何时进行，记入访问日志和账本。</p>
    </>
  );
}
