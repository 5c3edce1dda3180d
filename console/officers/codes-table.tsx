import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { ActivationCode } from '../../processes/organisation/contract.ts';
import { copyText } from '../kit/clipboard.ts';
import { moment } from '../kit/formats.ts';

/** The codes of many accounts, shown this once: to be printed and cut, or copied into a sheet. They live in this component alone. */
export function CodesTable({ codes }: { readonly codes: readonly z.infer<typeof ActivationCode>[] }) {
  const [shown, setShown] = useState(true);
  const [copied, setCopied] = useState(false);
  if (!shown) return <p>启用码已隐去。此后不再显示，遗失的在账号页逐个重新签发。</p>;
  const copy = () => setCopied(copyText(codes.map((one) => `${one.account}\t${one.code}`).join('\n')));
  return (
    <section aria-label="启用码">
      <div className="section-head"><h2>启用码（只显示这一次）</h2></div>
      <p>请直接交给本人，不要经安全管理员转交。安全管理员启用后另给本人链接，两样都有才能设定口令。</p>
      <div className="row no-print" style={{ marginBottom: 8 }}><Button onClick={() => window.print()}>打印</Button><Button onClick={copy}>{copied ? '已复制' : '复制全部'}</Button><Button onClick={() => setShown(false)}>已妥善保存，隐去</Button></div>
      <table className="gov dense"><caption className="hidden-text">账号与启用码</caption>
        <thead><tr><th scope="col">账号</th><th scope="col">启用码</th><th scope="col">有效至</th></tr></thead>
        <tbody>{codes.map((one) => <tr key={one.account}><th scope="row">{one.account}</th><td className="mono keep">{one.code}</td><td>{moment(one.codeEndsAt)}</td></tr>)}</tbody>
      </table>
    </section>
  );
}
