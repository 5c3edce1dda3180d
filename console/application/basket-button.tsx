import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { drop, has, MOST, put, useBasket } from './basket.ts';

/** 加入清单: collected with others, applied for together. */
export function BasketButton({ it, items, small }: { readonly it: { readonly region: string; readonly entry: string; readonly name: string; readonly providerName: string }; readonly items?: readonly number[]; readonly small?: true }) {
  const basket = useBasket();
  const inside = has(basket, it.entry);
  const full = !inside && basket.lines.length >= MOST;
  const size = small ? { size: 'small' as const } : {};
  return (
    <>
      <Button {...size} aria-pressed={inside} disabled={full} aria-label={`${inside ? '移出清单' : '加入清单'}：${it.name}`} onClick={() => (inside ? drop(it.entry) : put({ region: it.region, entry: it.entry, name: it.name, providerName: it.providerName, items: items ?? [] }))}>{inside ? '移出清单' : full ? `清单已满 ${MOST} 项` : '加入清单'}</Button>
      {inside && !small && <Link to="/basket">申请清单 {basket.lines.length} 项</Link>}
    </>
  );
}

/** How many are collected, and the way there. */
export function BasketLink() {
  const { lines } = useBasket();
  return <Link to="/basket" className="button-link quiet">申请清单 {lines.length}</Link>;
}
