import { Button, Input } from 'antd';
import { Area } from '../kit/area.tsx';
import { Citations } from '../kit/citations.tsx';
import { disposalChoices, forbiddingChoices, isSensitive, maskChoices, modeZh, sensitivityZh, serviceKindZh } from '../kit/codes.ts';
import { DayInput, FieldBox, Segments, Select } from '../kit/fields.tsx';
import { errorAt, type Errors } from '../kit/field-shapes.ts';
import { RowFilters } from '../kit/row-filters.tsx';
import { Tag } from '../kit/tag.tsx';
import { isOtherwise, lessIn, stateOf, wayOf, waysOf, type ItemState, type Reply } from './reply-model.ts';
import type { Item, Own } from './shapes.ts';

interface Props { readonly own: Own; readonly reply: Reply; readonly set: (change: Partial<Reply>) => void; readonly errors: Errors }
const decisions = [{ value: 'agree', zh: '同意', tone: 'ok' as const }, { value: 'other-mode', zh: '改方式', tone: 'ok' as const }, { value: 'refuse', zh: '不同意', tone: 'red' as const }];

/** One decision per item; 改方式 and 不同意 open their reason in place. */
export function ItemReplies({ own, reply, set, errors }: Props) {
  const wanted = own.entry.items.filter((i) => own.body.items?.includes(i.n));
  const put = (n: number, change: Partial<ItemState>) => set({ items: { ...reply.items, [n]: { ...stateOf(reply, n), ...change } } });
  const tally = (d: string) => wanted.filter((i) => stateOf(reply, i.n).decision === d).length;
  return (
    <section>
      <div className="row" style={{ marginBottom: 8 }}><b>数据项 {wanted.length}</b><Button size="small" onClick={() => set({ items: {} })}>全部同意</Button><span className="second" role="status">同意 {tally('agree')}·改方式 {tally('other-mode')}·不同意 {tally('refuse')}</span></div>
      <table className="gov"><caption className="hidden-text">逐项答复</caption>
        <thead><tr><th scope="col">信息项</th><th scope="col">敏感</th><th scope="col">脱敏</th><th scope="col">答复</th></tr></thead>
        <tbody>{wanted.map((item) => <ItemRow key={item.n} item={item} state={stateOf(reply, item.n)} own={own} mask={reply.masks[item.n] ?? 'none'} onMask={(m) => set({ masks: { ...reply.masks, [item.n]: m } })} put={(c) => put(item.n, c)} errors={errors} />)}</tbody>
      </table>
      {isOtherwise(reply, own) && (
        <div style={{ marginTop: 12 }}><FieldBox id="reply-otherWay" label="改方式的数据项改为" hint="另立一份授权提供；须与其他数据项的方式不同。属部分不同意，理由在下面写明。" required error={errors['otherWay']} group>
          <Segments name="reply-otherWay" label="改方式的数据项改为" value={reply.otherWay} options={waysOf(own.entry.modes).filter((way) => way !== wayOf(reply.mode, reply.serviceKind)).map((way) => ({ value: way, zh: wayZh(way) }))} onChange={(otherWay) => set({ otherWay })} />
        </FieldBox></div>
      )}
    </section>
  );
}

