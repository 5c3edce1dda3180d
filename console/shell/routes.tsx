import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { ApiError, queryText, type Query } from '../../sdk/client.ts';
import { claimDrafts } from '../kit/memory.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { WorklistPage } from '../worklist/worklist-page.tsx';
import { queries } from './api.ts';
import { homeOf } from './nav-entries.ts';
import { Office } from './office.tsx';
import { NotFoundPage } from './not-found.tsx';
import { part, useLost } from './part.ts';
import { sessionQuery } from './session.ts';

/** Filters live in the address: each list names what it understands and drops the rest. */
type Search = Record<string, string>;
const only = (...names: readonly string[]) => (given: Record<string, unknown>): Search => {
  const kept: Search = {};
  for (const name of names) {
    const value = given[name];
    if ((typeof value === 'string' || typeof value === 'number') && String(value) !== '') kept[name] = String(value).slice(0, 400);
  }
  return kept;
};

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage, errorComponent: ({ error }) => <main className="page" id="main"><ErrorState page error={error} onRetry={() => location.reload()} /></main> });

/** A page on its way; where nobody answers, that is said, and the page opens when somebody does. */
function Pending() {
  return <main id="main" className="page">{useLost() ? <EmptyState page title="没有收到答复"><p>服务暂时没有应答，请检查网络。恢复以后，这一页自行打开；填写中的内容还在。</p></EmptyState> : <Loading />}</main>;
}

const open = (path: string, load: () => Promise<Record<string, unknown>>, name: string, ...search: readonly string[]) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(part(load) as never, name as never), validateSearch: only(...search) });

/** Everything behind the login: waits for the session, goes to the login without one, and comes back. */
const office = createRoute({
  getParentRoute: () => root, id: 'office', component: Office, pendingComponent: () => <Loading />,
  beforeLoad: async ({ location }) => {
    try {
      const session = await queries.ensureQueryData(sessionQuery);
      claimDrafts(session.person.id);
      if (location.pathname === '/' && session.actor.post.startsWith('platform-')) throw redirect({ to: homeOf(session.actor.post) });
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.status === 401) throw redirect({ to: '/login', search: { next: location.href } });
      throw thrown;
    }
  },
});
const page = (path: string, load: () => Promise<Record<string, unknown>>, name: string, ...search: readonly string[]) =>
  createRoute({ getParentRoute: () => office, path, component: lazyRouteComponent(part(load) as never, name as never), validateSearch: only(...search) });

