import { Link } from '@tanstack/react-router';
import { usePage } from '../kit/head.ts';
import { EmptyState } from '../kit/states.tsx';

export function NotFoundPage() {
  usePage('没有这个页面');
  return <main id="main" className="page"><EmptyState page title="没有这个页面" actions={<Link to="/">回工作台</Link>}><p>地址可能写错了，或者这一页不属于您现在的岗位。</p></EmptyState></main>;
}
