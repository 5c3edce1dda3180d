const parts = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** 2026-10-22 09:30, by the clock of Shanghai. */
export function momentZh(at: Date): string {
  const of = Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]));
  return `${of['year']}-${of['month']}-${of['day']} ${of['hour']}:${of['minute']}`;
}