const tree = root.addChildren([
  open('/login', () => import('./login.tsx'), 'LoginPage', 'next', 'why'),
  open('/setup/$token', () => import('./setup.tsx'), 'SetupPage'),
  open('/officer/$token', () => import('./officer-link.tsx'), 'OfficerPage'),
  open('/activate/$token', () => import('./activate.tsx'), 'ActivatePage'),
  open('/developers', () => import('./developers-page.tsx'), 'DevelopersPage'),
  office.addChildren([
    createRoute({ getParentRoute: () => office, path: '/', component: WorklistPage, validateSearch: only('kind', 'lamp', 'q', 'why', 'tab') }),
    page('/cases/$kind', () => import('../case/list-page.tsx'), 'CaseListPage', 'side', 'state', 'open', 'lamp', 'q'),
    page('/cases/$kind/$ref', () => import('../case/case-page.tsx'), 'CasePage'),
    page('/cases/$kind/$ref/print/$document', () => import('../documents/print-page.tsx'), 'PrintPage'),
    page('/cases/application/$ref/edit', () => import('../application/apply-page.tsx'), 'ApplyPage', 'step'),
    page('/cases/application/$ref/reply', () => import('../application/reply-page.tsx'), 'ReplyPage'),
    page('/cases/demand/$ref/edit', () => import('../demand/edit-page.tsx'), 'DemandPage'),
    page('/cases/catalog/$ref/edit', () => import('../catalog/edit-page.tsx'), 'EditPage', 'part'),
    page('/catalog', () => import('../catalog/search-page.tsx'), 'SearchPage', 'q', 'attribute', 'provider', 'mode', 'cycle', 'grade', 'region', 'sort'),
    page('/catalog/$region/$entry', () => import('../catalog/entry-page.tsx'), 'EntryPage', 'version', 'against'),
    page('/department-catalog', () => import('../catalog/department-page.tsx'), 'DepartmentPage', 'state', 'q'),
    page('/imports', () => import('../catalog/import/list-page.tsx'), 'ImportsPage'),
    page('/imports/grants', () => import('../grant/import-page.tsx'), 'GrantImportPage'),
    page('/imports/$region/$id', () => import('../catalog/import/import-page.tsx'), 'ImportPage', 'kind', 'outcome'),
    page('/resources', () => import('../resource/resources-page.tsx'), 'ResourcesPage', 'entry', 'region', 'q'),
    page('/statistics', () => import('../statistics/department-page.tsx'), 'DepartmentStatisticsPage', 'from', 'to'),
    page('/quality/$region/$entry', () => import('../resource/quality-page.tsx'), 'QualityPage'),
    page('/supervision', () => import('../supervision/list-page.tsx'), 'SupervisionPage', 'state', 'article', 'org', 'q', 'at', 'view'),
    page('/department-catalog/list', () => import('../documents/entry-list-page.tsx'), 'EntryListPage', 'attribute'),
    page('/documents', () => import('../documents/list-page.tsx'), 'DocumentsPage', 'kind', 'stamped', 'q'),
    page('/documents/check', () => import('../documents/check-page.tsx'), 'CheckPage', 'number'),
    page('/documents/$document', () => import('../documents/kept-page.tsx'), 'KeptPage', 'print', 'stamp'),
    page('/usage', () => import('../usage/usage-page.tsx'), 'UsagePage', 'grant', 'side', 'from', 'to', 'q'),
    page('/typical', () => import('../usage/typical-page.tsx'), 'TypicalPage', 'q'),
    page('/law', () => import('../law/law-page.tsx'), 'LawPage', 'article', 'show'),
    page('/organisations', () => import('../organisation/list-page.tsx'), 'OrganisationsPage', 'q', 'region', 'at'),
    page('/calendar', () => import('../organisation/calendar-page.tsx'), 'CalendarPage', 'year'),
    page('/jurisdiction', () => import('../organisation/jurisdiction-page.tsx'), 'JurisdictionPage', 'show'),
    page('/templates', () => import('../organisation/templates-page.tsx'), 'TemplatesPage'),
    page('/delegations', () => import('../organisation/delegations-page.tsx'), 'DelegationsPage'),
    page('/synonyms', () => import('../catalog/synonyms-page.tsx'), 'SynonymsPage', 'q'),
    page('/subscriptions', () => import('../catalog/subscriptions-page.tsx'), 'SubscriptionsPage'),
    page('/held', () => import('../grant/held-page.tsx'), 'HeldPage', 'org', 'q'),
    page('/weak-signatures', () => import('../grant/legacy-page.tsx'), 'LegacyPage', 'only', 'q'),
    page('/sandboxes', () => import('../sandbox/list-page.tsx'), 'SandboxesPage', 'region', 'entry', 'show'),
    page('/sandboxes/$ref', () => import('../sandbox/sandbox-page.tsx'), 'SandboxPage'),
    page('/basket', () => import('../application/basket-page.tsx'), 'BasketPage'),
    page('/messages', () => import('./messages.tsx'), 'MessagesPage', 'unread'),
    page('/account', () => import('./account-page.tsx'), 'AccountPage'),
    page('/help', () => import('./help.tsx'), 'HelpPage'),
    page('/officers/import', () => import('../officers/import-page.tsx'), 'ImportPage'),
    page('/officers/addresses', () => import('../officers/addresses-page.tsx'), 'AddressesPage', 'state'),
    page('/officers/settings', () => import('../officers/settings-page.tsx'), 'SettingsPage'),
    page('/officers/sessions', () => import('../officers/sessions-page.tsx'), 'SessionsPage'),
    page('/officers/log', () => import('../officers/log-page.tsx'), 'LogPage', 'from', 'to', 'q', 'result'),
    page('/officers/exports', () => import('../officers/exports-page.tsx'), 'ExportsPage', 'q'),
    page('/officers/ledger', () => import('../officers/ledger-page.tsx'), 'LedgerPage'),
    page('/officers/keeping', () => import('../officers/keeping-page.tsx'), 'KeepingPage'),
    page('/$', async () => ({ NotFoundPage }), 'NotFoundPage'),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  // plain words in the address: every filter is a text
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)), stringifySearch: (search) => queryText(search as Query),
  defaultPreload: false, scrollRestoration: true, defaultPendingMs: 300, defaultPendingComponent: Pending,
});

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}
