import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { moment } from '../kit/formats.ts';
import { printedOf, type Printed } from '../kit/print-filters.ts';
import { useSession } from './session.ts';

interface Said extends Printed { readonly at: string; readonly list: boolean }

/** Above a printed list: what it was filtered by, how much of it this is, who printed it and when. Papers say their own. */
export function PrintHead() {
  const { platform, actor, person } = useSession();
  const [said, setSaid] = useState<Said | null>(null);
  useEffect(() => {
    const now = () => {
      const main = document.querySelector('main#main:not(.paper-page)');
      flushSync(() => setSaid(main === null ? null : { ...printedOf(main, new URLSearchParams(location.search)), at: moment(new Date().toISOString()), list: main.matches('.page') }));
    };
    const gone = () => setSaid(null);
    addEventListener('beforeprint', now);
    addEventListener('afterprint', gone);
    return () => { removeEventListener('beforeprint', now); removeEventListener('afterprint', gone); };
  }, []);
  if (said === null) return null;
  return (
    <div className={`print-head${said.list ? ' list' : ''}`} aria-hidden="true">
      <p>{platform.name}　打印 {actor.orgName}·{actor.postZh}（账号 {person.account}）　{said.at}</p>
      {said.list && said.rows && <p>筛选　{said.filters.length > 0 ? said.filters.join('；') : '无'}。{said.rows}。</p>}
    </div>
  );
}
