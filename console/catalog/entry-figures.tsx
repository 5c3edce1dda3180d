import { count, percent } from '../kit/formats.ts';
import { limitOf, type Entry } from './shapes.ts';

/** 答复多久: how the last answers are spread over working days, with the rates by which departments are compared (23). */
export function EntryFigures({ it }: { readonly it: Entry }) {
  const f = it.figures;
  const answered = f.onTime + f.late;
  const shown = it.answers.reduce((sum, one) => sum + one.count, 0);
  return (
    <section>
      <h2>答复多久</h2><p className="meta">{shown > 0 ? `最近 ${count(shown)} 件答复，不计补正停计` : '还没有答复过'}{f.asked > 0 && `；共收到 ${count(f.asked)} 件申请`}</p>
      {shown > 0 && <Spread it={it} />}
      <dl className="figures" style={{ marginTop: 8 }}>
        <dt>中位用时</dt><dd>{f.answeredP50 === null ? '—' : f.answeredP50 === 0 ? '当日' : `${f.answeredP50} 个工作日`}，法定 {limitOf(it.attribute)} 日</dd>
        <dt>按期答复率</dt><dd>{percent(f.onTime, answered)}</dd>
        <dt>补正率·延期率</dt><dd>{percent(f.supplemented, f.asked)}·{percent(f.extended, f.asked)}</dd>
        {f.askedLastFifth > 0 && <><dt>期限将尽才告知补正</dt><dd>{count(f.askedLastFifth)} 件</dd></>}
        <dt>不同意率</dt><dd>{percent(f.refused, f.granted + f.refused)}</dd>
        <dt>撤回率</dt><dd>{percent(f.withdrawn, f.asked)}{f.withdrawnAtWish > 0 && `，应提供部门要求 ${count(f.withdrawnAtWish)} 件`}</dd>
        <dt>同意到提供，中位</dt><dd>{f.deliveredP50 === null ? '—' : f.deliveredP50 === 0 ? '当日' : `${f.deliveredP50} 个工作日`}</dd>
        <dt>评价</dt><dd>{f.rated === 0 ? '—' : `${(f.ratingSum / f.rated).toFixed(1)} 分，${count(f.rated)} 件`}</dd>
        <dt>在用部门</dt><dd>{count(f.users)}</dd>
        {f.quality && <><dt>质量检查合格率</dt><dd>{f.quality.rate === null ? '—' : `${(Math.floor(f.quality.rate * 1_000) / 10).toFixed(1)}%`}{f.quality.failing > 0 && `，${f.quality.failing} 条规则不符合`}</dd></>}
        <dt>校核更正</dt><dd>{count(f.corrections)}</dd>
      </dl>
    </section>
  );
}

interface Bar { readonly zh: string; readonly count: number; readonly late: boolean }

/** One bar a working day up to the limit, then what took longer with consent, then what was late. */
function barsOf(it: Entry): readonly Bar[] {
  const limit = limitOf(it.attribute);
  const sum = (of: (one: Entry['answers'][number]) => boolean) => it.answers.filter(of).reduce((n, one) => n + one.count, 0);
  const days = Array.from({ length: limit + 1 }, (_, n): Bar => ({ zh: n === 0 ? '当' : String(n), count: sum((one) => !one.late && one.days === n), late: false }));
  const extended = sum((one) => !one.late && one.days > limit);
  return [...days, ...(extended > 0 ? [{ zh: '延', count: extended, late: false }] : []), { zh: '超', count: sum((one) => one.late), late: true }];
}

function Spread({ it }: { readonly it: Entry }) {
  const bars = barsOf(it);
  const [width, most] = [264 / bars.length, Math.max(1, ...bars.map((bar) => bar.count))];
  const median = it.figures.answeredP50 === null ? '' : it.figures.answeredP50 === 0 ? '当' : String(Math.round(it.figures.answeredP50));
  return (
    <>
      <svg viewBox="0 0 264 92" width="100%" aria-hidden="true" style={{ marginTop: 8, maxWidth: 320 }}>
        {bars.map((bar, n) => {
          const height = bar.count === 0 ? 0 : Math.max(2, (bar.count / most) * 56);
          return (
            <g key={bar.zh}>
              <rect x={n * width + 1} y={72 - height} width={width - 2} height={height} fill={bar.late ? 'var(--due)' : bar.zh === median ? 'var(--acc)' : 'var(--slate)'} />
              {bar.count > 0 && <text x={n * width + width / 2} y={68 - height} fontSize="12" textAnchor="middle" fill="var(--ink2)">{bar.count}</text>}
              <text x={n * width + width / 2} y="88" fontSize="12" textAnchor="middle" fill="var(--ink2)">{bar.zh}</text>
            </g>
          );
        })}
        <path d="M0 72.5H264" stroke="var(--line2)" />
      </svg>
      <table className="hidden-text"><caption>答复用时分布</caption><thead><tr><th scope="col">用时</th><th scope="col">件数</th></tr></thead>
        <tbody>{bars.filter((bar) => bar.count > 0).map((bar) => <tr key={bar.zh}><th scope="row">{bar.late ? '超期' : bar.zh === '延' ? '经同意延期' : bar.zh === '当' ? '当日' : `${bar.zh} 个工作日`}</th><td>{bar.count}</td></tr>)}</tbody></table>
    </>
  );
}
