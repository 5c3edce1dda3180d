import { useId, useLayoutEffect, useRef, useState } from 'react';
import { BOX_H, layOut, type FlowShape, type LaidOut, type Line } from './flow-layout.ts';
import { dayShort } from './formats.ts';

type Node = FlowShape['nodes'][number];

/** 流程: lanes by party, so that whose turn it is can be seen. Drawn from the procedure's table; a list where it is narrow. */
export function Flow({ flow, today }: { readonly flow: FlowShape; readonly today: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(840);
  useLayoutEffect(() => {
    const node = box.current;
    if (!node) return;
    const watch = new ResizeObserver(() => setRoom(node.clientWidth));
    watch.observe(node);
    return () => watch.disconnect();
  }, []);
  if (flow.nodes.length === 0) return null;
  const laid = layOut(flow, room);
  return (
    <section>
      <div className="section-head"><h2>流程</h2><span className="second">现在：{flow.now}</span></div>
      <div className={`flow-box${laid.tooNarrow ? ' narrow' : ''}`} ref={box}>
        {!laid.tooNarrow && <Drawing flow={flow} laid={laid} today={today} />}
        <ol className="flow-list">
          {flow.nodes.map((n) => <li key={n.state} className={n.mark}><span aria-hidden="true">{signs[n.mark]}</span>{n.zh}{n.note ? <small>{noteOf(n, today).replace(/^✓ /, '')}</small> : ''}</li>)}
          {flow.otherwise.map((way) => <li key={way} className="ahead"><span aria-hidden="true">○</span>{way}</li>)}
        </ol>
      </div>
    </section>
  );
}

const signs = { done: '✓', now: '●', ahead: '○' } as const;
const words = { done: '（已过）', now: '（现在）', ahead: '（往后）' } as const;

/** ✓ 09-30 · 今天 · 10-16 · 20 个工作日 */
function noteOf({ note, mark }: Node, today: string): string {
  const day = note === null || !/^\d{4}-\d{2}-\d{2}$/.test(note) ? note ?? '' : dayShort(note, today);
  if (mark === 'now') return note === today ? '今天' : `${day} 起`;
  return mark === 'done' ? `✓ ${day}` : day;
}

function Drawing({ flow, laid, today }: { readonly flow: FlowShape; readonly laid: LaidOut; readonly today: string }) {
  const id = useId();
  const { boxes, lines, otherwise, width, height, boxWidth, laneTops } = laid;
  return (
    <svg className="flow" width={width} height={height} role="img" aria-labelledby={id}>
      <title id={id}>{`流程：${flow.nodes.map((n) => `${n.zh}${words[n.mark]}`).join('，')}${flow.otherwise.length > 0 ? `；${flow.otherwise.join('；')}` : ''}`}</title>
      <defs>
        {['done', 'ahead'].map((m) => <marker key={m} id={`${id}${m}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 .8 7.4 4 0 7.2z" className={`flow-tip ${m}`} /></marker>)}
      </defs>
      {laneTops.map((top, n) => (
        <g key={top}>
          <rect x="0" y={top} width={width} height={(laneTops[n + 1] ?? height) - top} className={n % 2 === 0 ? 'flow-lane even' : 'flow-lane'} />
          {n > 0 && <path d={`M0 ${top}H${width}`} className="flow-rule" />}
          <text x="8" y={top + 16} className="flow-lane-name">{[flow.lanes[n]?.zh, flow.lanes[n]?.name].filter(Boolean).join(' ')}</text>
        </g>
      ))}
      {[...lines, ...otherwise].map((line) => <Way key={line.path} line={line} tip={`url(#${id}${line.mark})`} />)}
      {flow.nodes.map((node) => {
        const at = boxes.get(node.state);
        if (!at) return null;
        const note = node.note === null ? '' : noteOf(node, today);
        return (
          <g key={node.state} className={`flow-node ${node.mark}`}>
            <rect x={at.x} y={at.y} width={boxWidth} height={BOX_H} rx="3" />
            <text x={at.x + boxWidth / 2} y={at.y + (note ? 19 : 27)} className="flow-name">{node.zh}</text>
            {note && <text x={at.x + boxWidth / 2} y={at.y + 36} className="flow-note">{note}</text>}
          </g>
        );
      })}
    </svg>
  );
}

function Way({ line, tip }: { readonly line: Line; readonly tip: string }) {
  return (
    <g>
      <path d={line.path} className={`flow-line ${line.mark}`} markerEnd={tip} />
      {line.label && <text x={line.x} y={line.y} textAnchor={line.anchor} className="flow-label">{line.label}</text>}
    </g>
  );
}
