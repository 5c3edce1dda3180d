import { useId, useLayoutEffect, useRef, useState } from 'react';
import { BOX_H, layOut, type FlowShape } from './flow-layout.ts';
import { dayShort } from './formats.ts';

const noteOf = (note: string, today: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(note) ? (note === today ? '今天' : dayShort(note, today)) : note);

/** 流程: lanes by party, so that whose turn it is can be seen. Drawn from the procedure's table; a list where it is narrow. */
export function Flow({ flow, now, today }: { readonly flow: FlowShape; readonly now: string; readonly today: string }) {
  const id = useId();
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
  const { boxes, lines, width, height, boxWidth, laneTops } = layOut(flow, room);
  const told = flow.nodes.map((n) => `${n.zh}${n.mark === 'done' ? '（已过）' : n.mark === 'now' ? '（现在）' : ''}`).join('，');
  return (
    <section>
      <div className="section-head"><h2>流程</h2><span className="second">现在：{now}</span></div>
      <div className="flow-box" ref={box} {...(width > room ? { tabIndex: 0, role: 'group', 'aria-label': '流程图，可左右滚动' } : {})}>
        <svg className="flow" width={width} height={height} role="img" aria-labelledby={id}>
          <title id={id}>{`流程：${told}`}</title>
          <defs>
            {['done', 'ahead'].map((m) => <marker key={m} id={`${id}${m}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 .8 7.4 4 0 7.2z" className={`flow-tip ${m}`} /></marker>)}
          </defs>
          {laneTops.map((top, n) => (
            <g key={n}>
              <rect x="0" y={top} width={width} height={(laneTops[n + 1] ?? height) - top} className={n % 2 === 0 ? 'flow-lane even' : 'flow-lane'} />
              {n > 0 && <path d={`M0 ${top}H${width}`} className="flow-rule" />}
              <text x="8" y={top + 15} className="flow-lane-name">{flow.lanes[n]?.zh}</text>
            </g>
          ))}
          {lines.map((line, n) => (
            <g key={n}>
              <path d={line.path} className={`flow-line ${line.mark}`} markerEnd={`url(#${id}${line.mark})`} />
            </g>
          ))}
          {flow.nodes.map((node) => {
            const at = boxes.get(node.state);
            if (!at) return null;
            return (
              <g key={node.state} className={`flow-node ${node.mark}`}>
                <rect x={at.x} y={at.y} width={boxWidth} height={BOX_H} rx="3" />
                <text x={at.x + boxWidth / 2} y={at.y + (node.note ? 19 : 27)} className="flow-name">{node.zh}</text>
                {node.note && <text x={at.x + boxWidth / 2} y={at.y + 36} className="flow-note">{node.mark === 'done' ? `✓ ${noteOf(node.note, today)}` : node.mark === 'now' && node.note !== today ? `${noteOf(node.note, today)} 起` : noteOf(node.note, today)}</text>}
              </g>
            );
          })}
        </svg>
        <ol className="flow-list">
          {flow.nodes.filter((n) => n.mark !== 'ahead').map((n) => <li key={n.state} className={n.mark}>{n.mark === 'done' ? '✓ ' : '● '}{n.zh}{n.note ? ` ${n.note}` : ''}</li>)}
        </ol>
      </div>
    </section>
  );
}
