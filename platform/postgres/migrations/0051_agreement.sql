-- 共享授权: what was agreed (网络数据安全管理条例 Art. 12), one row a grant. What the plane enforces of it is grant_compiled.
create table agreement (
  region text not null,
  id uuid not null,
  requester text not null,
  provider text not null,
  application_region text,
  application_id uuid,
  entry_region text not null,
  entry uuid not null,
  entry_version integer not null,
  purpose text not null,
  term_from date not null,
  term_to date,
  state text not null,
  body jsonb not null,
  -- what later acts laid down
  suspension jsonb,
  hold jsonb,
  rejected text[] not null default '{}',
  disposal jsonb not null,
  delivered_on date,
  collected_on date,
  renews_region text,
  renews_id uuid,
  primary key (region, id)
);
create index agreement_requester on agreement (requester, state);
create index agreement_entry on agreement (entry_region, entry, state);
create index agreement_application on agreement (region, application_region, application_id);
