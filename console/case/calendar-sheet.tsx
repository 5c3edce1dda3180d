import type { Strip } from '../../platform/procedures/contract.ts';
import { weekdayZh } from '../kit/formats.ts';
import { LawNote } from '../kit/law-note.tsx';
import { Sheet } from '../kit/sheet.tsx';

const words: Readonly<Record<string, string>> = { received: '收到，当日不计', elapsed: '计入', today: '计入（今天）', paused: '停计', left: '余下', due: '最后一日，24:00 止', next: '过此即超期', late: '超期', extension: '延期', rest: '休息日，不计' };

/** 算法与日历: every day with its reason, as the server counted it. */
export function CalendarSheet({ strip, onClose }: { readonly strip: Strip; readonly onClose: () => void }) {
  return (
    <Sheet title={`${strip.zh}：逐日计算`} onClose={onClose} lead={<p className="second">{strip.limitZh}</p>}>
      <p>{strip.spoken}</p>
      <p className="second">收到当日不计；末日 24:00 止；法定休息日不计，调休上班日计入；补正期间停计，停计以前的到期日仍列出备查。</p>
      <div className="table-scroll" tabIndex={0} role="group" aria-label="逐日计算表">
        <table className="gov dense">
          <caption className="hidden-text">{strip.zh}逐日计算</caption>
          <thead><tr><th scope="col">日期</th><th scope="col">星期</th><th scope="col" className="num">第几日</th><th scope="col">怎样计</th><th scope="col">说明</th></tr></thead>
          <tbody>
            {strip.days.map((d) => (
              <tr key={d.date}>
                <th scope="row">{d.date}</th><td>{weekdayZh(d.weekday)}</td><td className="num">{d.ordinal ?? '—'}</td><td>{words[d.kind] ?? d.kind}</td>
                <td>{[d.holiday, d.makeUp ? '调休上班' : null, ...d.flags.map((f) => f.text), ...d.captions.map((c) => c.text)].filter(Boolean).join('；') || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <LawNote basis={strip.basis} />
    </Sheet>
  );
}
