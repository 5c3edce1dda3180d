import { Button } from 'antd';
import { useState } from 'react';
import { doors, exampleOf, languages, type Language } from '../../sdk/examples/index.ts';
import { copyText } from './clipboard.ts';
import type { Door } from '../../sdk/examples/template.ts';

/** 调用示例 of a grant or sandbox (`of`: its reference): whole programs with the holder's own identifiers; the secret is read from a variable and stands in none. */
export function Examples({ of, rid, sid, query }: { readonly of: string; readonly rid: string; readonly sid: string; readonly query: Readonly<Record<string, string>> }) {
  const [language, setLanguage] = useState<Language>('curl');
  const [door, setDoor] = useState<Door>('rest');
  const [copied, setCopied] = useState(false);
  const text = exampleOf(language, door, { base: location.origin, rid, sid, query });
  const { file, run, needs } = languages[language];
  return (
    <section>
      <div className="section-head"><h2>调用示例</h2><span className="second">密钥从环境变量 SHUQIAO_APP_KEY 读取，示例中没有密钥</span></div>
      <div className="row" style={{ gap: 16, marginBottom: 8 }}>
        <Choice label="语言" value={language} of={Object.entries(languages).map(([value, { label }]) => [value, label] as const)} onChange={(to) => { setLanguage(to as Language); setCopied(false); }} />
        <Choice label="接入方式" value={door} of={Object.entries(doors)} onChange={(to) => { setDoor(to as Door); setCopied(false); }} />
        <Button size="small" onClick={() => setCopied(copyText(text))}>复制示例</Button>
        <span className="meta" role="status">{copied ? '已复制' : ''}</span>
      </div>
      <p className="second" style={{ margin: '0 0 6px' }}><a href={`/api/developers/services/${of}/openapi.json`} download>下载本服务的接口说明（OpenAPI 3.1）</a>　<a href="/developers" target="_blank" rel="noreferrer">接入步骤和错误代码</a></p>
      <p className="meta">存为 <span className="mono">{file}</span>，运行 <span className="mono">{run}</span>。需要 {needs}。</p>
      <pre className="panel mono" tabIndex={0} aria-label={`${languages[language].label} 示例`} style={{ padding: 14, margin: '8px 0 0', fontSize: 12, lineHeight: '18px', overflow: 'auto', maxHeight: 420 }}>{text}</pre>
    </section>
  );
}

function Choice({ label, value, of, onChange }: { readonly label: string; readonly value: string; readonly of: readonly (readonly [string, string])[]; readonly onChange: (to: string) => void }) {
  return (
    <label className="row"><span className="second">{label}</span>
      <select value={value} onChange={(e) => onChange(e.target.value)} style={{ height: 28, border: '1px solid var(--line)', borderRadius: 4, background: '#fff', padding: '0 6px' }}>
        {of.map(([key, zh]) => <option key={key} value={key}>{zh}</option>)}
      </select>
    </label>
  );
}