function ItemRow({ item, state, own, mask, onMask, put, errors }: { readonly item: Item; readonly state: ItemState; readonly own: Own; readonly mask: string; readonly onMask: (mask: string) => void; readonly put: (change: Partial<ItemState>) => void; readonly errors: Errors }) {
  const id = `reply-item-${item.n}`;
  return (
    <>
      <tr id={`${id}-box`} className={state.decision === 'agree' ? '' : 'opened'}>
        <th scope="row">{item.name}</th>
        <td>{isSensitive(item.sensitivity) ? <Tag tone="near">敏感</Tag> : <span className="second">{sensitivityZh(item.sensitivity)}</span>}</td>
        <td style={{ width: 150 }}>{state.decision === 'agree' && <Select small label={`${item.name}脱敏`} value={mask} options={maskChoices} onChange={onMask} />}</td>
        <td style={{ width: 190 }}><Segments name={id} label={`${item.name}的答复`} value={state.decision} options={decisions} onChange={(d) => put({ decision: d as ItemState['decision'] })} /></td>
      </tr>
      {state.decision !== 'agree' && (
        <tr className="opening"><td colSpan={4}>
          <div className="reason-row">
            {state.decision === 'refuse' && <><label htmlFor={id}>理由类别</label><span><Select id={id} value={state.category} empty="请选择" options={own.reasonsAllowed.map((r) => ({ value: r.category, zh: `${r.zh}（${r.basisZh}）` }))} onChange={(category) => put({ category })} />{errors[`item.${item.n}.category`] && <span className="field-error">{errors[`item.${item.n}.category`]}</span>}</span></>}
            {state.decision === 'refuse' && state.category === 'forbidden' && <><span>依据</span><Citations id={`${id}-basis`} label={`${item.name}的依据`} kinds={forbiddingChoices} withText value={state.basis} onChange={(basis) => put({ basis })} /></>}
            <label htmlFor={`${id}-reason`}>{state.decision === 'refuse' ? '理由' : '说明'}</label>
            <span>{state.decision === 'other-mode' && <span className="tag chip">属部分不同意，需说明</span>}<Area id={`${id}-reason`} value={state.reason} maxLength={1000} autoSize={{ minRows: 1, maxRows: 6 }} placeholder={state.decision === 'refuse' ? '为什么不同意' : '为什么改，改后怎样满足需要，如：只需核验是否连续缴费满 12 个月'} onChange={(e) => put({ reason: e.target.value })} />{errors[`item.${item.n}.reason`] && <span className="field-error">{errors[`item.${item.n}.reason`]}</span>}</span>
            {state.decision === 'refuse' && <><span className="second">不能作理由</span><span className="second">材料不全而未告知、尚无资源或接口、系统在建、待上级批准</span></>}
          </div>
        </td></tr>
      )}
    </>
  );
}

export const wayZh = (way: string): string => { const [mode = '', kind] = way.split('.'); return kind === undefined ? modeZh(mode) : `${modeZh(mode)}·${serviceKindZh(kind)}`; };

