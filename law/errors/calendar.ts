import { localHolidayRule } from '../local-holidays.ts';
import type { ErrorEntry } from './entry.ts';

/** Dates, calendars, identifiers, codes: what the pure half of the law refuses. */
export const calendarErrors = {
  DATE_INVALID: { kind: 'invalid', say: (p: { text: string }) => `“${p.text}”不是有效日期，请按“年-月-日”填写，如 2026-03-05。` },
  DATE_OUT_OF_RANGE: { kind: 'invalid', say: (p: { text: string }) => `日期 ${p.text} 超出可以计算的范围（1800 年至 9999 年），请核对。` },
  WORKING_DAYS_INVALID: { kind: 'invalid', say: (p: { days: number }) => `工作日数须是 1 至 365 的整数，现为 ${p.days}，请改正。` },
  /** Before 2007, or in a gap between notices, nobody knows which days were worked. */
  CALENDAR_YEAR_MISSING: { kind: 'invalid', say: (p: { year: number }) => `没有 ${p.year} 年的放假通知，无法计算工作日。请由主管部门录入该年通知后再办。` },
  CALENDAR_EMPTY: { kind: 'invalid', say: () => '日历中没有任何放假通知，无法计算工作日。请由主管部门录入通知。' },
  CALENDAR_DAY_TWICE: { kind: 'invalid', say: (p: { year: number; date: string }) => `${p.year} 年放假通知中 ${p.date} 出现两次且不一致，请核对后重新录入。` },
  CALENDAR_DAY_FOREIGN: { kind: 'invalid', say: (p: { year: number; date: string }) => `${p.year} 年放假通知只能列当年及上一年 12 月的日期，${p.date} 不在其内，请核对。` },
  CALENDAR_LOCAL_TAKES_REST: { kind: 'invalid', say: (p: { date: string; name: string }) => `${p.date}（${p.name}）是全国放假日，地方通知不得改为上班，请删去该日。` },
  NOTICE_BASIS_MISSING: { kind: 'invalid', say: () => `地方放假须写明依据：${localHolidayRule}。请填写当地人民政府规定的名称和条款；没有这样规定的，不录入。` },
  REGION_UNKNOWN: { kind: 'invalid', say: (p: { region: string }) => `没有行政区划代码 ${p.region}，请按 GB/T 2260 填写六位代码，如 320800。` },
  REGION_CODE_INVALID: { kind: 'invalid', say: (p: { text: string }) => `“${p.text}”不是行政区划代码：应为二、四或六位数字，前两位为 11 至 82。请核对。` },
  CREDIT_CODE_INVALID: { kind: 'invalid', say: (p: { text: string }) => `统一社会信用代码“${p.text}”不正确：应为 18 位数字或大写字母（不用 I、O、S、V、Z），末位为校验码。请对照证书核对。` },
  ID_NUMBER_INVALID: { kind: 'invalid', say: () => '公民身份号码不正确：应为 18 位，出生日期须真实，末位为校验码。请核对。' },
  CODE_UNKNOWN: { kind: 'invalid', say: (p: { list: string; value: string }) => `“${p.value}”不在“${p.list}”的可选值内，请从列表中选择。` },
  RESOURCE_CODE_INVALID: { kind: 'invalid', article: '12', say: (p: { text: string }) => `信息资源代码“${p.text}”不符合编制规范：应为“分类码/顺序码”，如 301001/000123。请核对分类。` },
  BASIS_UNKNOWN: { kind: 'bug', say: (p: { basis: string }) => `条例中没有“${p.basis}”所指的条款。` },
} as const satisfies Record<string, ErrorEntry>;
