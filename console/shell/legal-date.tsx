import { useState } from 'react';
import { ApiError } from '../../sdk/client.ts';
import { DayInput } from '../kit/fields.tsx';
import { api, queries } from './api.ts';
import { useSession } from './session.ts';

/** Only where the platform is marked: moves the legal date forward, so that clocks run out before one's eyes. */
export function LegalDate() {
  const { today } = useSession();
  const [date, setDate] = useState(today.legal);
  const [error, setError] = useState<string | null>(null);
  const move = async () => {
    try { await api.post('/mark/legal-date', { date }); await queries.invalidateQueries(); setError(null); } catch (thrown) { setError(thrown instanceof ApiError ? thrown.refusal.message : '没有拨动。'); }
  };
  return (
    <form className="legal-date no-print" onSubmit={(e) => { e.preventDefault(); void move(); }}>
      <label htmlFor="legal-date">业务日期拨到</label>
      <DayInput id="legal-date" label="业务日期" value={date} onChange={setDate} />
      <button type="submit" disabled={!/^\d{4}-\d{2}-\d{2}$/.test(date) || date <= today.legal}>拨动</button>
      {error && <span role="alert">{error}</span>}
    </form>
  );
}
