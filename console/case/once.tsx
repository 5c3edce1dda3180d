import { Button } from 'antd';
import { useState } from 'react';
import { copyText } from '../kit/clipboard.ts';
import { moment } from '../kit/formats.ts';

const words: Readonly<Record<string, string>> = { account: '账号', rid: '应用标识（rid）', sid: '服务标识（sid）', appKey: '密钥', baseUrl: '调用地址', endsAt: '有效至', activation: '启用链接', url: '链接', link: '链接', token: '令牌', codes: '备用码', code: '启用码', codeEndsAt: '启用码有效至' };
const secrets = new Set(['appKey', 'activation', 'url', 'link', 'token', 'codes', 'code']);

/** A credential or link that is shown this once. It lives in this component alone and goes when it goes. */
export function OnceNotice({ once }: { readonly once: Readonly<Record<string, unknown>> }) {
  const [shown, setShown] = useState(true);
  const [copied, setCopied] = useState('');
  if (!shown) return <p>已隐去。此后不再显示。</p>;
  const rows = Object.entries(once).filter(([, v]) => v !== null && v !== undefined).map(([name, v]) => [name, name === 'endsAt' || name === 'codeEndsAt' ? moment(String(v)) : String(v)] as const);
  return (
    <div className="once">
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{words[name] ?? name}{secrets.has(name) ? '（只显示这一次）' : ''}</dt>
            <dd className={secrets.has(name) ? 'secret mono' : 'mono'}><span className="keep">{String(value)}</span>
              <button type="button" className="plain-button" onClick={() => { if (copyText(String(value))) setCopied(name); }}>{copied === name ? '已复制' : '复制'}<span className="hidden-text">{words[name] ?? name}</span></button></dd>
          </div>
        ))}
      </dl>
      <Button size="small" onClick={() => setShown(false)}>已妥善保存，隐去</Button>
    </div>
  );
}
