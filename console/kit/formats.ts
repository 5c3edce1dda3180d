/** How dates and numbers are written. The browser computes no legal date: it only writes what the server says. */

const SHANGHAI = 'Asia/Shanghai';
const parts = new Intl.DateTimeFormat('zh-CN', { timeZone: SHANGHAI, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

function read(iso: string): Record<string, string> | null {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return null;
  return Object.fromEntries(parts.formatToParts(time).map((p) => [p.type, p.value]));
}

/** `2026-10-19 09:12` */
export function moment(iso: string | null | undefined): string {
  const p = iso ? read(iso) : null;
  return p ? `${p['year']}-${p['month']}-${p['day']} ${p['hour']}:${p['minute']}` : '—';
}

/** `10-19 09:12` within the year of `today`, else with the year. */
export function momentShort(iso: string, today?: string): string {
  const whole = moment(iso);
  return today && whole.startsWith(today.slice(0, 4)) ? whole.slice(5) : whole;
}

/** `09:12:40` */
export function clockTime(iso: string | null | undefined): string {
  const p = iso ? read(iso) : null;
  return p ? `${p['hour']}:${p['minute']}:${p['second']}` : '';
}

/** `10-19` within the year of `today`, else `2027-01-05`. */
export function dayShort(day: string, today?: string): string {
  return !today || day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day;
}

export const weekdayZh = (n: number): string => `周${'一二三四五六日'.charAt(n - 1)}`;

/** Thousands with commas; an absent number is a dash. */
export function count(n: number | null | undefined): string {
  return n === null || n === undefined ? '—' : String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `98.2%`: one decimal always. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1)}%`;
}

export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** `SQ-…000431`: only where a rail is narrow. */
export function elided(number: string): string {
  const cut = /^([A-Z]+)-.*-(\d+)$/.exec(number);
  return cut ? `${cut[1]}-…${cut[2]}` : number;
}

export const orDash = (text: string | null | undefined): string => (text === null || text === undefined || text === '' ? '—' : text);
