-- Sums of a grant's calls per day in Shanghai, all persons together, written with the records themselves: what statistics
-- read instead of millions of records. ms_buckets: answered calls by how long they took, bounds in processes/usage/latency.ts.
create table usage_sum (
  region      text not null,
  grant_id    uuid not null,
  day         date not null,
  calls       bigint not null default 0,
  rows        bigint not null default 0,
  bytes       bigint not null default 0,
  refused     bigint not null default 0,
  failed      bigint not null default 0,
  maintenance bigint not null default 0,           -- of the refused: in an announced window, the provider's database being down
  ms_sum      bigint not null default 0,
  ms_buckets  bigint[] not null default '{}' check (cardinality(ms_buckets) in (0, 10)),
  primary key (region, grant_id, day)
) with (fillfactor = 70);
revoke delete, truncate on usage_sum from shuqiao_app;
insert into usage_sum (region, grant_id, day, calls, rows, bytes, refused, failed)
select region, grant_id, day, sum(calls), sum(rows), sum(bytes), sum(refused), sum(failed) from usage_day group by region, grant_id, day;

-- One narrow row an application that a provider received: figures of a department are counted from here (23, 38 ¶2).
create table application_figure (
  region      text not null,
  id          uuid not null,
  provider    text not null,
  requester   text not null,
  attribute   text not null,
  received_on date not null,
  outcome     text check (outcome in ('granted', 'refused', 'withdrawn')),
  ended_on    date,
  on_time     boolean,
  days        smallint check (days >= 0),          -- working days from receipt to the reply, of the national calendar
  asked       boolean not null default false,      -- missing material was asked for (21 ¶2)
  extended    boolean not null default false,
  primary key (region, id),
  foreign key (region, id) references application (region, id),
  check ((outcome is null) = (ended_on is null))
);
create index application_figure_provider on application_figure (provider, received_on);
create index application_figure_requester on application_figure (requester, received_on);
create index application_figure_provided on application_figure (provider, ended_on) where ended_on is not null;
create index application_figure_provider_open on application_figure (provider) where outcome is null;
create index application_figure_requester_open on application_figure (requester) where outcome is null;
create index application_figure_requested on application_figure (requester, ended_on) where ended_on is not null;
insert into application_figure (region, id, provider, requester, attribute, received_on, outcome, ended_on, on_time, asked, extended)
select c.region, c.id, c.provider, c.requester, coalesce(c.facts ->> 'attribute', ''), a.received_on, e.act, e.on_day,
  case when e.act in ('granted', 'refused') then k.due_on is null or e.on_day <= k.due_on end,
  a.points <> '[]', coalesce(k.asked ->> 'answered' = 'extended', false)
from application a
join legal_case c on c.region = a.region and c.id = a.id
left join lateral (
  select m.to_state as act, m.on_day from case_move m where m.region = a.region and m.case_id = a.id and m.to_state in ('granted', 'refused', 'withdrawn') order by m.version desc limit 1) e on c.state in ('granted', 'refused', 'withdrawn')
left join lateral (select due_on, asked from clock where region = a.region and case_id = a.id and name = 'reply' order by nth desc limit 1) k on true
where a.received_on is not null and c.provider is not null and c.requester is not null;

create index agreement_provider on agreement (provider, state);
