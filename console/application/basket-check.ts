import { filled } from '../kit/citations.tsx';
import type { Line } from './basket.ts';
import type { Draft } from './shapes.ts';

/** What is missing before anything is sent; the rest is checked for each draft by the server. */
export function commonMissing(common: Draft, lines: readonly Line[], modes: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of lines) if (line.items.length === 0) found[`line-${line.entry}`] = `${line.name}：请选择数据项`;
  if (!common.purpose?.trim()) found['purpose'] = '请填写业务事项';
  if (filled(common.basis ?? []).length === 0) found['basis'] = '请填写使用依据';
  if (!common.scenario?.trim()) found['scenario'] = '请填写使用场景';
  if (!common.range?.trim()) found['range'] = '请填写使用范围';
  if (!common.systems?.some((s) => s.name?.trim())) found['systems'] = '请填写使用系统';
  if (!common.mode || !modes.includes(common.mode)) found['mode'] = '请选择共享方式';
  else if (common.mode === 'service' && !common.serviceKind) found['serviceKind'] = '请选择接口方式';
  if (!common.term?.from || (!common.term.to && !common.term.reason?.trim())) found['term'] = '请填写使用时限';
  if (!common.frequency?.perDay) found['frequency.perDay'] = '请填写每日调用次数';
  if (!common.frequency?.perMinute) found['frequency.perMinute'] = '请填写每分钟峰值';
  if (!common.responsible?.post?.trim()) found['responsible.post'] = '请填写责任岗位';
  if (!common.responsible?.phone?.trim()) found['responsible.phone'] = '请填写联系电话';
  return found;
}