/** What is agreed beside the items: way, term, quota, rows, disposal, contact. Conditions only of those that the catalogue lists. */
export function AgreementFields({ own, reply, set, errors }: Props) {
  const { delivery } = own.ifToday;
  const digits = (t: string) => t.replace(/[^\d]/g, '').slice(0, 9);
  return (
    <section className="form">
      <div className="two">
        <FieldBox id="reply-mode" label="共享方式" required group>
          <div className="row" style={{ gap: 6 }}><Segments name="reply-mode" label="共享方式" value={reply.mode} options={own.entry.modes.map((m) => ({ value: m, zh: modeZh(m) }))} onChange={(mode) => set({ mode })} />
            {reply.mode === 'service' && <Segments name="reply-kind" label="接口方式" value={reply.serviceKind} options={[{ value: 'query', zh: '查询' }, { value: 'verification', zh: '核验' }]} onChange={(serviceKind) => set({ serviceKind })} />}</div>
        </FieldBox>
        <div><div className="field-label">提供时间</div><p className="second">{delivery === null ? '同意之日起按约定提供' : <>同意之日起 {delivery.days} 个工作日内；若今日同意，至迟 <b className="nowrap">{delivery.by}</b></>}</p></div>
      </div>
      <FieldBox id="reply-term" label="使用时限" required error={errors['term']} group><div className="row nowrap" style={{ flexWrap: 'nowrap' }}><DayInput id="reply-term" label="使用时限起" value={reply.from} onChange={(from) => set({ from })} /><span>至</span><DayInput label="使用时限止" value={reply.to} onChange={(to) => set({ to })} /></div></FieldBox>
      <div className="two">
        <FieldBox id="reply-perDay" label="每日上限" required error={errors['perDay'] ?? errors['quota.perDay']}><Input id="reply-perDay" className="short-input" inputMode="numeric" suffix="次" value={reply.perDay} onChange={(e) => set({ perDay: digits(e.target.value) })} /></FieldBox>
        <FieldBox id="reply-perMinute" label="每分钟上限" required error={errors['perMinute'] ?? errors['quota.perMinute']}><Input id="reply-perMinute" className="short-input" inputMode="numeric" suffix="次" value={reply.perMinute} onChange={(e) => set({ perMinute: digits(e.target.value) })} /></FieldBox>
      </div>
      <FieldBox id="reply-rowFilter" label="行范围" hint="只提供符合这些条件的记录；不填即全部。几个值用顿号隔开。" error={errorAt(errors, 'rowFilter')} group><RowFilters items={own.entry.items} filters={reply.filters} set={(filters) => set({ filters })} /></FieldBox>
      <LessReason own={own} reply={reply} set={set} errors={errors} />
      {own.entry.sharing.conditions.length > 0 && (
        <FieldBox id="reply-conditions" label="使用条件" hint="只能从目录列明的条件中选，不得另加（第十五条）。" group>
          {own.entry.sharing.conditions.map((c) => <label key={c} className="check"><input type="checkbox" checked={reply.conditions.includes(c)} onChange={() => set({ conditions: reply.conditions.includes(c) ? reply.conditions.filter((x) => x !== c) : [...reply.conditions, c] })} /><span>{c}</span></label>)}
        </FieldBox>
      )}
      <div className="two">
        <FieldBox id="reply-how" label="用后处置" required><Select id="reply-how" value={reply.how} options={disposalChoices} onChange={(how) => set({ how })} /></FieldBox>
        <FieldBox id="reply-days" label="报处置情况" required error={errors['days'] ?? errors['disposal.days']}><Input id="reply-days" style={{ maxWidth: 240 }} inputMode="numeric" prefix="授权结束后" suffix="日内" value={reply.days} onChange={(e) => set({ days: digits(e.target.value) })} /></FieldBox>
      </div>
      {reply.how === 'keep' && <FieldBox id="reply-disposalBasis" label="留存的依据" required error={errors['disposalBasis']}><Input id="reply-disposalBasis" value={reply.disposalBasis} maxLength={300} onChange={(e) => set({ disposalBasis: e.target.value })} /></FieldBox>}
      <div className="two">
        <FieldBox id="reply-contact" label="本部门联系岗位" required error={errors['contact']}><Input id="reply-contact" value={reply.contact} maxLength={100} onChange={(e) => set({ contact: e.target.value })} /></FieldBox>
        <FieldBox id="reply-phone" label="联系电话" required error={errors['phone']}><Input id="reply-phone" value={reply.phone} maxLength={40} onChange={(e) => set({ phone: e.target.value })} /></FieldBox>
      </div>
    </section>
  );
}

/** 21 ¶2: less than asked is a partial refusal, with a reason that the Regulation allows. */
function LessReason({ own, reply, set, errors }: Props) {
  const less = lessIn(reply, own);
  if (less.length === 0) return null;
  return (
    <FieldBox id="reply-less" label="少于申请的理由" hint={`${less.join('、')}少于申请，属部分不同意，应当说明理由（第二十一条第二款）。`} required error={errors['less']} group>
      <div className="stack" style={{ gap: 6 }}>
        <Select label="少于申请的理由类别" value={reply.lessCategory} empty="请选择" options={own.reasonsAllowed.map((r) => ({ value: r.category, zh: `${r.zh}（${r.basisZh}）` }))} onChange={(lessCategory) => set({ lessCategory })} />
        {reply.lessCategory === 'forbidden' && <Citations id="reply-less-basis" label="少于申请的依据" kinds={forbiddingChoices} withText value={reply.lessBasis} onChange={(lessBasis) => set({ lessBasis })} />}
        <Area id="reply-less" aria-label="少于申请的理由" value={reply.lessReason} maxLength={1000} autoSize={{ minRows: 1, maxRows: 6 }} onChange={(e) => set({ lessReason: e.target.value })} />
      </div>
    </FieldBox>
  );
}
