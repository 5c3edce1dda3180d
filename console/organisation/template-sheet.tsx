import { issuedKinds, documentKinds } from '../../law/documents/kinds.ts';
import { plainTemplate, templateBounds } from '../../law/documents/template.ts';
import { Area } from '../kit/area.tsx';
import type { Field, Values } from '../kit/field-shapes.ts';
import { useTyped } from '../kit/typed.ts';
import { GraveSheet } from '../officers/grave-sheet.tsx';
import { api } from '../shell/api.ts';
import type { Templates } from './shapes.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const { margin, bottom, line } = templateBounds;

/** One version: what stands now is where it begins; the server holds it against the bounds. */
export function TemplateSheet({ of, onClose, onDone }: { readonly of: Templates; readonly onClose: () => void; readonly onDone: () => void }) {
  const now = of.rows.find((row) => row.state === 'in-force') ?? { ...plainTemplate, codes: [] };
  const typed = useTyped<Values>({ kind: 'form', form: 'paper-template', about: '' }, {
    ...Object.fromEntries(issuedKinds.map((kind) => [`head.${kind}`, now.heads.includes(kind)])), fileNumber: now.fileNumber ?? '', codes: now.codes.map((one) => `${one.orgName} ${one.text}`).join('\n'),
    top: String(now.margins.top), right: String(now.margins.right), bottom: String(now.margins.bottom), left: String(now.margins.left), line: String(now.line), signature: now.signature, contact: now.contact,
  });
  const values = typed.value;
  const fields: readonly Field[] = [
    ...issuedKinds.map((kind): Field => ({ name: `head.${kind}`, label: `${documentKinds[kind].zh}设发文机关标志（红头）`, kind: 'check' })),
    { name: 'fileNumber', label: '发文字号格式', hint: '写明 {代字}、{年}、{序号} 各一次，如 {代字}数函〔{年}〕{序号}号；不编的不填。', kind: 'text', max: 60 },
    { name: 'codes', label: '机关代字', hint: '每行一个：单位名称、空格、代字，如 淮安市教育局 淮教。没有代字的单位不编发文字号。', kind: 'own', draw: (value, set, _error, id) => <Area id={id} aria-label="机关代字" value={String(value ?? '')} maxLength={20_000} autoSize={{ minRows: 2, maxRows: 8 }} onChange={(e) => set(e.target.value)} /> },
    { name: 'top', label: '上边距（毫米）', hint: `${margin.least} 至 ${margin.most}；公文格式为 37、26、35、28。`, required: true, kind: 'number' }, { name: 'right', label: '右边距（毫米）', required: true, kind: 'number' },
    { name: 'bottom', label: '下边距（毫米）', hint: `${bottom.least} 至 ${bottom.most}，页脚的编号、摘要在其中。`, required: true, kind: 'number' }, { name: 'left', label: '左边距（毫米）', required: true, kind: 'number' },
    { name: 'line', label: '行距（磅）', hint: `${line.least} 至 ${line.most}。`, required: true, kind: 'number' },
    { name: 'signature', label: '落款', required: true, kind: 'radio', options: [{ value: 'sealed', zh: '加盖印章：署名居中于日期之上' }, { value: 'plain', zh: '不加盖印章：署名右空二字' }] },
    { name: 'contact', label: '联系地址等', hint: '印在落款之下，如地址、邮政编码；不需要的不填。', kind: 'text', max: 200 },
    { name: 'by.title', label: '文件名称', required: true, kind: 'text', max: 200 }, { name: 'by.number', label: '文号', required: true, kind: 'text', max: 100 },
    { name: 'by.from', label: '施行日期', required: true, kind: 'date' }, { name: 'by.to', label: '失效日期', hint: '没有写明的不填。', kind: 'date' },
  ];
  const body = () => ({
    heads: issuedKinds.filter((kind) => values[`head.${kind}`] === true), fileNumber: text(values['fileNumber']) || null, codes: codesOf(text(values['codes']), of),
    margins: { top: Number(values['top']), right: Number(values['right']), bottom: Number(values['bottom']), left: Number(values['left']) }, line: Number(values['line']), signature: values['signature'], contact: text(values['contact']),
    by: { title: text(values['by.title']).replace(/^《(.*)》$/, '$1'), number: text(values['by.number']), from: text(values['by.from']), to: text(values['by.to']) || null },
  });
  return (
    <GraveSheet title="录入公文模板" lead={of.regionName} word="录入" basis="20.1" says={<p>自施行之日起，本地区各单位在平台上制作的文书按此版；已制成的不变。版本只增加，不修改。</p>}
      form={{ fields, values, set: (name, value) => typed.change({ [name]: value }), typed }} send={() => api.post('/jurisdiction/templates', body(), { headers: typed.headers })} onClose={onClose} onDone={onDone} />
  );
}

/** Lines of name and 代字; a name that is none goes out as it is typed, and the server says so. */
function codesOf(lines: string, of: Templates): { org: string; text: string }[] {
  return lines.split('\n').map((each) => each.trim()).filter((each) => each !== '').map((each) => {
    const [name = '', code = ''] = each.split(/[\s　,，:：]+/);
    return { org: of.organisations.find((one) => one.name === name)?.code ?? name, text: code };
  });
}
