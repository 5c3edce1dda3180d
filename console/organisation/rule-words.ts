/** Classes of cases that a limit distinguishes, in words. */
const classes: Readonly<Record<string, string>> = { any: '全部', unconditional: '无条件共享', conditional: '有条件共享', low: '一般', medium: '较大', high: '重大' };
export const classZh = (code: string): string => classes[code] ?? code;
