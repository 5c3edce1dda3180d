import { useEffect, useState } from 'react';
import { minuteAt } from '../../law/machine-time.ts';
import { useSession } from '../shell/session.ts';

/** Account, organisation and minute, over the whole view and in print. Tests of contrast switch it off: it hides faults from the tool. */
const OFF_FLAG = 'shuqiaoNoWatermark';

export function Watermark() {
  const { person, actor } = useSession();
  const [minute, setMinute] = useState(() => minuteAt(Date.now()));
  useEffect(() => { const timer = setInterval(() => setMinute(minuteAt(Date.now())), 15_000); return () => clearInterval(timer); }, []);
  if (OFF_FLAG in window) return null;
  const text = `${actor.orgName} ${person.account} ${minute}`;
  return (
    <svg className="watermark" aria-hidden="true" width="100%" height="100%">
      <defs><pattern id="wm" width="420" height="220" patternUnits="userSpaceOnUse" patternTransform="rotate(-18)"><text x="0" y="60" fontSize="14" fill="#1b2430" fillOpacity="0.06">{text}</text><text x="210" y="170" fontSize="14" fill="#1b2430" fillOpacity="0.06">{text}</text></pattern></defs>
      <rect width="100%" height="100%" fill="url(#wm)" />
    </svg>
  );
}
