-- What gateways must obey within 2 seconds. `changed` comes from one counter row per region that is locked at the
-- end of the transaction, so numbers follow commits: a gateway that has seen n has seen all below n.
create table gate_counter (
  region text primary key,
  last bigint not null check (last >= 0)
) with (fillfactor = 50);

create table gate_change (
  region text not null,
  changed bigint not null check (changed >= 1),
  what text not null check (what in ('grant', 'entry', 'key', 'incident')),
  id text not null,
  stopped boolean not null,
  at timestamptz not null default now(),
  primary key (region, changed)
);
revoke update, truncate on gate_change from shuqiao_app;
revoke delete, truncate on gate_counter from shuqiao_app;
