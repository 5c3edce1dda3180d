-- Art. 29 ¶2: what left, to whom, under which grant; kept at least three years. One row per call.
create table call_record (
  region       text not null,                      -- of the grant
  at           timestamptz not null,
  id           uuid not null,
  grant_id     uuid not null,
  application  text,
  caller       text not null,                      -- organisation
  person       text,                               -- what the caller claims
  purpose      text not null,
  items        text not null,                      -- numbers: 1,3,4
  rows         integer not null,
  bytes        integer not null,
  params       bytea,                              -- keyed digest
  status       text not null check (status in ('ok', 'refused', 'failed')),
  reason       text,
  repeats      integer not null default 1,         -- refused calls of one second, summed
  ms           integer not null,
  address      text not null,
  claimed      text,                               -- the address the caller wrote itself
  ignored      text,                               -- names of undeclared parameters
  batch        uuid not null,                      -- with which it was shipped and put into the ledger
  primary key (region, at, id)
) partition by range (at);
create index call_record_grant on call_record (region, grant_id, at);
select append_only('call_record');
insert into partitioned (table_name, period, keep_years) values ('call_record', 'day', 3);

-- The leaf of a record in its batch's Merkle tree: RFC 6962, over every column as JSON.
create function call_record_leaf(r call_record) returns bytea
language sql immutable set search_path from current as $$
  select sha256('\x00'::bytea || convert_to(json_build_array(
    r.region, (extract(epoch from r.at) * 1000000)::bigint, r.id, r.grant_id, r.application, r.caller, r.person, r.purpose, r.items, r.rows, r.bytes,
    encode(r.params, 'hex'), r.status, r.reason, r.repeats, r.ms, r.address, r.claimed, r.ignored)::text, 'UTF8'))
$$;
grant execute on function call_record_leaf to shuqiao_app;

-- One ledger entry per shipped batch stands for its records (count, root).
create table call_batch (
  region   text not null,                          -- of the platform that shipped it
  id       uuid not null,
  made_at  timestamptz not null default now(),
  count    integer not null check (count > 0),
  from_at  timestamptz not null,
  to_at    timestamptz not null,
  root     bytea not null check (octet_length(root) = 32),
  primary key (region, id)
);
create index call_batch_made on call_batch (region, made_at);
select append_only('call_batch');

-- Who received a record: the recall of Art. 26 is a look-up by primary key. Digests are keyed per entry.
create table received (
  region     text not null,                        -- of the entry
  entry      uuid not null,
  key_digest bytea not null,
  grant_id   uuid not null,
  first_at   timestamptz not null,
  last_at    timestamptz not null,
  primary key (region, entry, key_digest, grant_id)
) with (fillfactor = 90);
revoke delete, truncate on received from shuqiao_app;

-- Quota taken, leased in slices by any number of gateways. period: 'd2026-11-24', 'm2026-11-24T10:05', machine time in Shanghai.
create table quota (
  region   text not null,
  grant_id uuid not null,
  period   text not null,
  allowed  integer not null,
  taken    integer not null,
  primary key (region, grant_id, period),
  check (taken >= 0)
) with (fillfactor = 50);
create index quota_period on quota (region, period);

-- Calls refused before their signature verified: nobody knows whose they are, so only counters.
create table refused_call (
  region  text not null,                           -- of the platform
  minute  timestamptz not null,
  reason  text not null,
  network text not null,                           -- /24 or /48; 'other' past the bound
  n       bigint not null,
  primary key (region, minute, reason, network)
);

-- Sums of 使用过程 per day in Shanghai and caller's person or system.
create table usage_day (
  region   text not null,
  grant_id uuid not null,
  day      date not null,
  person   text not null default '',
  calls    bigint not null default 0,
  rows     bigint not null default 0,
  bytes    bigint not null default 0,
  refused  bigint not null default 0,
  failed   bigint not null default 0,
  primary key (region, grant_id, day, person)
) with (fillfactor = 70);
revoke delete, truncate on usage_day from shuqiao_app;

-- The requester's part of the usage record (Art. 29 ¶2): 应用成效, 存储情况, 销毁情况. A correction is a new row naming the old.
create table usage_entry (
  region      text not null,
  id          uuid not null,
  number      text not null,
  grant_id    uuid not null,
  kind        text not null check (kind in ('effect', 'storage', 'disposal')),
  corrects    uuid,
  body        jsonb not null,
  attachments uuid[] not null default '{}',
  org         text not null,
  person      uuid not null,
  on_day      date not null,
  at          timestamptz not null default now(),
  primary key (region, id),
  unique (region, number),
  foreign key (region, corrects) references usage_entry (region, id)
);
create index usage_entry_grant on usage_entry (region, grant_id, kind, at desc);
select append_only('usage_entry');
