-- What one department calls of another per day, all its grants together: a department's statistics read days, however many grants it has.
-- Shipping leaves what it added (usage_added); a job that knows whose grants they are folds it in.
create table usage_added (
  region      text not null,
  batch       uuid not null,
  grant_id    uuid not null,
  day         date not null,
  calls       bigint not null,
  rows        bigint not null,
  refused     bigint not null,
  failed      bigint not null,
  maintenance bigint not null,
  ms_buckets  bigint[] not null check (cardinality(ms_buckets) = 10),
  primary key (region, batch, grant_id, day)
);
revoke truncate on usage_added from shuqiao_app;

create table usage_office (
  region      text not null,                       -- of the grants
  provider    text not null,
  requester   text not null,
  day         date not null,                       -- in Shanghai
  calls       bigint not null default 0,
  rows        bigint not null default 0,
  refused     bigint not null default 0,
  failed      bigint not null default 0,
  maintenance bigint not null default 0,
  ms_buckets  bigint[] not null check (cardinality(ms_buckets) = 10),
  primary key (region, provider, requester, day)
) with (fillfactor = 70);
revoke delete, truncate on usage_office from shuqiao_app;

insert into usage_office (region, provider, requester, day, calls, rows, refused, failed, maintenance, ms_buckets)
select s.region, a.provider, a.requester, s.day, sum(s.calls), sum(s.rows), sum(s.refused), sum(s.failed), sum(s.maintenance),
  array[coalesce(sum(s.ms_buckets[1]), 0), coalesce(sum(s.ms_buckets[2]), 0), coalesce(sum(s.ms_buckets[3]), 0), coalesce(sum(s.ms_buckets[4]), 0), coalesce(sum(s.ms_buckets[5]), 0),
    coalesce(sum(s.ms_buckets[6]), 0), coalesce(sum(s.ms_buckets[7]), 0), coalesce(sum(s.ms_buckets[8]), 0), coalesce(sum(s.ms_buckets[9]), 0), coalesce(sum(s.ms_buckets[10]), 0)]
from usage_sum s join agreement a on a.region = s.region and a.id = s.grant_id
group by s.region, a.provider, a.requester, s.day;
create index usage_office_provider on usage_office (provider, day);

-- Grants of a provider by state and by requester are counted in the index alone.
drop index agreement_provider;
create index agreement_provider on agreement (provider, state, requester);
